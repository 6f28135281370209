/**
 * The memory of one run and what stands in it: images, the batch at work, parameters, gradients. Kernels see addresses;
 * this side sees typed arrays over the same bytes.
 */
import type { BackendPlan, Batch, LabelledImages, Parameters, Split } from '../backend.ts';
import { writeRecord } from './descriptors.ts';
import { fromArena, toArena } from './layouts.ts';
import type { MemoryPlan, SplitPlace } from './memory-plan.ts';
import { optimizerFields } from './optimizer-fields.ts';
import type { Pass, RowRange } from './runner.ts';

export class RunMemory {
  readonly plan: MemoryPlan;
  readonly memory: WebAssembly.Memory;
  private readonly view: DataView;
  private readonly run: BackendPlan;
  private readonly indices: Uint32Array;
  private readonly shifts: Int8Array;
  private readonly rowLoss: Float64Array;
  private readonly rowCorrect: Uint8Array;
  private updates = 0;

  constructor(run: BackendPlan, plan: MemoryPlan, memory: WebAssembly.Memory) {
    this.run = run;
    this.plan = plan;
    this.memory = memory;
    const { buffer } = memory;
    this.view = new DataView(buffer);
    this.indices = new Uint32Array(buffer, plan.indices, plan.rows);
    this.shifts = new Int8Array(buffer, plan.shifts, 2 * plan.rows);
    this.rowLoss = new Float64Array(buffer, plan.rowLoss, plan.rows);
    this.rowCorrect = new Uint8Array(buffer, plan.rowCorrect, plan.rows);
    for (const { kind, address, values } of plan.records)
      writeRecord(this.view, kind, address, values);
    for (const { address, values } of plan.words)
      new Int32Array(buffer, address, values.length).set(values);
    this.setImages(plan.train, run.train);
    this.setImages(plan.test, run.test);
    toArena(plan.layout, run.parameters, this.arena(plan.parameters));
  }

  private setImages(place: SplitPlace, images: LabelledImages): void {
    new Uint8Array(this.memory.buffer, place.pixels, images.pixels.length).set(images.pixels);
    new Uint8Array(this.memory.buffer, place.labels, images.count).set(images.labels);
  }

  /** The numbers of one arena, in the layouts of the kernels. */
  arena(address: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, this.plan.layout.floats);
  }

  parameters(): Parameters {
    return fromArena(this.plan.layout, this.arena(this.plan.parameters));
  }

  gradients(): Parameters {
    return fromArena(this.plan.layout, this.arena(this.plan.gradients));
  }

  /** Puts a batch of the training set in place. `total`: rows of the whole batch, of which this may be a part. */
  setBatch({ indices, shifts }: Batch, total = indices.length): Pass {
    this.indices.set(indices);
    if (shifts) this.shifts.set(shifts);
    this.setShifts(shifts !== undefined);
    this.setTargets(this.run.labelSmoothing);
    return this.pass('train', indices.length, 1 / total);
  }

  /** Puts rows `from`... of a split in place, to be read only. */
  setRows(split: Split, from: number, count: number): Pass {
    for (let row = 0; row < count; row++) this.indices[row] = from + row;
    this.setShifts(false);
    this.setTargets(0);
    return this.pass(split, count, 0);
  }

  private pass(split: Split, count: number, scale: number): Pass {
    const { pixels, labels } = this.plan[split];
    return { pixels, labels, count, scale };
  }

  private setShifts(wanted: boolean): void {
    const shifts = wanted ? this.plan.shifts : 0;
    for (const { gather } of this.plan.threads)
      writeRecord(this.view, 'Gather', gather, { shifts });
  }

  private setTargets(smoothing: number): void {
    const targetOff = smoothing / this.plan.geometry.classes;
    const targetOn = 1 - smoothing + targetOff;
    writeRecord(this.view, 'Loss', this.plan.loss, { targetOn, targetOff });
  }

  /** Counts one more update and tells the optimizer its numbers. */
  setUpdate(learningRate: number): void {
    this.updates++;
    const fields = optimizerFields(this.run.optimizer, learningRate, this.updates);
    writeRecord(this.view, 'Optimizer', this.plan.optimizer, fields);
  }

  /** Loss by row, and how many rows were right. */
  rows({ from, to }: RowRange): { losses: Float64Array; correct: number } {
    let correct = 0;
    for (let row = from; row < to; row++) correct += this.rowCorrect[row];
    return { losses: this.rowLoss.slice(from, to), correct };
  }
}
