/** From a recipe, a seed and a data set, or a saved run, to what a backend is built from. */
import type { DataSet } from '#data/data-set.ts';
import type { BackendPlan, TrainingState } from '#engine/backend.ts';
import { initialParameters } from '#engine/network.ts';
import { networkFor, type Recipe } from './recipes.ts';

/** Draws the first weights, or goes on `from` where a run stood; the images are shared, not copied. */
export function backendPlan(
  recipe: Recipe,
  seed: number,
  data: DataSet,
  from?: TrainingState,
): BackendPlan {
  const network = networkFor(recipe.network, data);
  const start = from
    ? { update: from.update, parameters: from.parameters, memory: from.memory }
    : { parameters: initialParameters(network, seed, true) };
  return {
    network,
    optimizer: recipe.optimizer,
    ...start,
    pixelDivisor: recipe.pixelDivisor,
    labelSmoothing: recipe.labelSmoothing,
    maxBatchSize: recipe.batchSize,
    train: data.train,
    test: data.test,
  };
}
