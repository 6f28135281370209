/** The article's network as the goldens have it, and its parameters under the goldens' names. */
import type { LayerSpec, NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { mulberry32, normal12 } from '#engine/random.ts';
import type { Tensor } from '#engine/tensor.ts';
import { sizeOf, tensor } from '#engine/tensor.ts';

/** What the goldens call each parameter and each activation. */
export const parameterNames: Readonly<Record<string, string>> = {
  K1: 'conv1.weight',
  b1: 'conv1.bias',
  K2: 'conv2.weight',
  b2: 'conv2.bias',
  W1: 'dense1.weight',
  B1: 'dense1.bias',
  W2: 'dense2.weight',
  B2: 'dense2.bias',
  W3: 'logits.weight',
  B3: 'logits.bias',
};

export const activationNames: Readonly<Record<string, string>> = {
  x: 'x',
  conv1: 'conv1',
  relu1: 'relu1',
  pool1: 'pool1',
  conv2: 'conv2',
  relu2: 'relu2',
  pool2: 'pool2',
  flat: 'flat',
  a1: 'dense1',
  z1: 'reluDense1',
  a2: 'dense2',
  z2: 'reluDense2',
  logits: 'logits',
};

export function articleNetwork(reluAfterConv: boolean): NetworkSpec {
  const gate = (name: string): LayerSpec[] => (reluAfterConv ? [{ kind: 'relu', name }] : []);
  return {
    inputShape: [1, 28, 28],
    layers: [
      { kind: 'conv2d', name: 'conv1', outChannels: 4, kernelSize: [3, 3] },
      ...gate('relu1'),
      { kind: 'maxPool2d', name: 'pool1', kernelSize: [2, 2] },
      { kind: 'conv2d', name: 'conv2', outChannels: 16, kernelSize: [3, 3] },
      ...gate('relu2'),
      { kind: 'maxPool2d', name: 'pool2', kernelSize: [2, 2] },
      { kind: 'flatten', name: 'flat' },
      { kind: 'dense', name: 'dense1', outFeatures: 256 },
      { kind: 'relu', name: 'reluDense1' },
      { kind: 'dense', name: 'dense2', outFeatures: 128 },
      { kind: 'relu', name: 'reluDense2' },
      { kind: 'dense', name: 'logits', outFeatures: 10 },
    ],
  };
}

export interface GoldenParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly std: number;
}

/** The standard deviations of the goldens: He's for weights, 1/8 for biases. */
export const goldenParameters: readonly GoldenParameter[] = [
  { name: 'K1', shape: [4, 1, 3, 3], std: Math.sqrt(2 / 9) },
  { name: 'b1', shape: [4], std: 1 / 8 },
  { name: 'K2', shape: [16, 4, 3, 3], std: Math.sqrt(2 / 36) },
  { name: 'b2', shape: [16], std: 1 / 8 },
  { name: 'W1', shape: [256, 400], std: Math.sqrt(2 / 400) },
  { name: 'B1', shape: [256], std: 1 / 8 },
  { name: 'W2', shape: [128, 256], std: Math.sqrt(2 / 256) },
  { name: 'B2', shape: [128], std: 1 / 8 },
  { name: 'W3', shape: [10, 128], std: Math.sqrt(2 / 128) },
  { name: 'B3', shape: [10], std: 1 / 8 },
];

/** Draws float64 parameters, weights and biases, from one stream in the order of `order`. */
export function drawParameters(seed: number, order = goldenParameters): Parameters {
  const random = mulberry32(seed);
  const parameters: Record<string, Tensor> = {};
  for (const { name, shape, std } of order)
    parameters[parameterNames[name]] = tensor(
      shape,
      Float64Array.from({ length: sizeOf(shape) }, () => normal12(random) * std),
    );
  return parameters;
}
