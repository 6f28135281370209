/** Who does the work of a batch: one thread alone, or several over one memory. The result is the same to the bit. */
import type { Outcome, Request } from './request.ts';
import type { RunMemory } from './run-memory.ts';
import { chunksOf } from './runner.ts';
import type { Runner } from './runner.ts';

export interface Crew {
  /** How many threads work at present. */
  readonly threads: number;
  work(request: Request): Outcome;
  dispose(): void;
}

/** One thread. */
export function createSoloCrew(state: RunMemory, runner: Runner): Crew {
  return {
    threads: 1,
    work(request) {
      const pass = state.accept(request);
      for (let chunk = 0; chunk < chunksOf(pass.count); chunk++) runner.passChunk(pass, chunk);
      if (request.job !== 'forward')
        for (let task = 0; task < runner.updateTasks; task++) {
          runner.sumGradient(task, pass.count);
          if (request.job === 'train') runner.move(task);
        }
      return state.outcome(pass.count);
    },
    dispose() {},
  };
}
