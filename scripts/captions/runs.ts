/** What the documents tell: each operation and each update in settings that are easily forgotten. */
import * as engine from '#engine/index.ts';
import type { NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import { initialParameters } from '#engine/network.ts';
import { unrotatedKernel } from '#engine/ops/mistakes/unrotated-kernel.ts';
import type { Operation } from '#engine/operation.ts';
import { tensor, type Tensor } from '#engine/tensor.ts';
import { batchTrace } from '#steps/batch-trace.ts';
import { networkTrace, type NetworkTraceOptions } from '#steps/network-trace.ts';
import { operationTrace } from '#steps/operation-trace.ts';
import * as tellings from '#steps/operations.ts';
import { softmaxCrossEntropyChunkedBackward } from '#steps/softmax-cross-entropy.ts';
import type { Trace } from '#steps/step.ts';
import { cases } from '#tests/conformance/cases.ts';
import { activations as plainActivations } from '#tests/conformance/plain-layers.ts';
import type { Tell, Telling } from '#steps/telling.ts';
import { randomTensor } from '#steps/testing.ts';

export interface Told {
  /** What was asked of the operation, in words. */
  readonly setting: string;
  readonly trace: Trace;
  /** The ids of the stages that are told; all of them unless given. */
  readonly stages?: RegExp;
  /** Say once more what a run above has said. */
  readonly isFresh?: boolean;
}

/** Every operation that needs nothing but an x of any shape, and does not ask for training. */
const activations = plainActivations()
  .map(({ kind }) => kind)
  .sort();

type Inputs = Readonly<Record<string, Tensor>>;
type Attrs = Readonly<Record<string, unknown>>;

const upstreamSeed = 99;

/** Runs one operation on `inputs`, with a dy of its own, or for a loss with the 1 that a loss begins with. */
function tell(
  name: keyof typeof tellings,
  setting: string,
  inputs: Inputs,
  attrs: Attrs = {},
  tells?: readonly Tell[],
): Told {
  const operation: Operation<any, any, any> = engine[name];
  const telling: Telling = tellings[name];
  const { shape } = operation.forward(inputs, attrs);
  const isLoss = name === 'softmaxCrossEntropy' || name === 'meanSquaredError';
  const run = {
    inputs,
    attrs,
    dy: isLoss ? tensor([], [1]) : randomTensor(shape, upstreamSeed),
    output: isLoss ? 'loss' : 'y',
  };
  const trace = operationTrace(operation, run, ...(tells ?? [telling.forward, telling.backward]));
  return { setting, trace };
}

/** The same run with its scatter. */
const tellScatter = (name: 'conv2d' | 'maxPool2d' | 'avgPool2d', inputs: Inputs, attrs: Attrs) =>
  tell(name, 'the same, stamped', inputs, attrs, [tellings[name].scatter]);

/** Whole numbers, so that some are as large as others. */
function coarse(shape: readonly number[], seed: number): Tensor {
  const { data } = randomTensor(shape, seed);
  return tensor(shape, data.map(Math.round));
}

/** Both signs and 0. */
const signed = tensor([2, 2], [-1.5, 0.3, 0, 2]);

const convolved = {
  inputs: {
    x: randomTensor([2, 2, 4, 4], 1),
    weight: randomTensor([2, 2, 3, 3], 2),
    bias: randomTensor([2], 3),
  },
  attrs: { stride: [2, 2], padding: [1, 1] },
};
const pooled = { kernelSize: [3, 3], stride: [2, 2], padding: [1, 1] };
const [images, steps] = [randomTensor([2, 2, 4, 4], 4), coarse([2, 2, 4, 4], 5)];

const logits = randomTensor([2, 3], 6);
const oneHot = engine.oneHot([2, 0], 3);
/** A tenth of the target is shared out between the classes. */
const smoothed = tensor(
  [2, 3],
  oneHot.data.map((one) => 0.9 * one + 0.1 / 3),
);
const { forward, backward } = tellings.softmaxCrossEntropy;
const theLongWay = [softmaxCrossEntropyChunkedBackward];

const normalised = {
  x: randomTensor([2, 2, 2, 2], 7),
  weight: randomTensor([2], 8),
  bias: randomTensor([2], 9),
  runningMean: tensor([2], [0.25, -0.5]),
  runningVariance: tensor([2], [0.9, 1.2]),
};

const guesses = { prediction: randomTensor([2, 3], 10), target: randomTensor([2, 3], 11) };

const small: NetworkSpec = {
  inputShape: [1, 4, 4],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 1, kernelSize: [3, 3], padding: [1, 1] },
    { kind: 'relu', name: 'relu1' },
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flatten1' },
    { kind: 'dense', name: 'dense1', outFeatures: 3 },
  ],
};
const smallParameters = initialParameters(small, 1);
const pictures = randomTensor([2, 1, 4, 4], 12);

const train = (options: Partial<NetworkTraceOptions>, batch = pictures): Trace => {
  const labels = [0, 2].slice(0, batch.shape[0]);
  return networkTrace(small, smallParameters, batch, labels, { learningRate: 0.1, ...options });
};

/** What an optimizer remembers of a weight before update `t`. */
const memoryAt = (t: number) => ({
  'dense1.weight': {
    step: tensor([], [t - 1]),
    velocity: randomTensor([3, 4], 13),
    firstMoment: randomTensor([3, 4], 14),
    secondMoment: tensor(
      [3, 4],
      Array.from({ length: 12 }, (_, k) => 0.5 / (k + 1)),
    ),
  },
});
/** Some of its windows lie in the padding only, and some of its x in no window. */
const sparse = [
  {
    x: randomTensor([1, 2, 2, 2], 1),
    weight: randomTensor([1, 2, 1, 1], 2),
    bias: tensor([1], [0.5]),
  },
  { stride: [2, 2], padding: [1, 1] },
] as const;
const update = (optimizer: OptimizerSpec, t = 1): Told => ({
  setting: `${JSON.stringify(optimizer)}, update ${t}`,
  trace: train({ optimizer, ...(t > 1 && { memory: memoryAt(t) }) }),
  stages: /dense1\.update\.weight/,
});

export const runs: Readonly<Record<string, () => readonly Told[]>> = {
  conv2d: () => [
    tell('conv2d', 'batch 2, 2 channels in and out, stride 2, padding 1', ...argsOf(convolved)),
    tellScatter('conv2d', ...argsOf(convolved)),
    tell('conv2d', 'kernel 1', { ...convolved.inputs, weight: randomTensor([2, 2, 1, 1], 2) }),
    { ...tell('conv2d', 'kernel 1, stride 2, padding 1', ...sparse), stages: /forward|dx/ },
  ],
  'max-pool2d': () => [
    tell('maxPool2d', 'windows 3 x 3, stride 2, padding 1, with ties', { x: steps }, pooled),
    tellScatter('maxPool2d', { x: steps }, pooled),
    tell(
      'maxPool2d',
      'windows 2 x 2, stride 3, padding 1',
      { x: steps },
      { kernelSize: [2, 2], stride: [3, 3], padding: [1, 1] },
    ),
  ],
  'avg-pool2d': () => [
    tell('avgPool2d', 'windows 3 x 3, stride 2, padding 1', { x: images }, pooled),
    tellScatter('avgPool2d', { x: images }, pooled),
    ...[{ ...pooled, countIncludePad: false }].flatMap((attrs) => [
      { ...tell('avgPool2d', 'the padding does not count', { x: images }, attrs), isFresh: true },
      tellScatter('avgPool2d', { x: images }, attrs),
    ]),
  ],
  dense: () => [
    tell('dense', 'batch 2, 6 inputs, 2 outputs', {
      ...{ x: randomTensor([2, 6], 1), weight: randomTensor([2, 6], 2) },
      bias: randomTensor([2], 3),
    }),
    tell('dense', 'batch 1', {
      ...{ x: randomTensor([1, 2], 1), weight: randomTensor([2, 2], 2) },
      bias: randomTensor([2], 3),
    }),
  ],
  activations: () => [
    ...activations.map((name) => {
      const attrs = cases.find(({ operation }) => operation === name)?.attrs;
      return tell(name, `${name} ${JSON.stringify(attrs)}`, { x: signed }, attrs);
    }),
    tell('prelu', 'prelu', { x: signed, alpha: tensor([2], [0.25, -0.1]) }),
  ],
  softmax: () => [tell('softmax', 'batch 2', { x: logits })],
  'softmax-cross-entropy': () => [
    tell('softmaxCrossEntropy', 'one-hot targets', { logits, target: oneHot }),
    tell('softmaxCrossEntropy', 'the long way back', { logits, target: oneHot }, {}, theLongWay),
  ],
  'softmax-cross-entropy-smoothed': () => [
    tell('softmaxCrossEntropy', 'smoothed targets', { logits, target: smoothed }, {}, [
      (call) => forward(call).slice(-2),
      backward,
    ]),
    tell('softmaxCrossEntropy', 'the long way back', { logits, target: smoothed }, {}, theLongWay),
  ],
  'mean-squared-error': () => [
    tell('meanSquaredError', 'the mean over all entries', guesses, { reduction: 'mean' }),
    {
      ...tell('meanSquaredError', 'over the batch', guesses, { reduction: 'batchmean' }),
      ...{ stages: /loss|scale/, isFresh: true },
    },
  ],
  'batch-norm2d': () => [
    tell('batchNorm2d', 'in training', normalised, { training: true }),
    {
      ...tell('batchNorm2d', 'at rest', normalised, { training: false }),
      ...{ stages: /centred|normalised|forward\.y|scale|dx/, isFresh: true },
    },
  ],
  dropout: () => [
    tell('dropout', 'in training', { x: signed }, { rate: 0.25, training: true, seed: 3 }),
    {
      ...tell('dropout', 'at rest', { x: signed }, { rate: 0.25, training: false }),
      isFresh: true,
    },
  ],
  flatten: () => [tell('flatten', 'batch 2', { x: randomTensor([2, 1, 2, 2], 1) })],
  optimizers: () => [
    update({ kind: 'sgd' }),
    update({ kind: 'sgd', weightDecay: 0.01 }),
    update({ kind: 'sgd', momentum: 0.9 }, 3),
    update({ kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.01 }, 3),
    update({ kind: 'adam' }),
    update({ kind: 'adam', weightDecay: 0.01 }, 3),
    update({ kind: 'adamW', weightDecay: 0.01 }, 3),
  ],
  'batch-mean': () => [
    {
      setting: 'the mean of two examples',
      trace: batchTrace(small, smallParameters, pictures, [0, 2]),
    },
  ],
  network: () => [
    {
      setting: 'layers of a network, batch 1',
      trace: train({}, firstOf(pictures)),
      stages: /^(pool1|dense1|conv1\.(forward|update))\.(?!backward\.dWeight)/,
    },
    {
      setting: 'a mistaken operation: the kernel is not rotated',
      trace: train({ replacements: { conv2d: unrotatedKernel.operation } }, firstOf(pictures)),
      ...{ stages: /conv1\.backward\.dx/, isFresh: true },
    },
  ],
};

const argsOf = ({ inputs, attrs }: { inputs: Inputs; attrs: Attrs }): [Inputs, Attrs] => [
  inputs,
  attrs,
];

/** The first example of a batch as a batch of one. */
function firstOf({ shape, data }: Tensor): Tensor {
  const one = [1, ...shape.slice(1)];
  return tensor(one, data.slice(0, data.length / shape[0]));
}
