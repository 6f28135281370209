/** The first page's scene: a pad, the picture, the maps and the answer; who is to blame; forgetting and learning. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { penWidth } from '#data/drawing/strokes.ts';
import { useCatchUp } from '#views/catch-up.ts';
import { TextButton } from '#views/controls.tsx';
import { speaking, useWords } from '#views/language.ts';
import { Legend } from '#views/Legend.tsx';
import { Pad } from '#views/Pad.tsx';
import '#views/figure.css';
import '#views/transport.css';
import { Answers } from './Answers.tsx';
import { chapters } from './chapters.ts';
import { Both, Layers } from './Layers.tsx';
import { createLanding, type Landing as Model, type Options } from './model.ts';
import { strings } from './strings.ts';
import { Told } from './Told.tsx';
import './landing.css';

interface Part {
  readonly model: Model;
}

export const Landing = speaking((options: Options) => {
  const [model] = useState(() => createLanding(options));
  const root = useRef<HTMLDivElement>(null);
  const words = useWords(strings);
  useCatchUp(root);
  useEffect(() => {
    void model.load().then(() => writeWhenIdle(model));
    return model.dispose;
  }, []);
  const { base } = options;
  return (
    <div
      ref={root}
      class="lbl-figure lbl-landing"
      role="group"
      aria-label={words.label}
      data-blamed={model.verdict.value !== undefined}
      onPointerDown={model.touch}
      onFocusIn={model.touch}
    >
      <div class="lbl-landing-stage">
        <div class="lbl-landing-hand">
          <Pad pad={model.pad} label={words.pad} penWidth={penWidth}>
            <a
              class="lbl-landing-picture"
              href={base + chapters.picture}
              aria-label={words.titles.picture}
            >
              <span class="lbl-landing-name">{words.blocks.picture} 28×28</span>
              <Both model={model} name="x" d={0} />
            </a>
          </Pad>
        </div>
        <div class="lbl-landing-net">
          <Layers model={model} base={base} />
          <Answers model={model} base={base} />
        </div>
      </div>
      <Told model={model} />
      <Tools model={model} />
      <Scales model={model} />
    </div>
  );
});

/** The generator comes when somebody sits still, if motion is wanted at all. */
async function writeWhenIdle(model: Model): Promise<void> {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const { writeByItself } = await import('./writing.ts');
  writeByItself(model);
}

function Tools({ model }: Part) {
  const words = useWords(strings);
  const { kind } = model.mind.value;
  const isBlamed = model.verdict.value !== undefined;
  return (
    <div class="lbl-landing-tools">
      <button
        type="button"
        class="lbl-text-button"
        aria-pressed={isBlamed}
        onClick={() => model.blame(!isBlamed)}
      >
        {words.blame}
      </button>
      <TextButton label={words.forget} onClick={model.forget} />
      <TextButton
        label={words.learn}
        isOff={kind === 'learning'}
        onClick={() => void model.learn()}
      />
      <TextButton label={words.remember} isOff={kind === 'trained'} onClick={model.remember} />
    </div>
  );
}

function Scales({ model }: Part) {
  const words = useWords(strings);
  const alone = { kind: 'diverging', most: 1 } as const;
  return (
    <Legend
      isAlone
      entries={[
        { role: 'activation', label: words.maps, scale: alone },
        ...(model.verdict.value
          ? [{ role: 'gradient', label: words.gradients, scale: alone } as const]
          : []),
      ]}
    />
  );
}
