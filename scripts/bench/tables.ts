/** The bench's tables for the terminal. */
import type { KernelReport } from '#engine/wasm/bench/kernel-times.ts';
import type { Spread } from '#engine/wasm/bench/statistics.ts';
import type { SpeedReport } from './measure.ts';

const count = (value: number): string => Math.round(value).toLocaleString('en');
const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;

/** Columns as wide as their longest cell; all but the first right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[0])))
      .join('  ');
  return rows.map(line).join('\n');
}

const spread = ({ median, low, high }: Spread): string =>
  `${count(median)} (${count(low)} to ${count(high)})`;

export function speedTable({ rows, machine, date, batch }: SpeedReport): string {
  const one = rows.find(({ id }) => id === 'relaxed') ?? rows[0];
  const cells = rows.map(({ name, training, inference, firstUpdate }) => [
    name,
    spread(training),
    count(training.best),
    (training.median / one.training.median).toFixed(2),
    count(inference.median),
    `${firstUpdate.toFixed(0)} ms`,
  ]);
  const head = ['', 'training, images/s', 'best', 'ratio', 'inference', 'first update'];
  const where = `${machine.processor}, ${machine.cores} cores, ${machine.runtime}, ${date}`;
  const samples = `medians (quartiles) of ${rows[0].training.samples} rounds, batch ${batch}`;
  return `${where}\n${samples}\n\n${table([head, ...cells])}\n`;
}

export function kernelTable(report: KernelReport): string {
  const { kernels, peakGigaflops, batch } = report;
  const cells = kernels.map(({ name, milliseconds, gigaflops }) => [
    name,
    milliseconds.toFixed(3),
    gigaflops === undefined ? '' : gigaflops.toFixed(1),
    gigaflops === undefined ? '' : percent(gigaflops / peakGigaflops),
  ]);
  const head = ['kernel', `ms / ${batch}`, 'GFLOP/s', 'of the peak'];
  const sum = ['sum', report.sumMilliseconds.toFixed(3), '', ''];
  const whole = [
    'a whole update',
    report.updateMilliseconds.toFixed(3),
    '',
    `${percent(report.executedShareOfPeak)} issued, ${percent(report.shareOfPeak)} done`,
  ];
  const peak = `${report.times} times of many updates; peak of this core ${peakGigaflops.toFixed(1)} GFLOP/s`;
  return `${peak}\n${table([head, ...cells, sum, whole])}\n`;
}
