/** A whole training run, and what the network reads of each of several test sets after its last update. */
import type { DataSet } from '#data/data-set.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { backendPlan } from '#training/run/backend-plan.ts';
import { courseOf } from '#training/run/course.ts';
import type { Recipe } from '#training/run/recipes.ts';
import { openBackend } from '#training/worker/backends.ts';
import { joined } from '../train/find-data.ts';

/** One thread and no relaxed instructions: the same arithmetic on every machine. */
const measuringBackend = 'simd';

/** Returns the accuracy, 0..1, on each test set. */
export async function trainAndTest<Name extends string>(
  recipe: Recipe,
  seed: number,
  train: LabelledImages,
  tests: Readonly<Record<Name, LabelledImages>>,
): Promise<Record<Name, number>> {
  const sets = Object.entries<LabelledImages>(tests);
  const test = sets.map(([, images]) => images).reduce(joined);
  const data: DataSet = { name: '', height: 28, width: 28, classes: 10, train, test };
  const { backend } = await openBackend(measuringBackend, backendPlan(recipe, seed, data));
  try {
    const course = courseOf({ recipe, seed, trainCount: train.count });
    for (let update = 0; update < course.updates; update++) {
      const { batch, learningRate } = course.next(update);
      const { loss } = await backend.trainBatch(batch, learningRate);
      if (!Number.isFinite(loss)) throw new Error(`seed ${seed} broke at update ${update}`);
    }
    const accuracies: [string, number][] = [];
    let from = 0;
    for (const [name, { count }] of sets) {
      const { accuracy } = await backend.evaluate('test', from, from + count);
      accuracies.push([name, accuracy]);
      from += count;
    }
    return Object.fromEntries(accuracies) as Record<Name, number>;
  } finally {
    backend.dispose();
  }
}
