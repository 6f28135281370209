/** The two curves of a run as Observable Plot draws them. */
import type * as Plot from '@observablehq/plot';
import type { RunHistory } from '#training/run/history.ts';
import { lossTick } from '#words/quantities.ts';

/** More points than this nobody can tell apart at the width of the page; fewer cost less to draw. */
const mostPoints = 240;

/** A dot each, and each an element. */
const mostTests = 60;

/** With fewer updates than ticks, several ticks would stand at the same whole number. */
const ticks = 5;

interface Frame {
  readonly width: number;
  readonly height: number;
}

const base = ({ width, height }: Frame, label: string, points: readonly { update: number }[]) => ({
  ...{ width, height, className: 'lbl-plot', marginLeft: 44, marginBottom: 34, marginTop: 12 },
  x: {
    ...({ label, labelAnchor: 'right', ticks, tickFormat: 'd', nice: false } as const),
    domain: [0, Math.max(points.at(-1)?.update ?? 0, ticks)],
  },
});

/** Each point a line of length 0 with round ends: one path for all of them costs far less than an element each. */
const dots = {
  curve: (path: CanvasPath) => ({
    lineStart() {},
    lineEnd() {},
    point(x: number, y: number) {
      path.moveTo(x, y);
      path.lineTo(x, y);
    },
  }),
  stroke: 'var(--ink-soft)',
  strokeOpacity: 0.6,
  strokeWidth: 2.8,
  strokeLinecap: 'round',
} as const;

/** Loss against updates on a logarithmic scale: single batches as dots, the moving mean as a line. */
export function drawLoss(plot: typeof Plot, frame: Frame, history: RunHistory, label: string) {
  const points = history.thinned(mostPoints).filter(({ loss }) => loss > 0);
  return plot.plot({
    ...base(frame, label, points),
    y: {
      ...{ type: 'log', label: null, ticks: 4, tickFormat: lossTick, grid: true },
      domain: lossDomain(points.map(({ loss }) => loss)),
    },
    marks: [
      plot.line(points, { ...dots, x: 'update', y: 'loss' }),
      plot.line(points, {
        x: 'update',
        y: 'meanLoss',
        stroke: 'var(--role-gradient)',
        strokeWidth: 2,
      }),
    ],
  });
}

/** With room below and above, so that a single loss has some too. */
const lossDomain = (losses: readonly number[]): [number, number] =>
  losses.length === 0 ? [0.1, 10] : [0.8 * Math.min(...losses), 1.25 * Math.max(...losses)];

/** Accuracy against updates: the moving mean over training batches as a line, each test as a dot on a line. */
export function drawAccuracy(plot: typeof Plot, frame: Frame, history: RunHistory, label: string) {
  const points = history.thinned(mostPoints);
  const tests = history.thinnedTests(mostTests);
  const test = { x: 'update', y: 'accuracy', stroke: 'var(--role-activation)' };
  return plot.plot({
    ...base(frame, label, points),
    y: { domain: [0, 1], label: null, ticks: 5, tickFormat: '.1f', grid: true },
    marks: [
      plot.line(points, { x: 'update', y: 'meanAccuracy', stroke: 'var(--ink-soft)' }),
      plot.line(tests, { ...test, strokeWidth: 2 }),
      plot.dot(tests, { ...test, r: 3, fill: 'var(--role-activation)' }),
    ],
  });
}
