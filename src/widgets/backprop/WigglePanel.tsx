/** "Wiggle it": one number up and down, what the loss does, and how the error depends on h. */
import { exponents } from '#experiments/wiggle.ts';
import { useComputed } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import type { Wiggle } from '#engine/wiggle.ts';
import { tapeName } from '#experiments/tape-cells.ts';
import { Announcement } from '#views/Announcement.tsx';
import { Chart } from '#views/Chart.tsx';
import { nameOf } from '#views/cell-text.ts';
import { Facts, Slider } from '#views/Slider.tsx';
import type { Backprop } from './model.ts';
import { network } from './network.ts';
import { strings, type Strings } from './strings.ts';
import { useWords } from '#views/language.ts';
import { allDigits, manyDigits, power } from '#words/numbers.ts';

interface Drawn {
  readonly curve: readonly Wiggle[];
  readonly now: Wiggle;
}

export function WigglePanel({ model }: { readonly model: Backprop }) {
  const say = useWords(strings).wiggle;
  const { wiggle } = model;
  const { tensor, index } = wiggle.cell.value;
  const now = wiggle.result.value;
  const kinks = now.kinks.length > 0 ? say.kinks(now.kinks) : say.noKinks;
  const drawn = useComputed((): Drawn => ({ curve: wiggle.curve.value, now: wiggle.result.value }));
  return (
    <div class="lbl-bp-question">
      <div>
        <p>{say.lead(nameOf({ tensor: tapeName(network, tensor), index }))}</p>
        <Slider
          label={say.h}
          exponent={wiggle.exponent.value}
          {...exponents}
          text={power(now.h)}
          onChange={(exponent) => (wiggle.exponent.value = exponent)}
        />
        <Facts
          rows={[
            [say.plus, allDigits(now.plus)],
            [say.minus, allDigits(now.minus)],
            [say.quotient, manyDigits(now.quotient)],
            [say.gradient, manyDigits(wiggle.gradient.value)],
            [say.error, power(now.relativeError)],
          ]}
        />
        <p class="lbl-bp-kinks" data-warns={now.kinks.length > 0}>
          {kinks}
        </p>
        <Announcement text={kinks} />
      </div>
      <div>
        <Chart
          data={drawn}
          when={wiggle.result}
          height={height}
          draw={(plot, data, width) => drawErrors(plot, data, width, say)}
        />
        <p class="lbl-hint">{say.chart}</p>
      </div>
    </div>
  );
}

/** A logarithmic axis has no place for an error of exactly 0: it is drawn on the floor. */
const floor = 1e-17;
const height = 260;

function drawErrors(
  plot: typeof Plot,
  { curve, now }: Drawn,
  width: number,
  say: Strings['wiggle'],
): Element {
  const point = ({ h, relativeError, kinks }: Wiggle) => ({
    h,
    error: Math.max(relativeError, floor),
    hasKink: kinks.length > 0,
  });
  const points = curve.map(point);
  const at = { x: 'h', y: 'error' };
  return plot.plot({
    ...{ width, height, className: 'lbl-plot', marginLeft: 52, marginBottom: 36 },
    x: { type: 'log', label: say.axisH, reverse: true, ticks: 6, tickFormat: power },
    y: {
      type: 'log',
      label: say.axisError,
      domain: [floor, 10],
      ticks: 6,
      tickFormat: power,
      grid: true,
    },
    marks: [
      plot.line(points, { ...at, stroke: 'var(--ink-soft)' }),
      plot.dot(points, {
        ...at,
        r: 2.5,
        fill: 'var(--role-gradient)',
        symbol: (one: { hasKink: boolean }) => (one.hasKink ? 'times' : 'circle'),
        stroke: 'var(--role-gradient)',
      }),
      plot.ruleX([now.h], { stroke: 'var(--ink)', strokeDasharray: '3 3' }),
      plot.dot([point(now)], { ...at, r: 6, stroke: 'var(--ink)', strokeWidth: 2 }),
    ],
  });
}
