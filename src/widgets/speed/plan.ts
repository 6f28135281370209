/** What is measured: the article's network with ReLU, by plain gradient descent, on digits drawn here. */
import type { BackendPlan } from '#engine/backend.ts';
import { initialParameters } from '#engine/network.ts';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { recipes } from '#training/run/recipes.ts';

export const BENCH_BATCH = 128;

/** Speed does not depend on which digits: 4,096 fill every cache that 60,000 would. */
export function benchPlan(): BackendPlan {
  const { network } = recipes.modern;
  const { train, test } = generatedDataSet({ seed: 1, trainCount: 4096, testCount: 2048 });
  return {
    network,
    optimizer: { kind: 'sgd' },
    parameters: initialParameters(network, 1, true),
    pixelDivisor: 255,
    labelSmoothing: 0,
    maxBatchSize: BENCH_BATCH,
    train,
    test,
  };
}
