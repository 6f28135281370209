import { expect, test } from 'vitest';
import type { NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { oneHot, softmaxCrossEntropy } from '#engine/index.ts';
import { Network, initialParameters } from '#engine/network.ts';
import { mistakes } from '#engine/ops/mistakes/index.ts';
import { createOptimizer } from '#engine/optimizers.ts';
import { unravel } from '#engine/tensor.ts';
import { plainLayers } from '#tests/conformance/plain-layers.ts';
import { evaluate } from './evaluate.ts';
import { functions } from './rules.ts';
import { complaintsAbout } from './invariants.ts';
import { networkTrace } from './network-trace.ts';
import { randomTensor } from './testing.ts';
import { stepsOf } from './trace.ts';

const small: NetworkSpec = {
  inputShape: [1, 6, 6],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'relu', name: 'relu1' },
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flatten1' },
    { kind: 'dense', name: 'dense1', outFeatures: 3 },
  ],
};
const batch = (count: number) => ({
  x: randomTensor([count, 1, 6, 6], 7),
  labels: Array.from({ length: count }, (_, n) => n % 3),
});

test('networkTrace(spec, …) has the stages of one whole update', () => {
  const { x, labels } = batch(1);
  const trace = networkTrace(small, initialParameters(small, 1), x, labels, { learningRate: 0.1 });
  expect(trace.stages.map(({ id, start, end }) => `${id} ${end - start}`)).toMatchInlineSnapshot(`
    [
      "conv1.forward.y 32",
      "relu1.forward.y 32",
      "pool1.forward.y 8",
      "flatten1.forward.y 8",
      "dense1.forward.y 3",
      "loss.forward.max 1",
      "loss.forward.shifted 3",
      "loss.forward.exp 3",
      "loss.forward.sum 1",
      "loss.forward.probabilities 3",
      "loss.forward.logSum 1",
      "loss.forward.surprise 3",
      "loss.forward.perExample 1",
      "loss.forward.loss 1",
      "loss.backward.dPerExample 1",
      "loss.backward.dLogits 3",
      "dense1.backward.dBias 3",
      "dense1.backward.dWeight 24",
      "dense1.backward.dx 8",
      "flatten1.backward.dx 8",
      "pool1.backward.dx 32",
      "relu1.backward.dx 32",
      "conv1.backward.dBias 2",
      "conv1.backward.dWeight 18",
      "conv1.backward.dx 36",
      "conv1.update.weight 18",
      "conv1.update.bias 2",
      "dense1.update.weight 24",
      "dense1.update.bias 3",
      "again.conv1.forward.y 32",
      "again.relu1.forward.y 32",
      "again.pool1.forward.y 8",
      "again.flatten1.forward.y 8",
      "again.dense1.forward.y 3",
      "again.loss.forward.max 1",
      "again.loss.forward.shifted 3",
      "again.loss.forward.exp 3",
      "again.loss.forward.sum 1",
      "again.loss.forward.probabilities 3",
      "again.loss.forward.logSum 1",
      "again.loss.forward.surprise 3",
      "again.loss.forward.perExample 1",
      "again.loss.forward.loss 1",
    ]
  `);
  expect(trace.tensors.map(({ name, role }) => `${name} ${role}`)).toMatchInlineSnapshot(`
    [
      "x input",
      "conv1.weight weight",
      "conv1.bias weight",
      "dense1.weight weight",
      "dense1.bias weight",
      "target target",
      "loss.batchSize constant",
      "dLoss gradient",
      "learningRate constant",
      "again.loss.batchSize constant",
      "conv1.y activation",
      "relu1.y activation",
      "pool1.y activation",
      "flatten1.y activation",
      "dense1.y activation",
      "loss.max activation",
      "loss.shifted activation",
      "loss.exp activation",
      "loss.sum activation",
      "probabilities activation",
      "loss.logSum activation",
      "loss.surprise activation",
      "loss.perExample activation",
      "loss activation",
      "loss.dPerExample gradient",
      "dense1.dy gradient",
      "dense1.dBias gradient",
      "dense1.dWeight gradient",
      "flatten1.dy gradient",
      "pool1.dy gradient",
      "relu1.dy gradient",
      "conv1.dy gradient",
      "conv1.dBias gradient",
      "conv1.dWeight gradient",
      "dx gradient",
      "updated.conv1.weight weight",
      "updated.conv1.bias weight",
      "updated.dense1.weight weight",
      "updated.dense1.bias weight",
      "again.conv1.y activation",
      "again.relu1.y activation",
      "again.pool1.y activation",
      "again.flatten1.y activation",
      "again.dense1.y activation",
      "again.loss.max activation",
      "again.loss.shifted activation",
      "again.loss.exp activation",
      "again.loss.sum activation",
      "again.probabilities activation",
      "again.loss.logSum activation",
      "again.loss.surprise activation",
      "again.loss.perExample activation",
      "again.loss activation",
    ]
  `);
});

const others = plainLayers().map((layer): [string, NetworkSpec] => [
  layer.kind,
  {
    inputShape: [1, 6, 6],
    layers: [
      {
        kind: 'conv2d',
        name: 'conv1',
        outChannels: 2,
        kernelSize: [3, 3],
        padding: [1, 1],
        stride: [2, 2],
      },
      layer,
      { kind: 'avgPool2d', name: 'pool1', kernelSize: [2, 2], stride: [1, 1] },
      { kind: 'flatten', name: 'flatten1' },
      { kind: 'dense', name: 'dense1', outFeatures: 3 },
    ],
  },
]);

test.each([['a maximum', small], ...others] as [string, NetworkSpec][])(
  'the trace of a network with %s keeps the invariants',
  (_kind, spec) => {
    const { x, labels } = batch(2);
    for (const training of [false, true]) {
      const options = { learningRate: 0.1, chunkedLoss: true, mode: { training, seed: 7 } };
      const trace = networkTrace(spec, initialParameters(spec, 1), x, labels, options);
      expect(complaintsAbout(trace)).toEqual([]);
    }
  },
);

test('the trace has the numbers of Network, its gradients and its loss', () => {
  const { x, labels } = batch(3);
  const parameters = initialParameters(small, 1);
  const trace = networkTrace(small, parameters, x, labels, { learningRate: 0.1 });
  const network = new Network(small);
  const activations = network.forward(x, parameters);
  const inputs = { logits: network.logits(activations), target: oneHot(labels, 3) };
  const { logits } = softmaxCrossEntropy.backward(undefined, inputs);
  const gradients = network.backward(logits, activations, parameters, true);
  expect(trace.valuesAt('loss')!.data).toEqual(softmaxCrossEntropy.forward(inputs).data);
  for (const layer of small.layers) {
    expect(trace.valuesAt(`${layer.name}.y`)!.data).toEqual(activations[layer.name].data);
    expect(trace.valuesAt(`${layer.name}.dy`)!.data).toEqual(
      gradients.activations[layer.name].data,
    );
  }
  expect(trace.valuesAt('dx')!.data).toEqual(gradients.activations['x'].data);
  expect(trace.valuesAt('conv1.dWeight')!.data).toEqual(gradients.parameters['conv1.weight'].data);
  expect(trace.valuesAt('dense1.dBias')!.data).toEqual(gradients.parameters['dense1.bias'].data);
});

const optimizers: OptimizerSpec[] = [
  { kind: 'sgd' },
  { kind: 'sgd', weightDecay: 0.01 },
  { kind: 'sgd', momentum: 0.9 },
  { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.01 },
  { kind: 'adam' },
  { kind: 'adam', beta1: 0.8, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.01 },
  { kind: 'adamW', weightDecay: 0.01 },
];

test.each(optimizers)("the updates of %j are the optimizer's to the last bit", (optimizer) => {
  const learningRate = 0.05;
  const { x, labels } = batch(2);
  const parameters = initialParameters(small, 1);
  const engine = createOptimizer(optimizer);
  for (let t = 1; t <= 3; t++) {
    const memory = structuredClone(engine.memory);
    const trace = networkTrace(small, parameters, x, labels, {
      learningRate,
      optimizer,
      memory,
    });
    if (t === 2) expect(complaintsAbout(trace)).toEqual([]);
    const gradients: Parameters = Object.fromEntries(
      Object.keys(parameters).map((name) => {
        const [layer, part] = name.split('.');
        return [name, trace.valuesAt(`${layer}.d${part[0].toUpperCase()}${part.slice(1)}`)!];
      }),
    );
    // One parameter gets its first gradient late, so that its t is not that of the others.
    if (t === 1) delete gradients['dense1.bias'];
    engine.update(parameters, gradients, learningRate);
    for (const name of Object.keys(gradients))
      expect(trace.valuesAt(`updated.${name}`)!.data).toEqual(parameters[name].data);
    const { step: _, ...tensors } = engine.memory['conv1.weight'];
    for (const [what, { data }] of Object.entries(tensors))
      expect(trace.valuesAt(`updated.conv1.weight.${what}`)!.data).toEqual(data);
  }
});

test('the loss again is that of the updated parameters', () => {
  const { x, labels } = batch(2);
  const trace = networkTrace(small, initialParameters(small, 1), x, labels, { learningRate: 0.1 });
  const updated = Object.fromEntries(
    ['conv1.weight', 'conv1.bias', 'dense1.weight', 'dense1.bias'].map((name) => [
      name,
      trace.valuesAt(`updated.${name}`)!,
    ]),
  );
  const next = networkTrace(small, updated, x, labels, { learningRate: 0.1 });
  expect(trace.valuesAt('again.loss')!.data).toEqual(next.valuesAt('loss')!.data);
  expect(trace.valuesAt('again.loss')!.data[0]).toBeLessThan(trace.valuesAt('loss')!.data[0]);
});

test('readers(ref) and indexOf(ref) join what a cell was made from and what it went into', () => {
  const { x, labels } = batch(1);
  const trace = networkTrace(small, initialParameters(small, 1), x, labels, { learningRate: 0.1 });
  const ids = (tensor: string, index: number[]) =>
    trace.readers({ tensor, index }).map((position) => trace.at(position).id);
  expect(ids('dense1.bias', [2])).toEqual(['dense1.forward.y[0,2]', 'dense1.update.bias[2]']);
  expect(ids('dense1.y', [0, 1])).toEqual(['loss.forward.max[0]', 'loss.forward.shifted[0,1]']);
  expect(ids('conv1.y', [0, 1, 3, 3])).toEqual([
    'relu1.forward.y[0,1,3,3]',
    'relu1.backward.dx[0,1,3,3]',
  ]);
  expect(trace.at(trace.indexOf({ tensor: 'conv1.dy', index: [0, 1, 3, 3] })!).id).toBe(
    'relu1.backward.dx[0,1,3,3]',
  );
  expect(trace.readers({ tensor: 'conv1.y', index: [0, 1, 3, 4] })).toEqual([]);
  expect(trace.readers({ tensor: 'nothing', index: [0] })).toEqual([]);
});

test('positionOf(id) finds every step again and refuses what is none', () => {
  const { x, labels } = batch(1);
  const trace = networkTrace(small, initialParameters(small, 1), x, labels, { learningRate: 0.1 });
  let position = 0;
  for (const { id } of stepsOf(trace)) expect(trace.positionOf(id)).toBe(position++);
  for (const stale of [
    'conv1.backward.dWeight[9,0,2,2]',
    'conv1.backward.dWeight[1,0]',
    'conv9.forward.y[0]',
    '',
    'x',
  ])
    expect(trace.positionOf(stale)).toBeUndefined();
});

test('an update that cannot be made is refused before a number is computed', () => {
  const { x, labels } = batch(1);
  const traced = (options: object) => () =>
    networkTrace(small, initialParameters(small, 1), x, labels, options as never);
  expect(traced({ learningRate: Number.NaN })).toThrow(
    'optimizer: learningRate must be a number >= 0, not NaN',
  );
  expect(traced({})).toThrow('optimizer: learningRate must be a number >= 0, not nothing');
  expect(traced({ learningRate: 0.1, optimizer: { kind: 'rmsprop' } })).toThrow(
    'optimizer: kind must be one of "sgd", "adam", "adamW", not "rmsprop"',
  );
});

test('a mistaken operation writes its own numbers beside the terms of the right rule', () => {
  const { x, labels } = batch(2);
  const { operation } = mistakes.find(({ id }) => id === 'no-mask')!;
  const options = { learningRate: 0.1, replacements: { [operation.name]: operation } };
  const trace = networkTrace(small, initialParameters(small, 1), x, labels, options);
  const closed = trace.valuesAt('conv1.y')!.data.findIndex((value) => value <= 0);
  const step = trace.at(
    trace.indexOf({ tensor: 'conv1.dy', index: unravel([2, 2, 4, 4], closed) })!,
  );
  expect(evaluate(step, functions)).toEqual([0]);
  expect(step.writes[0].value).toBe(trace.valuesAt('relu1.dy')!.data[closed]);
});
