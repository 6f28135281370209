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

/** One unit of the second phase: panel `panel` of dense layer `layer`, or convolution `layer` (panel -1). */
interface UpdateTask {
  readonly layer: number;
  readonly panel: number;
}

export class Runner {
  readonly kernels: Kernels;
  readonly plan: MemoryPlan;
  readonly thread: number;
  private readonly tasks: readonly UpdateTask[];

  constructor(kernels: Kernels, plan: MemoryPlan, thread: number) {
    this.kernels = kernels;
    this.plan = plan;
    this.thread = thread;
    // The longest first, so that no thread begins a long one when the others have finished.
    const convolutions = plan.threads[0].convolutions.map((_, layer) => ({ layer, panel: -1 }));
    const panels = plan.dense.flatMap((dense, layer) =>
      Array.from({ length: dense.panels }, (_, panel) => ({ layer, panel })),
    );
    this.tasks = [...convolutions, ...panels];
  }

  get updateTasks(): number {
    return this.tasks.length;
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
    const inner = convolutions.length - 1;
    kernels.gather(gather, pass.pixels, row, inner < 0 ? row : 0, count);
    convolutions.forEach(({ task }, layer) =>
      kernels.convolve(task, 0, layer === inner ? row : 0, count),
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

  /** Second phase, first part: the gradient of one unit, summed over the `count` rows of the batch in their order. */
  sumGradient(index: number, count: number): void {
    const { layer, panel } = this.tasks[index];
    if (panel >= 0) this.kernels.denseGradient(this.plan.dense[layer].gradient, panel, count);
    else {
      const { task } = this.plan.threads[this.thread].convolutions[layer];
      this.kernels.sumSlots(task, chunksOf(count));
    }
  }

  /** Second phase, second part: the optimiser's move of one unit, and the copies of its weights in other layouts. */
  move(index: number): void {
    const { kernels, plan } = this;
    const { layer, panel } = this.tasks[index];
    if (panel < 0) {
      const { task, start, floats } = plan.threads[this.thread].convolutions[layer];
      kernels.update(plan.optimizer, start, floats);
      kernels.packBlocks(task);
      return;
    }
    const { start, panelFloats, biasStart } = plan.dense[layer];
    kernels.update(plan.optimizer, start + 4 * panel * panelFloats, panelFloats);
    kernels.update(plan.optimizer, biasStart + 32 * panel, 8);
    this.copyLayouts(index);
  }

  /** Makes the copies of a unit's weights that other kernels read: after a move, and when parameters are set. */
  copyLayouts(index: number): void {
    const { layer, panel } = this.tasks[index];
    if (panel < 0) this.kernels.packBlocks(this.plan.threads[this.thread].convolutions[layer].task);
    else if (this.plan.dense[layer].hasInputGradient)
      this.kernels.transposePanel(this.plan.dense[layer].gradient, panel);
  }
}
