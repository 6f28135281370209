/**
 * A whole network as one trace: forward, loss, backward, update, and the loss again. Everything is computed in float64,
 * whatever the parameters came in, so that every sum can be replayed to the last bit. Names of tensors: network-run.ts.
 */
import type { NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import type { OptimizerMemory, Parameters } from '#engine/backend.ts';
import { oneHot } from '#engine/index.ts';
import { inference, type Mode, type Replacements } from '#engine/network.ts';
import { checkLearningRate, checkOptimizer } from '#engine/optimizer-checks.ts';
import type { Tensor } from '#engine/tensor.ts';
import { constant } from './elementwise.ts';
import * as operations from './operations.ts';
import { planOf, runBackward, runForward, type NetworkRun } from './network-run.ts';
import { gradientName } from './operation-trace.ts';
import { updateStages } from './optimizers.ts';
import { softmaxCrossEntropyChunkedBackward } from './softmax-cross-entropy.ts';
import type { Named, StageSteps } from './stage.ts';
import type { Trace } from './step.ts';
import { composeTrace } from './trace.ts';

export interface NetworkTraceOptions {
  /** How far the update goes. */
  readonly learningRate: number;
  /** Plain gradient descent unless given. */
  readonly optimizer?: OptimizerSpec;
  /** What the optimizer remembers by parameter name; nothing yet unless given. */
  readonly memory?: Readonly<Record<string, OptimizerMemory>>;
  /** Whether layers behave as in training, and what they draw from; inference unless given. */
  readonly mode?: Mode;
  /** Also go back through every chunk of the loss; default false. */
  readonly chunkedLoss?: boolean;
  /**
   * Operations to be run in place of the right ones. Their numbers then stand in `writes`, beside the terms of the
   * right rule: `evaluate(step)` says what the cell should hold.
   */
  readonly replacements?: Replacements;
}

/**
 * `x` is [N, C, H, W] with N from 1 up; `labels` are N class indices. Throws ShapeError where they do not fit the
 * network, and where the optimizer or its rate is none. Nothing that is handed in is changed.
 */
export function networkTrace(
  spec: NetworkSpec,
  parameters: Parameters,
  x: Tensor,
  labels: ArrayLike<number>,
  options: NetworkTraceOptions,
): Trace {
  const { replacements, chunkedLoss = false, mode = inference } = options;
  const { learningRate, optimizer = { kind: 'sgd' } } = options;
  checkOptimizer(optimizer);
  checkLearningRate(learningRate);
  const targetOf = (classes: number) => oneHot(labels, classes);
  const plan = planOf(spec, parameters, x, targetOf, { replacements, mode });
  const run = runBackward(runForward(plan));
  const [updated, updates] = update(run, { ...options, optimizer });
  const again = runForward({ ...plan, parameters: updated, prefix: 'again.' });
  return composeTrace([
    ...forwardStages(run),
    ...operations.softmaxCrossEntropy.backward(run.loss),
    // The first of the long way is the first of the short one.
    ...(chunkedLoss ? softmaxCrossEntropyChunkedBackward(run.loss).slice(1) : []),
    ...run.layers.toReversed().flatMap((call) => operations[call.kind].backward(call)),
    ...updates,
    ...forwardStages(again),
  ]);
}

const forwardStages = ({ layers, loss }: NetworkRun): StageSteps[] => [
  ...layers.flatMap((call) => operations[call.kind].forward(call)),
  ...operations.softmaxCrossEntropy.forward(loss),
];

/** Updates every parameter; returns them under their old keys, with the stages that made them. */
function update(
  run: NetworkRun,
  {
    optimizer,
    memory = {},
    learningRate: rate,
  }: NetworkTraceOptions & { optimizer: OptimizerSpec },
): [Record<string, Named>, StageSteps[]] {
  const learningRate = constant('learningRate', rate);
  const updated: Record<string, Named> = { ...run.plan.parameters };
  const stages: StageSteps[] = [];
  for (const { name: layer, tensors } of run.layers)
    for (const [part, parameter] of Object.entries(tensors)) {
      if (parameter.role !== 'weight') continue;
      const [made, own] = updateStages({
        ...{ layer, part, parameter, optimizer, learningRate },
        gradient: tensors[gradientName(part)],
        memory: memory[parameter.name] ?? {},
      });
      updated[parameter.name] = made;
      stages.push(...own);
    }
  return [updated, stages];
}
