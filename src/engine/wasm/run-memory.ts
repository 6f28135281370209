/**
 * The memory of one run and what stands in it: images, the batch at work, parameters, gradients. Kernels see addresses;
 * this side sees typed arrays over the same bytes.
 */
import type { OptimizerSpec } from '../architecture.ts';
import type { BackendPlan, LabelledImages, Parameters, TrainingState } from '../backend.ts';
import { logitRange, type LogitRange } from '../logit-range.ts';
import { remembers, stepOf } from '../optimizers.ts';
import { tensor, type Tensor } from '../tensor.ts';
import type { Outcome, Request } from './request.ts';
import { writeRecord } from './descriptors.ts';
import { UnsupportedNetworkError } from './geometry.ts';
import { fromArena, toArena } from './layouts.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { optimizerFields } from './optimizer-fields.ts';
import type { Pass } from './runner.ts';

const kindsOf = (optimizer: OptimizerSpec): string[] => Object.keys(remembers(optimizer, []));

/** The kernels move all parameters by one record of the optimizer's numbers, so t must be the same for all of them. */
function checkSteps(optimizer: OptimizerSpec, { update, memory }: TrainingState): void {
  if (!kindsOf(optimizer).includes('step')) return;
  const other = Object.keys(memory).find((name) => stepOf(memory[name]) !== update);
  if (other === undefined) return;
  const had = `${other} has had ${stepOf(memory[other])} of ${update} updates`;
  throw new UnsupportedNetworkError(`kernels: ${had}; they move all parameters each time`);
}

export class RunMemory {
  readonly plan: MemoryPlan;
  readonly memory: WebAssembly.Memory;
  private readonly view: DataView;
  private readonly run: BackendPlan;
  private readonly indices: Uint32Array;
  private readonly shifts: Int8Array;
  private readonly rowLoss: Float64Array;
  private readonly rowCorrect: Uint8Array;

  constructor(
    run: BackendPlan,
    start: TrainingState,
    plan: MemoryPlan,
    memory: WebAssembly.Memory,
  ) {
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
    checkSteps(run.optimizer, start);
    toArena(plan.layout, start.parameters, this.arena(plan.parameters));
    for (const { kind, arena } of this.memories()) {
      const remembered = Object.entries(start.memory).map(([name, own]) => [name, own[kind]]);
      toArena(plan.layout, Object.fromEntries(remembered) as Parameters, arena);
    }
  }

  /** What the optimizer remembers number by number, each in an arena laid out like the parameters'. */
  private memories(): { kind: string; arena: Float32Array }[] {
    const places = [this.plan.first, this.plan.second];
    return kindsOf(this.run.optimizer)
      .filter((kind) => kind !== 'step')
      .map((kind, at) => ({ kind, arena: this.arena(places[at]) }));
  }

  private setImages(place: MemoryPlan['train'], images: LabelledImages): void {
    new Uint8Array(this.memory.buffer, place.pixels, images.pixels.length).set(images.pixels);
    new Uint8Array(this.memory.buffer, place.labels, images.count).set(images.labels);
  }

  /** The numbers of one arena, in the layouts of the kernels. */
  private arena(address: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, this.plan.layout.floats);
  }

  parameters(): Parameters {
    return fromArena(this.plan.layout, this.arena(this.plan.parameters));
  }

  /** After so many updates, which are every parameter's own: all of them move each time. */
  remembered(update: number): TrainingState['memory'] {
    const { layout } = this.plan;
    const counts = kindsOf(this.run.optimizer).includes('step');
    const step = () => (counts ? { step: tensor([], Float32Array.of(update)) } : {});
    const kinds = this.memories().map(
      ({ kind, arena }) => [kind, fromArena(layout, arena)] as const,
    );
    return Object.fromEntries(
      layout.parameters.map(({ name }) => [
        name,
        { ...step(), ...Object.fromEntries(kinds.map(([kind, tensors]) => [kind, tensors[name]])) },
      ]),
    );
  }

  gradients(): Parameters {
    return fromArena(this.plan.layout, this.arena(this.plan.gradients));
  }

  /** Puts a request in place: its rows, and the numbers that loss and optimizer go by. */
  accept(request: Request): Pass {
    const { plan, run } = this;
    const { job, split, indices, shifts } = request;
    this.indices.set(indices);
    if (shifts) this.shifts.set(shifts);
    for (const { gather } of plan.threads)
      writeRecord(this.view, 'Gather', gather, { shifts: shifts ? plan.shifts : 0 });
    const smoothing = job === 'forward' ? 0 : run.labelSmoothing;
    const targetOff = smoothing / plan.geometry.classes;
    const targetOn = 1 - smoothing + targetOff;
    writeRecord(this.view, 'Loss', plan.loss, { targetOn, targetOff });
    const fields = optimizerFields(run.optimizer, request.learningRate, request.update);
    writeRecord(this.view, 'Optimizer', plan.optimizer, fields);
    const { pixels, labels } = plan[split];
    const count = indices.length;
    return { pixels, labels, count, scale: job === 'forward' ? 0 : 1 / count };
  }

  /** Of the first `count` rows of the pass before, how far they lie apart. */
  logitRange(count: number): LogitRange {
    const { rows, classes, step } = this.logitRows(count);
    return logitRange(rows, count, classes, step);
  }

  /** A copy, [count, classes], of the first `count` rows of the pass before. */
  logits(count: number): Tensor {
    const { rows, classes, step } = this.logitRows(count);
    const data = new Float32Array(count * classes);
    for (let n = 0; n < count; n++)
      data.set(rows.subarray(n * step, n * step + classes), n * classes);
    return tensor([count, classes], data);
  }

  /** A row begins every `step` numbers. */
  private logitRows(count: number) {
    const { logits, geometry } = this.plan;
    const step = logits.step / Float32Array.BYTES_PER_ELEMENT;
    const rows = new Float32Array(this.memory.buffer, logits.x, count * step);
    return { rows, step, classes: geometry.classes };
  }

  /** Losses and hits of the first `count` rows, added up in their order. */
  outcome(count: number): Outcome {
    let loss = 0;
    let correct = 0;
    for (let row = 0; row < count; row++) {
      loss += this.rowLoss[row];
      correct += this.rowCorrect[row];
    }
    return { loss, correct };
  }
}
