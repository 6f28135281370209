/** Several threads over one shared memory. The first round does not wait for the helpers: they join when they are up. */
import type { Crew } from './crew.ts';
import type { RunMemory } from './run-memory.ts';
import type { Runner } from './runner.ts';
import { SharedWork } from './shared-work.ts';
import { startHelper } from './thread-host.ts';

export function createSharedCrew(
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
