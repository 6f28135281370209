/**
 * One thread's part of a batch. A batch runs in two phases, and the work of each is cut into tasks that any thread may
 * take, in any order, without changing a bit of the result:
 *
 *   passes    a chunk of 16 rows goes forward and back through the network; what the convolutions' parameters get goes
 *             into the chunk's own slot
 *   updates   a panel of dense weights, or a convolution: its gradient over the whole batch, and the move that follows
 */
import type { Kernels } from './kernels.ts';
import { CHUNK_ROWS } from './planner.ts';
import type { MemoryPlan } from './memory-plan.ts';

/** What every thread must know of the batch at work. */
export interface Pass {
  /** Address of the split's pixels and labels. */
  readonly pixels: number;
  readonly labels: number;
  readonly count: number;
  /** 1 / rows of the batch, or 0 to go forward only. */
  readonly scale: number;
}

export const chunksOf = (count: number): number => Math.ceil(count / CHUNK_ROWS);

/** One unit of the second phase: a convolution, or a panel of a dense layer. */
interface UpdateTask {
  /** The gradient, summed over the `count` rows of the batch in their order. */
  sumGradient(count: number): void;
  /** The optimizer's move. */
  move(): void;
  /** Makes the copies of the weights that other kernels read: after a move, and when parameters are set. */
  copyLayouts(): void;
}

export class Runner {
  readonly kernels: Kernels;
  readonly plan: MemoryPlan;
  readonly thread: number;
  /** The longest first, so that no thread begins a long one when the others have finished. */
  readonly updates: readonly UpdateTask[];

  constructor(kernels: Kernels, plan: MemoryPlan, thread: number) {
    this.kernels = kernels;
    this.plan = plan;
    this.thread = thread;
    this.updates = [...this.convolutionUpdates(), ...this.denseUpdates()];
  }

  private convolutionUpdates(): UpdateTask[] {
    const { kernels, plan } = this;
    return plan.threads[this.thread].convolutions.map(({ task, start, floats }) => ({
      sumGradient: (count) => kernels.sumSlots(task, chunksOf(count)),
      move: () => kernels.update(plan.optimizer, start, floats),
      copyLayouts: () => kernels.packBlocks(task),
    }));
  }

  private denseUpdates(): UpdateTask[] {
    const { kernels, plan } = this;
    return plan.dense.flatMap(({ gradient, panels, hasInputGradient, ...place }) =>
      Array.from({ length: panels }, (_, panel) => ({
        sumGradient: (count) => kernels.denseGradient(gradient, panel, count),
        move() {
          const start = place.start + 4 * panel * place.panelFloats;
          kernels.update(plan.optimizer, start, place.panelFloats);
          kernels.update(plan.optimizer, place.biasStart + 32 * panel, 8);
        },
        copyLayouts() {
          if (hasInputGradient) kernels.transposePanel(gradient, panel);
        },
      })),
    );
  }

  /** First phase: takes one chunk forward and, unless `scale` is 0, back. */
  passChunk(pass: Pass, chunk: number): void {
    const row = chunk * CHUNK_ROWS;
    const count = Math.min(CHUNK_ROWS, pass.count - row);
    this.forward(pass, row, count);
    if (pass.scale !== 0) this.backward(row, count, chunk);
  }

  private forward(pass: Pass, row: number, count: number): void {
    const { kernels, plan } = this;
    const { gather, convolutions } = plan.threads[this.thread];
    const last = convolutions.length - 1;
    kernels.gather(gather, pass.pixels, row, last < 0 ? row : 0, count);
    convolutions.forEach(({ task }, layer) =>
      kernels.convolve(task, 0, layer === last ? row : 0, count),
    );
    for (const { forward } of plan.dense) kernels.multiply(forward, row, count);
    kernels.softmaxCrossEntropy(plan.loss, pass.labels, row, count, pass.scale);
  }

  private backward(row: number, count: number, chunk: number): void {
    const { kernels, plan } = this;
    const { convolutions } = plan.threads[this.thread];
    for (let layer = plan.dense.length - 1; layer >= 0; layer--) {
      const { gradient, backward, hasInputGradient } = plan.dense[layer];
      kernels.packRows(gradient, row, count);
      if (hasInputGradient) kernels.multiply(backward, row, count);
    }
    for (let layer = convolutions.length - 1; layer >= 0; layer--) {
      const { task, ...place } = convolutions[layer];
      const output = layer === convolutions.length - 1 ? row : 0;
      kernels.convolutionWeightGradient(task, 0, output, count, chunk);
      if (!place.hasInputGradient) continue;
      kernels.convolutionInputGradient(task, 0, output, count);
      const bytes = count * place.inputSampleStep;
      if (place.maskInput) kernels.maskGradient(place.inputGradient, place.input, bytes);
    }
  }
}
