/**
 * Who does the work of a batch: the thread that asks, and its helpers where the memory is shared. The result is the same
 * to the bit. The first round does not wait for the helpers: they join when they are up.
 */
import type { Outcome, Request } from './request.ts';
import type { RunMemory } from './run-memory.ts';
import type { Runner } from './runner.ts';
import { SharedWork } from './shared-work.ts';
import { startHelper } from './thread-host.ts';

interface Crew {
  /** How many threads work at present. */
  readonly threads: number;
  work(request: Request): Outcome;
  dispose(): void;
}

export function createCrew(
  state: RunMemory,
  runner: Runner,
  module: WebAssembly.Module,
  threads: number,
): Crew {
  const { memory, plan } = state;
  const work = new SharedWork(runner, memory);
  const stops = Array.from({ length: threads - 1 }, (_, index) =>
    startHelper({ module, memory, plan, thread: index + 1 }),
  );
  return {
    get threads() {
      return 1 + work.helpers;
    },
    work(request) {
      const pass = state.accept(request);
      work.lead(request.job, pass);
      return state.outcome(pass.count);
    },
    dispose() {
      for (const stop of stops) stop();
    },
  };
}
