/**
 * A whole network as one trace: forward, loss, backward, update, and the loss again. Everything is computed in float64,
 * whatever the parameters came in, so that every sum can be replayed to the last bit. Names of tensors: network-run.ts.
 */
import type { LayerSpec, NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import type { OptimizerMemory, Parameters } from '#engine/backend.ts';
import { oneHot } from '#engine/index.ts';
import { Network } from '#engine/network.ts';
import type { Tensor } from '#engine/tensor.ts';
import { avgPool2dBackward, avgPool2dForward } from './avg-pool2d.ts';
import { conv2dBackward, conv2dForward } from './conv2d.ts';
import { denseBackward, denseForward } from './dense.ts';
import { constant } from './elementwise.ts';
import { eluBackward, eluForward } from './elu.ts';
import { flattenBackward, flattenForward } from './flatten.ts';
import { leakyReluBackward, leakyReluForward } from './leaky-relu.ts';
import { maxPool2dBackward, maxPool2dForward } from './max-pool2d.ts';
import { named, runBackward, runForward } from './network-run.ts';
import type { NetworkPlan, NetworkRun, Replacements } from './network-run.ts';
import { gradientName } from './operation-trace.ts';
import { updateStages } from './optimizers.ts';
import { preluBackward, preluForward } from './prelu.ts';
import { reluBackward, reluForward } from './relu.ts';
import { sigmoidBackward, sigmoidForward } from './sigmoid.ts';
import {
  softmaxCrossEntropyBackward,
  softmaxCrossEntropyChunkedBackward,
  softmaxCrossEntropyForward,
} from './softmax-cross-entropy.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Trace } from './step.ts';
import { tanhBackward, tanhForward } from './tanh.ts';
import { composeTrace } from './trace.ts';

export interface NetworkTraceOptions {
  /** How far the update goes. */
  readonly learningRate: number;
  /** Plain gradient descent unless given. */
  readonly optimizer?: OptimizerSpec;
  /** What the optimizer remembers by parameter name; nothing yet unless given. */
  readonly memory?: Readonly<Record<string, OptimizerMemory>>;
  /** The number of this update, from 1, which is the default. */
  readonly t?: number;
  /** Also go back through every chunk of the loss; default false. */
  readonly chunkedLoss?: boolean;
  /**
   * Operations to be run in place of the right ones. Their numbers then stand in `writes`, beside the terms of the
   * right rule: `evaluate(step)` says what the cell should hold.
   */
  readonly replacements?: Replacements;
}

type Tell = (call: Call) => StageSteps[];

const tells: Readonly<Record<LayerSpec['kind'], readonly [forward: Tell, backward: Tell]>> = {
  conv2d: [conv2dForward, conv2dBackward],
  maxPool2d: [maxPool2dForward, maxPool2dBackward],
  avgPool2d: [avgPool2dForward, avgPool2dBackward],
  dense: [denseForward, denseBackward],
  flatten: [flattenForward, flattenBackward],
  relu: [reluForward, reluBackward],
  leakyRelu: [leakyReluForward, leakyReluBackward],
  elu: [eluForward, eluBackward],
  prelu: [preluForward, preluBackward],
  sigmoid: [sigmoidForward, sigmoidBackward],
  tanh: [tanhForward, tanhBackward],
};

/**
 * `x` is [N, C, H, W] with N from 1 up; `labels` are N class indices. Throws ShapeError where they do not fit the
 * network. Nothing that is handed in is changed.
 */
export function networkTrace(
  spec: NetworkSpec,
  parameters: Parameters,
  x: Tensor,
  labels: ArrayLike<number>,
  options: NetworkTraceOptions,
): Trace {
  const { replacements = {}, chunkedLoss = false } = options;
  const plan = planOf(spec, parameters, x, labels, replacements);
  const run = runBackward(runForward(plan), replacements);
  const [updated, updates] = update(run, options);
  const again = runForward({ ...plan, parameters: updated, prefix: 'again.' });
  return composeTrace([
    ...forwardStages(run),
    ...softmaxCrossEntropyBackward(run.loss),
    // The first of the long way is the first of the short one.
    ...(chunkedLoss ? softmaxCrossEntropyChunkedBackward(run.loss).slice(1) : []),
    ...run.layers.toReversed().flatMap((call) => tells[call.kind][1](call)),
    ...updates,
    ...forwardStages(again),
  ]);
}

const forwardStages = ({ layers, loss }: NetworkRun): StageSteps[] => [
  ...layers.flatMap((call) => tells[call.kind][0](call)),
  ...softmaxCrossEntropyForward(loss),
];

/** Names what is handed in. Exported for the traces of single examples. */
export function planOf(
  spec: NetworkSpec,
  parameters: Parameters,
  x: Tensor,
  labels: ArrayLike<number>,
  replacements: Replacements = {},
): NetworkPlan {
  const { classes } = new Network(spec);
  const weights: Record<string, Named> = {};
  for (const [name, parameter] of Object.entries(parameters))
    weights[name] = named(name, float64(parameter), 'weight');
  const target = named('target', oneHot(labels, classes), 'target');
  return {
    ...{ spec, parameters: weights, target, replacements },
    x: named('x', float64(x), 'input'),
    prefix: '',
  };
}

/** Updates every parameter; returns them under their old keys, with the stages that made them. */
function update(
  run: NetworkRun,
  options: NetworkTraceOptions,
): [Record<string, Named>, StageSteps[]] {
  const { optimizer = { kind: 'sgd' }, memory = {}, t = 1 } = options;
  const learningRate = constant('learningRate', options.learningRate);
  const updated: Record<string, Named> = {};
  const stages: StageSteps[] = [];
  for (const { name: layer, tensors } of run.layers)
    for (const [part, parameter] of Object.entries(tensors)) {
      if (parameter.role !== 'weight') continue;
      const gradient = tensors[gradientName(part)];
      const remembered = memory[parameter.name] ?? {};
      const one = {
        layer,
        part,
        parameter,
        gradient,
        optimizer,
        learningRate,
        t,
        memory: remembered,
      };
      const [made, own] = updateStages(one);
      updated[parameter.name] = made;
      stages.push(...own);
    }
  return [updated, stages];
}

const float64 = ({ shape, data }: Tensor): Tensor => ({ shape, data: Float64Array.from(data) });
