import { describe, expect, test } from 'vitest';
import type { LayerSpec, NetworkSpec } from './architecture.ts';
import { checkNetwork } from './gradient-check.ts';
import { oneHot } from './index.ts';
import { Network, inference, initialParameters } from './network.ts';
import { plainLayers } from '#tests/conformance/plain-layers.ts';
import { mulberry32, normal12 } from './random.ts';
import type { Tensor } from './tensor.ts';
import { sizeOf, tensor, zeros } from './tensor.ts';

/** As in the conformance tests: central differences with h = 2^-17 in float64. */
const gradientTolerance = 1e-7;

const plain = plainLayers();
const networkWith = (middle: readonly LayerSpec[]): NetworkSpec => ({
  inputShape: [2, 9, 8],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 3, kernelSize: [3, 3], padding: [1, 1] },
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [2, 2] },
    { kind: 'conv2d', name: 'conv2', outChannels: 4, kernelSize: [2, 2], stride: [1, 2] },
    ...middle,
    { kind: 'avgPool2d', name: 'pool2', kernelSize: [2, 1], stride: [1, 1] },
    { kind: 'flatten', name: 'flat' },
    { kind: 'dense', name: 'dense1', outFeatures: 6, initializer: 'xavierUniform' },
    { kind: 'relu', name: 'gate' },
    { kind: 'dense', name: 'logits', outFeatures: 3 },
  ],
});
const everyKind = networkWith(plain);

function images(N: number, spec: NetworkSpec, seed: number): Tensor {
  const shape = [N, ...spec.inputShape];
  const random = mulberry32(seed);
  return tensor(
    shape,
    Float64Array.from({ length: sizeOf(shape) }, () => normal12(random)),
  );
}

describe('a network of every kind of layer', () => {
  const network = new Network(everyKind);
  const parameters = initialParameters(everyKind, 3);
  const x = images(3, everyKind, 4);

  test('has the shapes that follow from its layers', () => {
    const shapes = network.layers.map(
      ({ name, outputShape }) => `${name} ${outputShape.join('x')}`,
    );
    expect(shapes.filter((_, at) => !plain.includes(network.layers[at].spec)))
      .toMatchInlineSnapshot(`
        [
          "conv1 3x9x8",
          "pool1 3x4x4",
          "conv2 4x3x2",
          "pool2 4x2x2",
          "flat 16",
          "dense1 6",
          "gate 6",
          "logits 3",
        ]
      `);
  });

  test('has parameters by name, in the order of the layers', () => {
    expect(new Network(networkWith([])).parameterShapes).toMatchInlineSnapshot(`
      {
        "conv1.bias": [
          3,
        ],
        "conv1.weight": [
          3,
          2,
          3,
          3,
        ],
        "conv2.bias": [
          4,
        ],
        "conv2.weight": [
          4,
          3,
          2,
          2,
        ],
        "dense1.bias": [
          6,
        ],
        "dense1.weight": [
          6,
          16,
        ],
        "logits.bias": [
          3,
        ],
        "logits.weight": [
          3,
          6,
        ],
      }
    `);
    expect(Object.keys(parameters)).toEqual(Object.keys(network.parameterShapes));
  });

  test('keeps the output of every layer, of the shape it announced', () => {
    const activations = network.forward(x, parameters);
    expect(Object.keys(activations)).toEqual(['x', ...network.layers.map(({ name }) => name)]);
    for (const { name, outputShape } of network.layers)
      expect(activations[name].shape).toEqual([3, ...outputShape]);
    expect(network.logits(activations)).toBe(activations['logits']);
  });

  test('gives an example the same output alone and in a batch', () => {
    const whole = network.logits(network.forward(x, parameters)).data;
    for (let n = 0; n < 3; n++) {
      const size = sizeOf(everyKind.inputShape);
      const alone = tensor([1, ...everyKind.inputShape], x.data.slice(n * size, (n + 1) * size));
      const logits = network.logits(network.forward(alone, parameters)).data;
      expect([...logits]).toEqual([...whole.subarray(3 * n, 3 * n + 3)]);
    }
  });

  test('backward leaves out the gradient of x unless it is asked for', () => {
    const activations = network.forward(x, parameters);
    const dLogits = tensor([3, 3], new Float64Array(9).fill(0.5));
    const without = network.backward(dLogits, activations, parameters);
    const withInput = network.backward(dLogits, activations, parameters, true);
    expect(without.parameters).toEqual(withInput.parameters);
    expect(Object.keys(without.activations)).not.toContain('x');
    expect(withInput.activations['x'].shape).toEqual(x.shape);
    const { x: _, ...rest } = withInput.activations;
    expect(without.activations).toEqual(rest);
  });

  test('changes neither parameters nor input', () => {
    const before = structuredClone({ parameters, x });
    const activations = network.forward(x, parameters);
    network.backward(zeros([3, 3]), activations, parameters, true);
    expect({ parameters, x }).toEqual(before);
  });

  test('stays in float32 where its input is', () => {
    const single = initialParameters(everyKind, 3, true);
    const activations = network.forward(tensor(x.shape, Float32Array.from(x.data)), single);
    const { parameters: gradients } = network.backward(
      zeros([3, 3], new Float32Array()),
      activations,
      single,
    );
    for (const { data } of [...Object.values(activations), ...Object.values(gradients)])
      expect(data).toBeInstanceOf(Float32Array);
  });
});

describe.each(plain)('a network with $kind', (layer) => {
  test.each([
    ['at rest', inference],
    ['in training', { training: true, seed: 7 }],
  ])('has gradients that agree with finite differences, of every tensor, %s', (_, mode) => {
    const spec = networkWith([layer]);
    const network = new Network(spec);
    const parameters = initialParameters(spec, 3);
    const target = oneHot([0, 2, 1], 3);
    const checked = checkNetwork({ network, parameters, x: images(3, spec, 4), target, mode });
    const trained = Object.keys(parameters).filter((name) => !network.states.has(name));
    const names = [...trained, ...network.layers.map(({ name }) => name), 'x'];
    expect(Object.keys(checked).toSorted()).toEqual(names.toSorted());
    for (const [name, { worst, kinks, entries }] of Object.entries(checked)) {
      expect(worst, name).toBeLessThanOrEqual(gradientTolerance);
      expect(kinks / entries.length, `kinks of ${name}`).toBeLessThan(0.02);
    }
  });
});

describe('layers before the first parameter', () => {
  const spec: NetworkSpec = {
    inputShape: [1, 4, 4],
    layers: [
      { kind: 'avgPool2d', name: 'pool', kernelSize: [2, 2] },
      { kind: 'flatten', name: 'flat' },
      { kind: 'dense', name: 'dense', outFeatures: 2 },
    ],
  };

  test('are reached by backward only where x is asked for', () => {
    const network = new Network(spec);
    const parameters = initialParameters(spec, 1);
    const activations = network.forward(images(2, spec, 2), parameters);
    const dLogits = tensor([2, 2], [1, 0, 0, 1]);
    const names = (withInput: boolean) =>
      Object.keys(
        network.backward(dLogits, activations, parameters, withInput).activations,
      ).toSorted();
    expect(names(false)).toEqual(['dense']);
    expect(names(true)).toEqual(['dense', 'flat', 'pool', 'x']);
  });
});

describe('initialParameters(spec, seed)', () => {
  test('gives the same numbers for the same seed', () => {
    expect(initialParameters(everyKind, 9)).toEqual(initialParameters(everyKind, 9));
    expect(initialParameters(everyKind, 9)).not.toEqual(initialParameters(everyKind, 10));
  });

  test('starts biases at 0, a prelu at 0.25, a normalisation at 1 and weights elsewhere', () => {
    const parameters = initialParameters(everyKind, 9);
    expect(parameters['conv1.bias'].data.every((value) => value === 0)).toBe(true);
    expect([...parameters['prelu.alpha'].data]).toEqual([0.25]);
    expect([...parameters['batchNorm2d.weight'].data]).toEqual([1, 1, 1, 1]);
    expect([...parameters['batchNorm2d.runningVariance'].data]).toEqual([1, 1, 1, 1]);
    expect(parameters['conv1.weight'].data.every((value) => value !== 0)).toBe(true);
  });

  test('rounds the same numbers in float32', () => {
    const double = initialParameters(everyKind, 9)['dense1.weight'].data;
    const single = initialParameters(everyKind, 9, true)['dense1.weight'].data;
    expect(single).toEqual(Float32Array.from(double));
  });
});

describe('errors', () => {
  const dense: LayerSpec = { kind: 'dense', name: 'dense', outFeatures: 2 };
  const flat: LayerSpec = { kind: 'flatten', name: 'flat' };
  const conv: LayerSpec = { kind: 'conv2d', name: 'c', outChannels: 2, kernelSize: [3, 3] };
  const network = (layers: readonly LayerSpec[], inputShape = [1, 4, 4] as const) =>
    new Network({ inputShape, layers });
  const small = network([flat, dense]);
  const parameters = initialParameters(small.spec, 1);

  const wrongCalls: readonly (() => unknown)[] = [
    () => network([]),
    () => network([flat, { ...dense, name: '2nd' }]),
    () => network([flat, { ...dense, name: 'x' }]),
    () => network([flat, dense, dense]),
    () => network([dense]),
    () => network([flat, { kind: 'conv2d', name: 'c', outChannels: 2, kernelSize: [3, 3] }]),
    () => network([{ kind: 'conv2d', name: 'c', outChannels: 2, kernelSize: [5, 3] }, flat, dense]),
    () => network([{ kind: 'conv2d', name: 'c', outChannels: 0, kernelSize: [3, 3] }, flat, dense]),
    () => network([{ kind: 'conv2d', name: 'c', outChannels: 1 } as never, flat, dense]),
    () => network([{ kind: 'maxPool2d', name: 'p' } as never, flat, dense]),
    () => network([{ kind: 'attention', name: 'a' } as never, flat, dense]),
    () => network([flat, { ...dense, outFeatures: 1.5 }]),
    () => network([{ kind: 'relu', name: 'relu' }]),
    () => network([flat, dense], [1, 4, -4] as never),
    () => network([flat, dense], [1, 0, 4] as never),
    () => network([flat, { ...dense, outfeatures: 3 } as never]),
    () => network([{ kind: 'relu', name: 'r', alpha: 0.1 } as never, flat, dense]),
    () => network([{ kind: 'maxPool2d', name: 'p', kernelSize: 2 } as never, flat, dense]),
    () => network([{ ...conv, kernelSize: 3 } as never, flat, dense]),
    () => network([{ ...conv, dilation: [1, 1] } as never, flat, dense]),
    () => network([{ ...conv, initializer: 'orthogonal' } as never, flat, dense]),
    () => network([{ kind: 'dropout', name: 'd', rate: 1 }, flat, dense]),
    () => network([{ kind: 'dropout', name: 'd', training: true } as never, flat, dense]),
    () => network([{ kind: 'relu' } as never, flat, dense]),
    () => network([{ name: 'r' } as never, flat, dense]),
    () => network([null as never]),
    () => network('conv2d' as never),
    () => network([], 28 as never),
    ...[null, 'network', 5, [], {}, { inputShape: [1, 2, 2] }].map(
      (json) => () => new Network(json as never),
    ),
    () => new Network({ inputShape: [1, 4, 4], layers: [flat, dense], classes: 10 } as never),
    () => small.forward(zeros([2, 1, 4, 5]), parameters),
    () => small.forward(zeros([4, 4]), parameters),
    () => small.forward(zeros([1, 1, 4, 4]), {}),
    () => small.forward(zeros([1, 1, 4, 4]), { ...parameters, 'dense.bias': zeros([3]) }),
  ];

  test('every message names the layer or the parameter', () => {
    const messages = wrongCalls.map((run) => {
      try {
        return run();
      } catch (error) {
        return String(error);
      }
    });
    expect(messages).toMatchInlineSnapshot(`
      [
        "ShapeError: network: the last layer must give [N, classes]; output []",
        "ShapeError: network: "2nd" is no layer name",
        "ShapeError: network: the layer name x is taken",
        "ShapeError: network: the layer name dense is taken",
        "ShapeError: network: layer dense: dense: x must have 2 axes [N, in] but has 4; x [1, 1, 4, 4]",
        "ShapeError: network: layer c: conv2d: x must have 4 axes [N, C, H, W] but has 2; x [1, 16]",
        "ShapeError: network: layer c: conv2d: the kernel is larger than the padded input; x [1, 1, 4, 4], kernelSize [5, 3], padding [0, 0]",
        "ShapeError: network: layer c: conv2d: outChannels must be a whole number >= 1, not 0",
        "ShapeError: network: layer c: conv2d: kernelSize is missing",
        "ShapeError: network: layer p: maxPool2d: kernelSize is missing; x [1, 1, 4, 4]",
        "ShapeError: network: layer a: network: unknown kind of layer: "attention"",
        "ShapeError: network: layer dense: dense: outFeatures must be a whole number >= 1, not 1.5",
        "ShapeError: network: the last layer must give [N, classes]; output [1, 4, 4]",
        "ShapeError: network: inputShape must be three whole numbers >= 1, [channels, height, width], not [1, 4, -4]",
        "ShapeError: network: inputShape must be three whole numbers >= 1, [channels, height, width], not [1, 0, 4]",
        "ShapeError: network: layer dense: dense: there is no attribute outfeatures, those there are: outFeatures, initializer",
        "ShapeError: network: layer r: relu: there is no attribute alpha",
        "ShapeError: network: layer p: maxPool2d: kernelSize must be two whole numbers >= 1; kernelSize 2",
        "ShapeError: network: layer c: conv2d: kernelSize must be two whole numbers >= 1; kernelSize 3",
        "ShapeError: network: layer c: conv2d: there is no attribute dilation, those there are: outChannels, kernelSize, stride, padding, initializer",
        "ShapeError: network: layer c: conv2d: initializer must be one of "xavierNormal", "xavierUniform", "heNormal", "heUniform", "articleXavier", "articleNormal", "articleRand", "randn", "zeros", not "orthogonal"",
        "ShapeError: network: layer d: dropout: rate must be in [0, 1), not 1",
        "ShapeError: network: layer d: dropout: there is no attribute training, those there are: rate",
        "ShapeError: network: nothing is no layer name",
        "ShapeError: network: layer r: network: unknown kind of layer: nothing",
        "ShapeError: network: layer 0 must be { kind, name, … }, not null",
        "ShapeError: network: layers must be a list, not "conv2d"",
        "ShapeError: network: inputShape must be three whole numbers >= 1, [channels, height, width], not 28",
        "ShapeError: network: a network is { inputShape, layers }, not null",
        "ShapeError: network: a network is { inputShape, layers }, not "network"",
        "ShapeError: network: a network is { inputShape, layers }, not 5",
        "ShapeError: network: a network is { inputShape, layers }, not []",
        "ShapeError: network: inputShape must be three whole numbers >= 1, [channels, height, width], not nothing",
        "ShapeError: network: layers must be a list, not nothing",
        "ShapeError: network: there is no attribute classes, those there are: inputShape, layers",
        "ShapeError: network: x must have the shape of the input; x [2, 1, 4, 5], the input [2, 1, 4, 4]",
        "ShapeError: network: x must have the shape of the input; x [4, 4], the input [4, 1, 4, 4]",
        "ShapeError: network: parameter dense.weight is missing",
        "ShapeError: network: dense.bias must have the shape of its layer; dense.bias [3], its layer [2]",
      ]
    `);
  });
});
