/** Several threads over one shared memory. The first round does not wait for the helpers: they join when they are up. */
import type { Crew } from './crew.ts';
import type { RunMemory } from './run-memory.ts';
import type { Runner } from './runner.ts';
import { SharedWork } from './shared-work.ts';
import { startHelper } from './thread-host.ts';
import type { SharedStart } from './thread-worker.ts';

export function createSharedCrew(
  state: RunMemory,
  runner: Runner,
  module: WebAssembly.Module,
  threads: number,
): Crew {
  const { memory, plan } = state;
  const work = new SharedWork(runner, memory);
  let working = 1;
  const helpers = Array.from({ length: threads - 1 }, (_, index) => {
    const helper = startHelper();
    // One that fails is not missed: the others take its share.
    let up = false;
    helper.onMessage(() => {
      up = true;
      working++;
    });
    helper.onFailure(() => {
      if (up) working--;
    });
    const start: SharedStart = { kind: 'shared', module, memory, plan, thread: index + 1 };
    helper.post(start);
    return helper;
  });
  return {
    get threads() {
      return working;
    },
    work(request) {
      const pass = state.accept(request);
      work.lead(request.job, pass);
      return state.outcome(pass.count);
    },
    dispose() {
      for (const helper of helpers) helper.stop();
    },
  };
}
