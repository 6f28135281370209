/**
 * The second of two threads that share no memory: a run of its own over the same images, which takes the second half of
 * every batch. Both send the other their half's gradients in a buffer that changes owners, add the two and make the
 * same move, so that both hold the same parameters to the bit.
 */
import type { BackendPlan } from '../backend.ts';
import type { Request } from './crew.ts';
import { createMemory, startKernels } from './kernels.ts';
import { planMemory } from './memory-plan.ts';
import { RunMemory } from './run-memory.ts';
import type { TrainingState } from './run-memory.ts';
import { Runner, chunksOf } from './runner.ts';
import type { Port } from './thread-port.ts';

export interface TransferStart {
  readonly kind: 'transfer';
  readonly module: WebAssembly.Module;
  readonly run: BackendPlan;
}

export type ToHelper =
  | { readonly kind: 'state'; readonly state: TrainingState }
  | { readonly kind: 'work'; readonly request: Request }
  | { readonly kind: 'gradients'; readonly gradients: Float32Array<ArrayBuffer> };

/** What a half makes: losses and hits by row, and, unless it only went forward, gradients. */
export interface HalfDone {
  readonly losses: Float64Array;
  readonly correct: Uint8Array;
  readonly gradients?: Float32Array<ArrayBuffer> | undefined;
}

/** One thread's half: its own memory, and the buffer that goes to and fro. */
export class Half {
  readonly state: RunMemory;
  private readonly runner: Runner;
  /** The buffer last received: the next gradients travel in it. */
  private spare: Float32Array<ArrayBuffer> | undefined;

  constructor(state: RunMemory, runner: Runner) {
    this.state = state;
    this.runner = runner;
  }

  /** Goes through its rows of the batch and sums their gradients. Returns how many rows there were. */
  compute(request: Request): number {
    const pass = this.state.accept(request);
    for (let chunk = 0; chunk < chunksOf(pass.count); chunk++) this.runner.passChunk(pass, chunk);
    if (request.job !== 'forward' && pass.count > 0)
      for (let task = 0; task < this.runner.updateTasks; task++)
        this.runner.sumGradient(task, [{ from: 0, to: pass.count }]);
    return pass.count;
  }

  /** A copy of the gradients, to be given away. */
  copyGradients(): Float32Array<ArrayBuffer> {
    const own = this.state.arena(this.state.plan.gradients);
    const copy = this.spare ?? new Float32Array(own.length);
    this.spare = undefined;
    copy.set(own);
    return copy;
  }

  /** Adds the other half's gradients (`alone`: takes them as they are) and keeps their buffer for the next journey. */
  addGradients(other: Float32Array<ArrayBuffer>, alone: boolean): void {
    const own = this.state.arena(this.state.plan.gradients);
    if (alone) own.set(other);
    else for (let at = 0; at < own.length; at++) own[at] += other[at];
    this.spare = other;
  }

  move(): void {
    for (let task = 0; task < this.runner.updateTasks; task++) this.runner.move(task);
  }

  copyLayouts(): void {
    for (let task = 0; task < this.runner.updateTasks; task++) this.runner.copyLayouts(task);
  }
}

/** The life of the helping thread. */
export async function helpByTransfer(port: Port, { module, run }: TransferStart): Promise<void> {
  const plan = planMemory(run, 1);
  const memory = createMemory(plan.bytes, false);
  const runner = new Runner(await startKernels(module, memory), plan, 0);
  const half = new Half(new RunMemory(run, plan, memory), runner);
  half.copyLayouts();
  let request: Request | undefined;
  let rows = 0;
  port.onMessage((data) => {
    const message = data as ToHelper;
    if (message.kind === 'state') {
      half.state.loadState(message.state);
      half.copyLayouts();
    } else if (message.kind === 'work') {
      request = message.request;
      rows = half.compute(request);
      const gradients = request.job === 'forward' || !rows ? undefined : half.copyGradients();
      const done: HalfDone = {
        losses: half.state.rowLoss.slice(0, rows),
        correct: half.state.rowCorrect.slice(0, rows),
        gradients,
      };
      port.post(done, gradients ? [gradients.buffer] : []);
    } else {
      half.addGradients(message.gradients, rows === 0);
      if (request?.job === 'train') half.move();
    }
  });
  port.post('ready');
}
