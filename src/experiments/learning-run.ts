/**
 * A small training run, right or with a mistake in it, that can be made in slices: a few updates, then the page again.
 * Everything is given, so two runs that differ in one rule differ in nothing else.
 */
import type { Parameters } from '#engine/backend.ts';
import { softmaxCrossEntropy } from '#engine/index.ts';
import type { Network } from '#engine/network.ts';
import { createOptimizer } from '#engine/optimizers.ts';
import { runPass, type LossFunction } from '#engine/pass.ts';
import { batchOf, type Example } from './experiment.ts';

export interface RunPlan {
  readonly updates: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Taken in this order, again and again. */
  readonly train: readonly Example[];
  readonly test: readonly Example[];
}

export interface LearningRun {
  /** The mean loss of each batch, before its update. */
  readonly losses: readonly number[];
  readonly isDone: boolean;
  /** Makes up to `updates` more. A run whose loss is no number any more is done. */
  advance(updates: number): void;
  /** The share of test examples that the network has right now. */
  accuracy(): number;
}

export interface RunRules {
  /** May have operations with a mistake in it. */
  readonly network: Network;
  readonly lossFunction?: LossFunction | undefined;
}

/** Begins with `parameters`, which the run then owns: every update changes them in place. */
export function startRun(
  parameters: Parameters,
  plan: RunPlan,
  { network, lossFunction = softmaxCrossEntropy }: RunRules,
): LearningRun {
  const { updates, batchSize, learningRate, train } = plan;
  const test = batchOf(plan.test);
  const optimizer = createOptimizer({ kind: 'sgd' });
  const losses: number[] = [];
  let isBroken = false;
  const update = (): void => {
    const first = losses.length * batchSize;
    const rows = Array.from({ length: batchSize }, (_, k) => train[(first + k) % train.length]);
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
      for (let n = 0; n < plan.test.length; n++) {
        const row = [...logits.subarray(n * network.classes, (n + 1) * network.classes)];
        if (row.indexOf(Math.max(...row)) === test.target.data[n]) correct++;
      }
      return correct / plan.test.length;
    },
  };
}
