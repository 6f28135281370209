/** "Break it": a common mistake, which gradients it spoils, and whether the network learns all the same. */
import { useComputed } from '@preact/signals';
import type * as Plot from '@observablehq/plot';
import { useEffect } from 'preact/hooks';
import { mistakes } from '#engine/ops/mistakes/index.ts';
import type { Progress } from '#experiments/broken.ts';
import { createClock } from '#player/clock.ts';
import { Chart } from '#views/Chart.tsx';
import { Choice, NumberChoice, TextButton } from '#views/controls.tsx';
import { useLanguage, useWords } from '#views/language.ts';
import { brokenOf } from './broken.ts';
import { CheckTable } from './CheckTable.tsx';
import type { Backprop } from './model.ts';
import { runPlan } from './start.ts';
import { short } from '#words/numbers.ts';
import { percent } from '#words/quantities.ts';
import { tabStrings, type TabStrings } from './tab-strings.ts';

/** Updates of both runs in one frame: a slice that leaves the page time for everything else. */
const slice = 2;
const height = 240;

export function BreakPanel({ model }: { readonly model: Backprop }) {
  const say = useWords(tabStrings).broken;
  const broken = brokenOf(model);
  const language = useLanguage();
  const mistake = broken.mistake.value;
  return (
    <div>
      <p>{say.lead}</p>
      <div class="lbl-controls">
        <Choice
          label={say.mistake}
          options={mistakes.map(({ id, title }) => [id, title[language]])}
          value={broken.id.value}
          onChange={(id) => (broken.id.value = id)}
        />
        <Choice
          label={say.depth}
          options={(['small', 'deeper'] as const).map((depth) => [depth, say.depths[depth]])}
          value={broken.depth.value}
          onChange={(depth) => (broken.depth.value = depth as typeof broken.depth.value)}
        />
        <NumberChoice label={say.seed} value={broken.seed} min={1} max={999} />
      </div>
      <p class="lbl-bp-effect">{mistake.effect[language]}</p>
      <div class="lbl-bp-question">
        <CheckTable checks={broken.check.value} />
        <Training model={model} />
      </div>
    </div>
  );
}

function Training({ model }: { readonly model: Backprop }) {
  const say = useWords(tabStrings).broken;
  const broken = brokenOf(model);
  const progress = broken.progress.value;
  const isRunning = progress !== undefined && !progress.isDone;
  const drawn = useComputed(() => broken.progress.value);
  useEffect(() => {
    if (!isRunning) return undefined;
    const clock = createClock(() => broken.advance(slice));
    clock.start(0);
    return () => clock.stop();
  }, [isRunning]);
  return (
    <div>
      <TextButton
        label={progress?.isDone ? say.again : say.run}
        isOff={isRunning}
        onClick={broken.start}
      />
      <p role="status" class="lbl-bp-result">
        {progress?.isDone ? resultOf(progress, say) : ''}
      </p>
      <Chart
        data={drawn}
        quiet={0}
        height={height}
        draw={(plot, data, width) => drawLosses(plot, data, width, say)}
      />
      <p class="lbl-hint">
        {say.chart} {progress && say.running(progress.updates)}
      </p>
    </div>
  );
}

function resultOf({ right, broken }: Progress, say: TabStrings['broken']): string {
  const told = (run: Progress['right']): string =>
    Number.isFinite(run.losses.at(-1)) ? percent(run.accuracy()) : say.noNumber;
  return say.result(told(right), told(broken));
}

/** A loss that climbs out of this is cut off: the other run would be a line on the floor. */
const highestLoss = 4;

function drawLosses(
  plot: typeof Plot,
  progress: Progress | undefined,
  width: number,
  say: TabStrings['broken'],
): Element {
  const points = (losses: readonly number[] = []) =>
    losses.map((loss, update) => ({
      update,
      loss: Number.isFinite(loss) ? Math.min(loss, highestLoss) : NaN,
    }));
  const at = { x: 'update', y: 'loss', strokeWidth: 2, curve: 'linear' } as const;
  return plot.plot({
    ...{ width, height, className: 'lbl-plot', marginLeft: 40, marginBottom: 36 },
    x: { label: say.axisUpdates, domain: [0, runPlan.updates], ticks: 5 },
    y: { label: say.axisLoss, domain: [0, highestLoss], grid: true, ticks: 4, tickFormat: short },
    marks: [
      plot.line(points(progress?.right.losses), { ...at, stroke: 'var(--role-activation)' }),
      plot.line(points(progress?.broken.losses), {
        ...at,
        stroke: 'var(--role-negative)',
        strokeDasharray: '4 3',
      }),
    ],
  });
}
