/** The bar of a run, on a terminal; elsewhere nothing. */
import cliProgress from 'cli-progress';
import type { Report } from '#training/worker/protocol.ts';

export function progressBar(updates: number) {
  const { isTTY } = process.stderr;
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} updates, loss {loss}, {rate} images/s, {left} left',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    noTTYOutput: false,
    gracefulExit: true,
  });
  const start = (value: number): void =>
    bar.start(updates, value, { loss: '...', rate: '...', left: '...' });
  let done = 0;
  if (isTTY) start(0);
  return {
    show(report: Omit<Report, 'picture'>, loss: number | undefined): void {
      done = report.position.update;
      bar.update(done, {
        loss: loss?.toFixed(4) ?? '...',
        rate: Math.round(report.imagesPerSecond),
        left: report.secondsLeft === undefined ? '...' : `${Math.ceil(report.secondsLeft)} s`,
      });
    },
    /** Prints something where the bar was and draws the bar anew below it. */
    above(print: () => void): void {
      if (!isTTY) return print();
      bar.stop();
      print();
      start(done);
    },
    stop: () => bar.stop(),
  };
}
