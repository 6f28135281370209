/**
 * Two threads without shared memory (a page that is not cross-origin isolated). Whether the second pays depends on what
 * a transfer costs in this browser: 1.4 times as fast in Chromium, 0.6 in Firefox, measured. So the first batches are
 * done alone; when the helper is up, both ways are timed on the batch at hand, and the faster one stays.
 */
import type { BackendPlan } from '../backend.ts';
import { createSoloCrew } from './crew.ts';
import type { Crew, Outcome, Request } from './crew.ts';
import type { RunMemory } from './run-memory.ts';
import { halves } from './runner.ts';
import type { Runner } from './runner.ts';
import { startHelper } from './thread-host.ts';
import { Half } from './transfer-helper.ts';
import type { HalfDone, ToHelper, TransferStart } from './transfer-helper.ts';

/** Trials of each way, by turns; the first two of each only warm up, of the others the best counts. */
const TRIALS = 6;
const WARM_UP = 2;
/** The helper has to win by so much: a tie is not worth a second core. */
const GAIN = 1.1;
/** A batch of fewer rows is no test of anything. */
const TRIAL_ROWS = 64;

/** `timed`: whichever is faster. `always`: both threads from the moment the helper is up, for tests and the bench. */
export type TransferChoice = 'timed' | 'always';

export function createTransferCrew(
  run: BackendPlan,
  state: RunMemory,
  runner: Runner,
  module: WebAssembly.Module,
  choice: TransferChoice,
): Crew {
  const solo = createSoloCrew(state, runner);
  const pair = new Pair(state, runner);
  let phase: 'starting' | 'ready' | 'together' | 'alone' = 'starting';
  const { helper } = pair;
  helper.onMessage((message) => {
    if (message === 'ready') phase = 'ready';
    else pair.answer(message as HalfDone);
  });
  helper.onFailure((reason) => {
    phase = 'alone';
    pair.fail(reason);
  });
  const start: TransferStart = { kind: 'transfer', module, run };
  helper.post(start);

  const decide = async (request: Request): Promise<void> => {
    const pays = choice === 'always' || (await isFaster(solo, pair, request));
    if (phase !== 'ready') return;
    phase = pays ? 'together' : 'alone';
    if (pays) pair.sendState();
    else helper.stop();
  };

  return {
    get threads() {
      return phase === 'together' ? 2 : 1;
    },
    async work(request) {
      const trial = choice === 'always' || request.indices.length >= TRIAL_ROWS;
      if (phase === 'ready' && request.job === 'train' && trial) await decide(request);
      if (phase !== 'together') return solo.work(request);
      // If the helper dies in between, nothing has moved yet, and the batch is done again alone.
      return pair.work(request).catch(() => solo.work(request));
    },
    dispose() {
      helper.stop();
      // Whoever still waits for the helper's half gets the batch from this thread alone.
      phase = 'alone';
      pair.fail('nobody needs it any more');
    },
  };
}

/** Times the gradients of a batch, which changes nothing, done alone and done together. */
async function isFaster(solo: Crew, pair: Pair, request: Request): Promise<boolean> {
  const trial: Request = { ...request, job: 'gradients' };
  const best = { alone: Infinity, together: Infinity };
  const time = async (work: () => Outcome | Promise<Outcome>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  pair.sendState();
  try {
    for (let turn = 0; turn < TRIALS; turn++) {
      const alone = await time(() => solo.work(trial));
      const together = await time(() => pair.work(trial));
      if (turn < WARM_UP) continue;
      best.alone = Math.min(best.alone, alone);
      best.together = Math.min(best.together, together);
    }
  } catch {
    return false;
  }
  return best.together * GAIN < best.alone;
}

/** This thread and its helper at the two halves of a batch. */
class Pair {
  readonly helper = startHelper();
  private readonly state: RunMemory;
  private readonly half: Half;
  private waiting: PromiseWithResolvers<HalfDone> | undefined;

  constructor(state: RunMemory, runner: Runner) {
    this.state = state;
    this.half = new Half(state, runner);
  }

  answer(done: HalfDone): void {
    this.waiting?.resolve(done);
  }

  fail(reason: string): void {
    this.waiting?.reject(new Error(`kernels: the helping thread stopped: ${reason}`));
  }

  sendState(): void {
    this.post({ kind: 'state', state: this.state.saveState() });
  }

  async work(request: Request): Promise<Outcome> {
    const { state, half } = this;
    const count = request.indices.length;
    const middle = halves(count)[0].to;
    this.waiting = Promise.withResolvers<HalfDone>();
    const answered = this.waiting.promise;
    this.post({ kind: 'work', request: part(request, middle, count) });
    half.compute(part(request, 0, middle));
    if (request.job !== 'forward') {
      const gradients = half.copyGradients();
      this.post({ kind: 'gradients', gradients }, [gradients.buffer]);
    }
    const done = await answered;
    state.rowLoss.set(done.losses, middle);
    state.rowCorrect.set(done.correct, middle);
    if (done.gradients) half.addGradients(done.gradients, false);
    if (request.job === 'train') half.move();
    return state.outcome(count);
  }

  private post(message: ToHelper, transfer: ArrayBuffer[] = []): void {
    this.helper.post(message, transfer);
  }
}

function part(request: Request, from: number, to: number): Request {
  return {
    ...request,
    indices: request.indices.slice(from, to),
    shifts: request.shifts?.slice(2 * from, 2 * to),
  };
}
