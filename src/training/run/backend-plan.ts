/** From a recipe, a seed and a data set to what a backend is built from. */
import type { DataSet } from '#data/data-set.ts';
import type { BackendPlan } from '#engine/backend.ts';
import { initialParameters } from '#engine/network.ts';
import { networkFor, type Recipe } from './recipes.ts';

/** Draws the first weights; the images are shared, not copied. */
export function backendPlan(recipe: Recipe, seed: number, data: DataSet): BackendPlan {
  const network = networkFor(recipe.network, data);
  return {
    network,
    optimizer: recipe.optimizer,
    parameters: initialParameters(network, seed, true),
    pixelDivisor: recipe.pixelDivisor,
    labelSmoothing: recipe.labelSmoothing,
    maxBatchSize: recipe.batchSize,
    train: data.train,
    test: data.test,
  };
}
