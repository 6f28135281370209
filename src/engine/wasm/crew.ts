/** Who does the work of a batch: one thread alone, or several. The result is the same to the bit. */
import { chunksOf, halves } from './runner.ts';
import type { Pass, Runner } from './runner.ts';

/** forward: losses only. gradients: no move. train: gradients and the move. */
export type Job = 'forward' | 'gradients' | 'train';

export interface Crew {
  /** Does a job on the batch that stands in the run's memory. */
  work(job: Job, pass: Pass): void | Promise<void>;
  dispose(): void;
}

/** One thread. */
export function createSoloCrew(runner: Runner): Crew {
  return {
    work(job, pass) {
      for (let chunk = 0; chunk < chunksOf(pass.count); chunk++) runner.passChunk(pass, chunk);
      if (job === 'forward') return;
      const ranges = halves(pass.count);
      for (let task = 0; task < runner.updateTasks; task++) {
        runner.sumGradient(task, ranges);
        if (job === 'train') runner.move(task);
      }
    },
    dispose() {},
  };
}
