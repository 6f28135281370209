/** What the gradient promises of an update, and what the update keeps. */
import { rateExponents } from '#experiments/update.ts';
import { useComputed } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import type { Forecast } from '#engine/pass.ts';
import { Chart } from '#views/Chart.tsx';
import { TextButton } from '#views/controls.tsx';
import { Facts, Slider } from '#views/Slider.tsx';
import type { Backprop } from './model.ts';
import { strings } from './strings.ts';
import { tabStrings, type TabStrings } from './tab-strings.ts';
import { updateOf } from './update.ts';
import { useWords } from '#views/language.ts';
import { short } from '#words/numbers.ts';
import { percent } from '#words/quantities.ts';

const often = 10;
const height = 260;

interface Drawn {
  readonly curve: readonly Forecast[];
  readonly now: Forecast;
}

export function UpdatePanel({ model }: { readonly model: Backprop }) {
  const words = useWords(strings);
  const { pass } = model;
  const update = updateOf(model);
  const say = useWords(tabStrings).update;
  const now = update.result.value;
  const drawn = useComputed((): Drawn => ({ curve: update.curve.value, now: update.result.value }));
  return (
    <div class="lbl-bp-question">
      <div>
        <p>{say.lead}</p>
        <Slider
          label={say.rate}
          exponent={Math.log10(update.learningRate.value)}
          {...rateExponents}
          text={short(update.learningRate.value)}
          onChange={(exponent) => (update.learningRate.value = 10 ** exponent)}
        />
        <Facts
          rows={[
            [say.now, short(pass.value.loss)],
            [say.norm, short(update.squaredNorm.value)],
            [say.predicted, short(now.predicted)],
            [say.measured, short(now.measured)],
            [say.kept, percent(now.kept)],
          ]}
        />
        <div class="lbl-controls">
          <TextButton label={say.once} onClick={() => update.descend(1)} />
          <TextButton label={say.often(often)} onClick={() => update.descend(often)} />
          <TextButton label={words.undo} isOff={!model.canUndo.value} onClick={model.undo} />
        </div>
      </div>
      <div>
        <Chart
          data={drawn}
          when={update.result}
          height={height}
          draw={(plot, data, width) => drawChange(plot, data, width, say)}
        />
        <p class="lbl-hint">{say.chart}</p>
      </div>
    </div>
  );
}

function drawChange(
  plot: typeof Plot,
  { curve, now }: Drawn,
  width: number,
  say: TabStrings['update'],
): Element {
  const most = Math.max(...curve.map(({ measured }) => Math.abs(measured)), 0.1);
  const x = 'learningRate';
  return plot.plot({
    ...{ width, height, className: 'lbl-plot', marginLeft: 48, marginBottom: 36 },
    x: { type: 'log', label: say.axisRate, ticks: 5, tickFormat: short },
    y: { label: say.axisChange, domain: [-most, most], grid: true, clamp: true, ticks: 5 },
    marks: [
      plot.ruleY([0], { stroke: 'var(--ink-soft)' }),
      plot.line(curve, {
        x,
        y: 'predicted',
        stroke: 'var(--ink-soft)',
        strokeDasharray: '5 4',
        clip: true,
      }),
      plot.line(curve, { x, y: 'measured', stroke: 'var(--role-gradient)', strokeWidth: 2 }),
      plot.ruleX([now.learningRate], { stroke: 'var(--ink)', strokeDasharray: '3 3' }),
      plot.dot([now], { x, y: 'measured', r: 6, stroke: 'var(--ink)', strokeWidth: 2 }),
    ],
  });
}
