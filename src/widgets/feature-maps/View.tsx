/** FeatureMaps as the reader sees it: the picture with the window on the left, one column a kernel on the right. */
import { useId, useRef, useState } from 'preact/hooks';
import { indexNumber } from '#words/numbers.ts';
import { useCatchUp } from '#views/catch-up.ts';
import { Choice, NumberChoice, Switch, TextButton } from '#views/controls.tsx';
import { speaking, useWords } from '#views/language.ts';
import { Legend, type LegendEntry } from '#views/Legend.tsx';
import '#views/figure.css';
import '#views/transport.css';
import { DigitChoice } from './DigitChoice.tsx';
import { KernelColumn } from './KernelColumn.tsx';
import { createFeatureMaps, brushes, mostKernels, type FeatureMaps as Model } from './model.ts';
import type { Options } from './model.ts';
import { scalings, type Scaling } from './scales.ts';
import { strings } from './strings.ts';
import { WindowOfPicture } from './WindowOfPicture.tsx';
import './feature-maps.css';

interface Part {
  readonly model: Model;
}

export const FeatureMaps = speaking((options: Options) => {
  const [model] = useState(() => createFeatureMaps(options));
  const root = useRef<HTMLDivElement>(null);
  useCatchUp(root);
  const words = useWords(strings);
  const error = model.error.value;
  return (
    <div ref={root} class="lbl-figure lbl-maps" role="group" aria-label={words.label}>
      <DigitChoice model={model} />
      <div class="lbl-controls">
        <NumberChoice label={words.kernels} value={model.count} min={1} max={mostKernels} />
        <NumberChoice label={words.stride} value={model.stride} min={0} max={4} />
        <NumberChoice label={words.padding} value={model.padding} min={0} max={3} />
        <Switch label={words.relu} value={model.hasRelu} />
        <Switch label={words.pooling} value={model.hasPooling} />
      </div>
      <div role="status">
        {error !== undefined && (
          <p class="lbl-error">
            {words.refused} <code>{error}</code> {words.kept}
          </p>
        )}
      </div>
      <div class="lbl-maps-stage" data-stale={error !== undefined || undefined}>
        <WindowOfPicture model={model} />
        <div
          class="lbl-maps-columns"
          data-many={model.kernels.value.length > 2}
          style={{ '--lbl-maps': model.kernels.value.length }}
        >
          {model.kernels.value.map((_, d) => (
            <KernelColumn key={d} model={model} d={d} />
          ))}
        </div>
      </div>
      <Painting model={model} />
      <Scales model={model} />
      <p class="lbl-hint">{words.hint}</p>
    </div>
  );
});

/** What a press on a kernel's cell writes, and the way back. */
function Painting({ model }: Part) {
  const name = useId();
  const words = useWords(strings);
  return (
    <div class="lbl-controls">
      <div class="lbl-maps-brushes" role="radiogroup" aria-label={words.brush}>
        <span>{words.brush}</span>
        {brushes.map((value) => (
          <label key={value} class="lbl-maps-brush" data-sign={Math.sign(value)}>
            <input
              type="radio"
              name={name}
              class="lbl-unseen"
              checked={model.brush.value === value}
              onChange={() => (model.brush.value = value)}
            />
            {indexNumber(value)}
          </label>
        ))}
      </div>
      <TextButton label={words.undo} isOff={!model.canUndo.value} onClick={model.undo} />
    </div>
  );
}

function Scales({ model }: Part) {
  const words = useWords(strings);
  const { layers, scaling, scaleOf } = model;
  const maps: LegendEntry[] =
    scaling.value === 'figure'
      ? [{ role: 'activation', label: words.legendOfAll, scale: scaleOf.value('y', 0) }]
      : layers.value.map(({ name }) => ({
          role: 'activation',
          label: words.legends[name],
          scale: scaleOf.value(name, 0),
          isAlone: scaling.value === 'map',
        }));
  return (
    <div class="lbl-scales">
      <Legend
        entries={[
          { role: 'input', scale: { kind: 'ink', most: 1 } },
          { role: 'weight', label: words.weights, scale: model.kernelScale.value },
          ...maps,
        ]}
      />
      <Choice
        label={words.scale}
        options={scalings.map((one) => [one, words.scales[one]])}
        value={scaling.value}
        onChange={(value) => (scaling.value = value as Scaling)}
      />
    </div>
  );
}
