/**
 * The training loop, pure: it asks a backend for one update after another and yields what happened. It knows no
 * clock, no worker and no page. Whoever drives it pauses by not asking for the next event and resets by dropping it.
 *
 * The same recipe, seed, images and backend give the same events to the bit.
 */
import { createBatches } from '#data/batches.ts';
import type { Backend } from '#engine/backend.ts';
import { explainDivergence, type Divergence, type LossMemory } from './divergence.ts';
import { evaluateInSlices, type EvaluationProgress } from './evaluation.ts';
import { countUpdates, type Recipe } from './recipes.ts';
import { learningRateAt } from './schedule.ts';

/** One run. The counts are those of the splits that the backend holds. */
export interface Run {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly trainCount: number;
  readonly testCount: number;
  readonly classes: number;
}

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
export interface EvaluatedEvent {
  readonly kind: 'evaluated';
  readonly update: number;
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly count: number;
}

export type TrainingEvent = UpdateEvent | EvaluationProgress | EvaluatedEvent | Divergence;

/** Trains to the end of the run, testing after each epoch and at the end. A loss that is not finite ends it. */
export async function* train(backend: Backend, run: Run): AsyncGenerator<TrainingEvent, void> {
  const { recipe, seed, trainCount } = run;
  const { batchSize, maxShift } = recipe;
  const batches = createBatches({ count: trainCount, batchSize, seed, maxShift });
  const { perEpoch, total } = countUpdates(recipe.length, batchSize, trainCount);
  let memory: LossMemory = {};
  for (let update = 1; update <= total; update++) {
    const position = { update: update - 1, updates: total, updatesPerEpoch: perEpoch };
    const epoch = Math.floor(position.update / perEpoch);
    const learningRate = learningRateAt(recipe.schedule, recipe.learningRate, position);
    const batch = batches.batch(epoch, position.update % perEpoch);
    const { loss, correct } = await backend.trainBatch(batch, learningRate);
    if (!Number.isFinite(loss)) return yield explainDivergence(update, loss, memory, run);
    memory = { first: memory.first ?? loss, last: { update, loss } };
    const images = batch.indices.length;
    const endsEpoch = update % perEpoch === 0 || update === total;
    const at = { update, epoch: epoch + 1 };
    yield { kind: 'update', ...at, learningRate, loss, correct, images, endsEpoch };
    if (!endsEpoch) continue;
    const test = yield* evaluateInSlices(backend, 'test', run.testCount);
    if (!Number.isFinite(test.loss)) return yield explainDivergence(update, test.loss, memory, run);
    yield { kind: 'evaluated', ...at, ...test };
  }
}
