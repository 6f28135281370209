/** DigitFactors as the reader sees it: a sheet of digits and its dials. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { FactorName } from '#data/digits/factors.ts';
import { digitSize } from '#data/digits/raster.ts';
import { pixelCount } from '#data/digits/generate.ts';
import { fixed } from '#words/numbers.ts';
import { Announcement } from '#views/Announcement.tsx';
import { useCatchUp } from '#views/catch-up.ts';
import { speaking, useLanguage, useWords } from '#views/language.ts';
import '#views/controls.css';
import '#views/figure.css';
import { examples } from './examples.ts';
import {
  columns,
  createDigitFactors,
  highest,
  rows,
  type DigitFactors as Model,
  type Sheet,
} from './model.ts';
import { groups, strings } from './strings.ts';
import './digit-factors.css';

interface Part {
  readonly model: Model;
}

export const DigitFactors = speaking(() => {
  const [model] = useState(createDigitFactors);
  const root = useRef<HTMLDivElement>(null);
  useCatchUp(root);
  const language = useLanguage();
  const words = useWords(strings);
  return (
    <div ref={root} class="lbl-figure lbl-digits" role="group" aria-label={words.label}>
      <SheetCanvas model={model} />
      <div class="lbl-controls">
        <Dial
          name={words.strength}
          value={model.strength.value}
          max={1}
          onInput={(value) => (model.strength.value = value)}
        />
        <button type="button" class="lbl-digits-button" onClick={model.reseed}>
          {words.reseed}
        </button>
        <span class="lbl-hint">
          {words.seed} {model.seed.value}
        </span>
      </div>
      <div class="lbl-controls" role="group" aria-label={words.start}>
        <span class="lbl-hint">{words.start}</span>
        {examples.map(({ id, title }) => (
          <button key={id} type="button" class="lbl-digits-button" onClick={() => model.choose(id)}>
            {title[language]}
          </button>
        ))}
      </div>
      <div class="lbl-digits-panel">
        {groups.map(({ id, factors }) => (
          <fieldset key={id}>
            <legend>{words.groups[id]}</legend>
            {factors.map((factor) => (
              <FactorDial key={factor} factor={factor} model={model} />
            ))}
          </fieldset>
        ))}
      </div>
      <p class="lbl-hint">{words.hint}</p>
    </div>
  );
});

function SheetCanvas({ model }: Part) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useWords(strings);
  const sheet = model.sheet.value;
  useEffect(() => paint(canvas.current, sheet), [sheet]);
  const named = (list: readonly FactorName[]) => list.map((name) => words.factors[name].name);
  const text = words.sheet(
    model.seed.value,
    fixed(model.strength.value, 2),
    named(model.off.value),
    named(model.changed.value),
  );
  return (
    <div class="lbl-digits-stage">
      <canvas
        ref={canvas}
        class="lbl-digits-sheet"
        width={columns * digitSize}
        height={rows * digitSize}
        role="img"
        aria-label={text}
      />
      <Announcement text={text} />
    </div>
  );
}

/** Ink as opacity: the canvas takes the colour of the page's text. */
function paint(canvas: HTMLCanvasElement | null, { pixels }: Sheet): void {
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  for (let index = 0; index < rows * columns; index++)
    for (let h = 0; h < digitSize; h++)
      for (let w = 0; w < digitSize; w++) {
        const row = Math.floor(index / columns) * digitSize + h;
        const column = (index % columns) * digitSize + w;
        image.data[4 * (row * canvas.width + column) + 3] =
          pixels[index * pixelCount + h * digitSize + w];
      }
  context.putImageData(image, 0, 0);
}

function FactorDial({ factor, model }: Part & { readonly factor: FactorName }) {
  const words = useWords(strings);
  const { name, hint } = words.factors[factor];
  const value = model.factors[factor];
  return (
    <div class="lbl-digits-factor">
      <label class="lbl-switch">
        <input
          type="checkbox"
          checked={value.value > 0}
          onChange={() => model.toggle(factor)}
          aria-label={words.on(name)}
        />
      </label>
      <Dial
        name={name}
        hint={hint}
        value={value.value}
        max={highest(factor)}
        onInput={(next) => (value.value = next)}
      />
    </div>
  );
}

interface DialProps {
  readonly name: string;
  readonly hint?: string;
  readonly value: number;
  readonly max: number;
  onInput(value: number): void;
}

function Dial({ name, hint, value, max, onInput }: DialProps) {
  const id = useId();
  return (
    <div class="lbl-digits-dial">
      <label for={id}>{name}</label>
      <output for={id} aria-live="off">
        {fixed(value, 2)}
      </output>
      <input
        id={id}
        type="range"
        min={0}
        max={max}
        step={0.05}
        value={value}
        {...(hint && { 'aria-describedby': `${id}-hint` })}
        onInput={({ currentTarget }) => onInput(currentTarget.valueAsNumber)}
      />
      {hint && (
        <span id={`${id}-hint`} class="lbl-digits-hint">
          {hint}
        </span>
      )}
    </div>
  );
}
