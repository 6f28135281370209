/**
 * What a trainer needs from whatever does the arithmetic. The readable engine (reference.ts) defines what is right;
 * the others must agree with it within stated tolerances and are only faster.
 *
 * A backend holds the images as bytes and one state of training. All numbers that go in or come out are float32.
 */
import type { Answers } from './answers.ts';
import type { NetworkSpec, OptimizerSpec } from './architecture.ts';
import type { LogitRange } from './logit-range.ts';
import type { Tensor } from './tensor.ts';

export type Parameters = Record<string, Tensor>;
export type Split = 'train' | 'test';

/**
 * What an optimizer remembers of one parameter: `velocity` (momentum); or `firstMoment`, `secondMoment` and `step`, how
 * many updates the parameter has had (adam, adamW).
 */
export type OptimizerMemory = Readonly<Record<string, Tensor>>;

/** Everything that training changes, in the engine's layouts: plain data, the same for every backend. */
export interface TrainingState {
  /** Updates made so far. */
  readonly update: number;
  readonly parameters: Parameters;
  /** By parameter; each tensor has the shape of its parameter, a `step` the shape []. */
  readonly memory: Readonly<Record<string, OptimizerMemory>>;
}

/** `pixels` [count, C, H, W] as bytes 0..255, `labels` [count] as class indices. */
export interface LabelledImages {
  readonly count: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Everything fixed for a run, and the state that it begins with: first parameters alone, or all of a `TrainingState`. A
 * pixel enters the network as byte / `pixelDivisor` (255; the article's 225).
 */
export interface BackendPlan extends Partial<TrainingState> {
  readonly network: NetworkSpec;
  readonly optimizer: OptimizerSpec;
  readonly parameters: Parameters;
  readonly pixelDivisor: number;
  /** 0 for one-hot targets; s gives (1 - s) * oneHot + s / classes. */
  readonly labelSmoothing: number;
  /** The largest batch that `trainBatch` will be given. */
  readonly maxBatchSize: number;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/** Rows of the training set, in order. `shifts` holds [down, right] in pixels for each row; what moves in is 0. */
export interface Batch {
  readonly indices: Uint32Array;
  readonly shifts?: Int8Array;
  /** What layers draw in this update comes from it (dropout's mask); 0 unless given. */
  readonly seed?: number;
}

export interface BatchResult {
  /** Mean loss over the batch, in nats, before the update. */
  readonly loss: number;
  /** How many rows the network had right before the update. */
  readonly correct: number;
}

export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
  readonly count: number;
  readonly logits: LogitRange;
}

export interface Backend {
  /** What runs, for the reader: for example `readable engine`, `WebAssembly, relaxed SIMD, 2 threads`. */
  readonly name: string;
  /** Forward, backward and one update. */
  trainBatch(batch: Batch, learningRate: number): Promise<BatchResult>;
  /** Loss and gradients of the mean loss by parameter name, without an update. */
  gradients(batch: Batch): Promise<{ loss: number; gradients: Parameters }>;
  /** Forward only, over rows `from` (0) to `to` (all) of a split. */
  evaluate(split: Split, from?: number, to?: number): Promise<Evaluation>;
  /** Forward only, as `evaluate`: what the network answers to each row. */
  answers(split: Split, from?: number, to?: number): Promise<Answers>;
  /** A copy of what training has changed so far. `{ ...plan, ...state }` is the plan of a backend that goes on from it. */
  state(): Promise<TrainingState>;
  /**
   * Copies of tensors by name, for one image [C, H, W] of bytes: a layer's output [1, ...] (`conv1`), `probabilities`
   * [1, classes], a parameter (`conv1.weight`). Throws ShapeError for a name that the network does not have.
   */
  observe(names: readonly string[], pixels: Uint8Array): Promise<Record<string, Tensor>>;
  dispose(): void;
}

export type CreateBackend = (plan: BackendPlan) => Promise<Backend>;
