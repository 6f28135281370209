/**
 * A small training run, right or with a mistake in it, that can be made in slices: a few updates, then the page again.
 * Everything is seeded, so two runs that differ in one rule differ in nothing else.
 */
import type { Parameters } from '#engine/backend.ts';
import type { NetworkSpec } from '#engine/architecture.ts';
import { softmaxCrossEntropy } from '#engine/index.ts';
import { Network } from '#engine/network.ts';
import { createOptimizer } from '#engine/optimizers.ts';
import { runPass, stack, type LossFunction } from '#engine/pass.ts';
import { tensor } from '#engine/tensor.ts';
import { startingParameters } from './network.ts';
import { drawStrokes, type Example } from './strokes.ts';

export const runPlan = {
  updates: 200,
  batchSize: 8,
  learningRate: 0.2,
  trainCount: 96,
  testCount: 60,
} as const;

export interface LearningRun {
  /** The mean loss of each batch, before its update. */
  readonly losses: readonly number[];
  readonly isDone: boolean;
  /** Makes up to `updates` more. A run whose loss is no number any more is done. */
  advance(updates: number): void;
  /** The share of test strokes that the network has right now. */
  accuracy(): number;
}

export interface RunRules {
  /** May have operations with a mistake in it. */
  readonly network: Network;
  readonly lossFunction?: LossFunction | undefined;
}

/** `seed` draws the first parameters; the pictures and their order are always the same. */
export function startRun(
  spec: NetworkSpec,
  seed: number,
  { network, lossFunction = softmaxCrossEntropy }: RunRules,
): LearningRun {
  const { updates, batchSize, learningRate, trainCount, testCount } = runPlan;
  const parameters: Parameters = startingParameters(spec, seed);
  const train = drawStrokes(trainCount, 1000);
  const test = batchOf(drawStrokes(testCount, 2000));
  const optimizer = createOptimizer({ kind: 'sgd' });
  const losses: number[] = [];
  let isBroken = false;
  const update = (): void => {
    const first = losses.length * batchSize;
    const rows = Array.from({ length: batchSize }, (_, k) => train[(first + k) % trainCount]);
    const pass = runPass({ network, parameters, ...batchOf(rows) }, lossFunction);
    losses.push(pass.loss);
    isBroken = !Number.isFinite(pass.loss);
    optimizer.update(parameters, pass.parameterGradients, learningRate);
  };
  const isDone = (): boolean => isBroken || losses.length >= updates;
  return {
    losses,
    get isDone() {
      return isDone();
    },
    advance(count) {
      for (let k = 0; k < count && !isDone(); k++) update();
    },
    accuracy() {
      const logits = network.logits(network.forward(test.x, parameters)).data;
      let correct = 0;
      for (let n = 0; n < testCount; n++) {
        const row = [...logits.subarray(n * network.classes, (n + 1) * network.classes)];
        if (row.indexOf(Math.max(...row)) === test.target.data[n]) correct++;
      }
      return correct / testCount;
    },
  };
}

const batchOf = (examples: readonly Example[]) => ({
  x: stack(examples.map(({ picture }) => picture)),
  target: tensor(
    [examples.length],
    examples.map(({ label }) => label),
  ),
});
