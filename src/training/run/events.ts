/** What a run tells while it goes on, and how far it is by that. */
import type { Divergence, LossMemory } from './divergence.ts';
import type { EvaluationProgress, TestResult } from './evaluation.ts';

/** One optimiser move has been made. */
export interface UpdateEvent {
  readonly kind: 'update';
  /** Counts from 1. */
  readonly update: number;
  /** Counts from 1. */
  readonly epoch: number;
  readonly learningRate: number;
  /** Mean over the batch, in nats, before the move. */
  readonly loss: number;
  /** Of the batch's `images` rows, how many the network had right before the move. */
  readonly correct: number;
  readonly images: number;
  /** Whether a test on all test images follows: after each epoch, and where the run ends within one. */
  readonly endsEpoch: boolean;
}

/** All test images have been read, after `update` updates. */
export interface EvaluatedEvent extends TestResult {
  readonly kind: 'evaluated';
  readonly update: number;
  readonly epoch: number;
}

export type TrainingEvent = UpdateEvent | EvaluationProgress | EvaluatedEvent | Divergence;

/** How far a run is. */
export interface Progress {
  /** Updates made. */
  readonly update: number;
  /** A test comes before the next update: an epoch has ended, or the run. */
  readonly testDue: boolean;
  readonly losses: LossMemory;
}

export const beginning: Progress = { update: 0, testDue: false, losses: {} };

/** Where a run is after an event. A test that was broken off is due again from its start. */
export function progressAfter(progress: Progress, event: TrainingEvent): Progress {
  if (event.kind === 'evaluated') return { ...progress, testDue: false };
  if (event.kind !== 'update') return progress;
  const { update, loss, endsEpoch } = event;
  const first = progress.losses.first ?? loss;
  return { update, testDue: endsEpoch, losses: { first, last: { update, loss } } };
}
