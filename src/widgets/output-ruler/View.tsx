/** OutputRuler as the reader sees it: four sliders, the formula with their numbers in it, the windows along the axis. */
import { useId, useRef, useState } from 'preact/hooks';
import { Announcement } from '#views/Announcement.tsx';
import { useCatchUp } from '#views/catch-up.ts';
import { speaking, useWords } from '#views/language.ts';
import '#views/controls.css';
import '#views/figure.css';
import { Axis } from './Axis.tsx';
import {
  createOutputRuler,
  ranges,
  type Laid,
  type Letter,
  type OutputRuler as Model,
  type Setting,
} from './model.ts';
import { strings } from './strings.ts';
import './output-ruler.css';

interface Part {
  readonly model: Model;
}

const letters = Object.keys(ranges) as Letter[];

export const OutputRuler = speaking((start: Setting) => {
  const [model] = useState(() => createOutputRuler(start));
  const root = useRef<HTMLDivElement>(null);
  useCatchUp(root);
  const words = useWords(strings);
  return (
    <div ref={root} class="lbl-figure lbl-ruler" role="group" aria-label={words.label}>
      <div class="lbl-ruler-dials">
        {letters.map((letter) => (
          <Dial key={letter} letter={letter} model={model} />
        ))}
      </div>
      <Formula model={model} />
      <Axis model={model} />
      <Result model={model} />
      <p class="lbl-hint">{words.hint}</p>
    </div>
  );
});

function Dial({ letter, model }: Part & { readonly letter: Letter }) {
  const id = useId();
  const words = useWords(strings);
  const [least, most] = ranges[letter];
  const value = model.letters[letter];
  return (
    <div class="lbl-ruler-dial" data-letter={letter}>
      <label for={id}>
        <i>{letter}</i> {words.letters[letter]}
      </label>
      <output for={id} aria-live="off">
        {value.value}
      </output>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={1}
        value={value.value}
        onInput={({ currentTarget }) => (value.value = currentTarget.valueAsNumber)}
      />
    </div>
  );
}

/** ⌊(H + 2r − k) / s⌋ + 1, with the numbers of the dials in their colours and the engine's count. */
function Formula({ model }: Part) {
  const words = useWords(strings);
  const setting = model.setting.value;
  const windows = model.laid.value?.windows.length;
  const number = (letter: Letter) => <mn data-letter={letter}>{setting[letter]}</mn>;
  return (
    <div class="lbl-ruler-formula" role="img" aria-label={words.formula(setting, windows)}>
      <math aria-hidden="true">
        <msub>
          <mi>o</mi>
          <mi>H</mi>
        </msub>
        <mo>=</mo>
        <mrow>
          <mo>⌊</mo>
          <mfrac>
            <mrow>
              {number('H')}
              <mo>+</mo>
              <mn>2</mn>
              <mo>·</mo>
              {number('r')}
              <mo>−</mo>
              {number('k')}
            </mrow>
            {number('s')}
          </mfrac>
          <mo>⌋</mo>
        </mrow>
        <mo>+</mo>
        <mn>1</mn>
        <mo>=</mo>
        {windows === undefined ? <mo>?</mo> : <mn class="lbl-ruler-count">{windows}</mn>}
      </math>
    </div>
  );
}

/** What has come out, or why nothing has; in its place the window that is pointed at. */
function Result({ model }: Part) {
  const words = useWords(strings);
  const error = model.error.value;
  const laid = model.laid.value;
  const text = laid ? words.result(resultOf(model.setting.value, laid)) : words.refused;
  const window = model.at.value === undefined ? undefined : laid?.windows[model.at.value];
  const told = window && words.window(model.at.value!, window[0], window.at(-1)!);
  return (
    <>
      <p class="lbl-ruler-result">
        {told ?? text} {error !== undefined && <code>{error}</code>}
      </p>
      <Announcement text={told ?? [text, error].filter((part) => part !== undefined).join(' ')} />
    </>
  );
}

function resultOf({ H, s }: Setting, { windows, unread }: Laid) {
  const ofInput = unread.filter((row) => row >= 0 && row < H);
  return {
    ...{ windows: windows.length, H, s },
    unread: ofInput,
    unreadPadding: unread.length - ofInput.length,
  };
}
