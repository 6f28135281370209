/** What is asked of whoever does the work of a batch, and what comes of it. */
import type { Split } from '../backend.ts';

/** forward: losses only. gradients: no move. train: gradients and the move. */
export type Job = 'forward' | 'gradients' | 'train';

export interface Request {
  readonly job: Job;
  readonly split: Split;
  readonly indices: Uint32Array;
  readonly shifts?: Int8Array | undefined;
  readonly learningRate: number;
  /** Number of the update that follows, from 1. */
  readonly update: number;
}

/** Sums over the rows. */
export interface Outcome {
  readonly loss: number;
  readonly correct: number;
}
