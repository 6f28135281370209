/**
 * The two networks of this page. The small one is seen whole; the deeper one has everything that a mistake needs to
 * do harm: a convolution behind a convolution, as many channels in as out, padding, and windows that overlap.
 */
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { initialParameters, Network } from '#engine/network.ts';
import { mulberry32, uniform } from '#engine/random.ts';
import { tensor, type Tensor } from '#engine/tensor.ts';

export const side = 6;

export const smallNetwork: NetworkSpec = {
  inputShape: [1, side, side],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'relu', name: 'relu1' },
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'dense', outFeatures: 3 },
  ],
};

/** Shapes only, so all copies of the figure may share it. */
export const network = new Network(smallNetwork);

export const deeperNetwork: NetworkSpec = {
  inputShape: [1, side, side],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 3, kernelSize: [3, 3], padding: [1, 1] },
    { kind: 'relu', name: 'relu1' },
    { kind: 'conv2d', name: 'conv2', outChannels: 3, kernelSize: [3, 3], padding: [1, 1] },
    { kind: 'relu', name: 'relu2' },
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [3, 3], stride: [2, 2], padding: [1, 1] },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'dense', outFeatures: 3 },
  ],
};

/**
 * Draws a network's first parameters and rounds them to hundredths, so that what stands in a cell is the whole
 * number and a reader can do the sum by hand. Biases are drawn too: at 0 they would hide in every sum.
 */
export function startingParameters(spec: NetworkSpec, seed: number): Parameters {
  const random = mulberry32(seed);
  const draw = (): number => largestBias * (2 * uniform(random) - 1);
  const rounded: Record<string, Tensor> = {};
  for (const [name, { shape, data }] of Object.entries(initialParameters(spec, seed)))
    rounded[name] = tensor(
      shape,
      Float64Array.from(data, (value) => toHundredths(shape.length === 1 ? draw() : value)),
    );
  return rounded;
}

const largestBias = 0.25;

const toHundredths = (value: number): number => Math.round(value * 100) / 100;
