/**
 * What a run does at each of its updates, as a pure function of recipe, seed and the size of the training set: which
 * rows, shifted how, at which rate. So a run can be taken up again at any update, and the place where it stands in its
 * data follows from the number of updates made.
 */
import { createBatches } from '#data/batches.ts';
import type { Batch } from '#engine/backend.ts';
import { countUpdates, type Recipe } from './recipes.ts';
import { checkSchedule, learningRateAt } from './schedule.ts';

/** Where in its data a run stands. */
export interface DataPosition {
  /** Images in the training set: of another number, the order would be another. */
  readonly trainCount: number;
  /** Both from 0: the batch that comes next, and its epoch. */
  readonly epoch: number;
  readonly batch: number;
}

export interface NextUpdate {
  /** From 0. */
  readonly epoch: number;
  readonly learningRate: number;
  /** Its arrays are views, overwritten when the next update is asked for. */
  readonly batch: Batch;
  /** Whether a test follows: after each epoch, and where the run ends within one. */
  readonly endsEpoch: boolean;
}

export interface Course {
  readonly updatesPerEpoch: number;
  /** In the whole run. */
  readonly updates: number;
  /** The update that follows `update` others. */
  next(update: number): NextUpdate;
  /** Both after so many updates; an image is counted as often as it is seen. */
  position(update: number): DataPosition;
  images(update: number): number;
}

export interface CourseOptions {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly trainCount: number;
}

export function courseOf({ recipe, seed, trainCount }: CourseOptions): Course {
  const { batchSize, maxShift, schedule, learningRate: peak } = recipe;
  checkSchedule(schedule);
  const batches = createBatches({ count: trainCount, batchSize, seed, maxShift });
  const { perEpoch, total } = countUpdates(recipe.length, batchSize, trainCount);
  const position = (update: number): DataPosition => ({
    trainCount,
    epoch: Math.floor(update / perEpoch),
    batch: update % perEpoch,
  });
  return {
    updatesPerEpoch: perEpoch,
    updates: total,
    position,
    images: (update) =>
      Math.floor(update / perEpoch) * trainCount + (update % perEpoch) * batchSize,
    next(update) {
      const { epoch, batch } = position(update);
      const moment = { update, updates: total, updatesPerEpoch: perEpoch };
      return {
        epoch,
        learningRate: learningRateAt(schedule, peak, moment),
        batch: batches.batch(epoch, batch),
        endsEpoch: batch === perEpoch - 1 || update === total - 1,
      };
    },
  };
}
