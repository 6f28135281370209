/** Networks, images and batches on which every backend must agree with the readable engine. */
import type { LayerSpec, NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import type { BackendPlan, Batch, LabelledImages, Parameters } from '#engine/backend.ts';
import { oneHot, softmaxCrossEntropy } from '#engine/index.ts';
import { Network, initialParameters } from '#engine/network.ts';
import { mulberry32, uniform } from '#engine/random.ts';
import type { Pair, Tensor } from '#engine/tensor.ts';
import { recipes } from '#training/run/recipes.ts';

const conv = (
  name: string,
  outChannels: number,
  kernel: Pair,
  stride: Pair = [1, 1],
  padding: Pair = [0, 0],
): LayerSpec => ({ kind: 'conv2d', name, outChannels, kernelSize: kernel, stride, padding });
const pool = (name: string, kernelSize: Pair, stride: Pair = kernelSize): LayerSpec => ({
  kind: 'maxPool2d',
  name,
  kernelSize,
  stride,
});
const relu = (name: string): LayerSpec => ({ kind: 'relu', name });
const flatten: LayerSpec = { kind: 'flatten', name: 'flatten' };
const dense = (name: string, outFeatures: number): LayerSpec => ({
  kind: 'dense',
  name,
  outFeatures,
});

const articleLayers = (bend: (name: string) => LayerSpec[]): LayerSpec[] => [
  ...[conv('conv1', 4, [3, 3]), ...bend('conv1Relu'), pool('pool1', [2, 2])],
  ...[conv('conv2', 16, [3, 3]), ...bend('conv2Relu'), pool('pool2', [2, 2])],
  ...[flatten, dense('dense1', 256), relu('dense1Relu')],
  ...[dense('dense2', 128), relu('dense2Relu'), dense('dense3', 10)],
];

/** The article's network, with and without ReLU, and networks that use every branch of the kernels. */
export const networks: Record<string, NetworkSpec> = {
  'the pocket network': recipes.pocket.network,
  'the article’s, with ReLU': {
    inputShape: [1, 28, 28],
    layers: articleLayers((name) => [relu(name)]),
  },
  'the article’s, without ReLU': { inputShape: [1, 28, 28], layers: articleLayers(() => []) },
  'dense layers only': {
    inputShape: [1, 28, 28],
    layers: [flatten, dense('dense1', 37), relu('relu1'), dense('dense2', 10)],
  },
  'one dense layer': { inputShape: [1, 28, 28], layers: [flatten, dense('dense1', 10)] },
  'padded 5x5 kernels, 6 channels, ReLU after pooling': {
    inputShape: [1, 28, 28],
    layers: [
      ...[conv('conv1', 6, [5, 5], [1, 1], [2, 2]), pool('pool1', [2, 2]), relu('relu1')],
      ...[conv('conv2', 12, [5, 5]), relu('relu2'), pool('pool2', [2, 2])],
      ...[flatten, dense('dense1', 30), relu('relu3'), dense('dense2', 10)],
    ],
  },
  'strides instead of pooling, unequal axes': {
    inputShape: [1, 28, 28],
    layers: [
      ...[conv('conv1', 8, [3, 5], [2, 3], [1, 0]), relu('relu1')],
      ...[conv('conv2', 9, [3, 2], [2, 1]), relu('relu2')],
      ...[conv('conv3', 5, [1, 3], [1, 1], [0, 1])],
      ...[flatten, dense('dense1', 10)],
    ],
  },
  'colour, overlapping and uneven windows': {
    inputShape: [3, 20, 17],
    layers: [
      ...[conv('conv1', 8, [3, 3]), relu('relu1'), pool('pool1', [3, 3], [2, 2])],
      ...[conv('conv2', 20, [3, 3], [1, 1], [1, 1]), relu('relu2'), pool('pool2', [1, 2])],
      ...[flatten, dense('dense1', 7)],
    ],
  },
  'a narrow image, eight channels at once': {
    inputShape: [1, 12, 6],
    layers: [
      ...[conv('conv1', 8, [3, 3]), relu('relu1'), pool('pool1', [2, 2])],
      ...[conv('conv2', 4, [2, 1]), relu('relu2')],
      ...[flatten, dense('dense1', 3)],
    ],
  },
};

/** Strokes of random bytes on black: most pixels are 0, as in digits, so that pooling windows tie. */
export function images(
  count: number,
  [C, H, W]: NetworkSpec['inputShape'],
  classes: number,
  seed: number,
): LabelledImages {
  const random = mulberry32(seed);
  const pixels = new Uint8Array(count * C * H * W);
  for (let image = 0; image < count; image++)
    for (let stroke = 0; stroke < H; stroke++) {
      const h = Math.floor(uniform(random) * H);
      const from = Math.floor(uniform(random) * W);
      for (let w = from; w < Math.min(from + 5, W); w++)
        for (let c = 0; c < C; c++)
          pixels[((image * C + c) * H + h) * W + w] = Math.floor(uniform(random) * 256);
    }
  const labels = Uint8Array.from({ length: count }, () => Math.floor(uniform(random) * classes));
  return { count, pixels, labels };
}

/** A plan with weights drawn for the network and small biases, lest every bias gradient meet a zero. */
export function planFor(network: NetworkSpec, changes: Partial<BackendPlan> = {}): BackendPlan {
  const { classes } = new Network(network);
  const parameters = initialParameters(network, 7, true);
  const random = mulberry32(8);
  for (const [name, { data }] of Object.entries(parameters))
    if (name.endsWith('.bias'))
      for (let k = 0; k < data.length; k++) data[k] = 0.2 * uniform(random) - 0.1;
  const optimizer: OptimizerSpec = { kind: 'sgd' };
  return {
    ...{ network, optimizer, parameters, pixelDivisor: 255, labelSmoothing: 0, maxBatchSize: 128 },
    train: images(200, network.inputShape, classes, 1),
    test: images(150, network.inputShape, classes, 2),
    ...changes,
  };
}

/** A batch of rows from all over the set, with shifts if wanted. */
export function batchOf(rows: number, shifted = false): Batch {
  const random = mulberry32(rows);
  const indices = Uint32Array.from({ length: rows }, () => Math.floor(uniform(random) * 200));
  if (!shifted) return { indices };
  const shift = () => Math.floor(uniform(random) * 9) - 4;
  return { indices, shifts: Int8Array.from({ length: 2 * rows }, shift) };
}

/** What is right: loss and gradients by the readable engine's operations in float64. */
export function exactGradients(plan: BackendPlan, { indices, shifts }: Batch) {
  const network = new Network(plan.network);
  const [C, H, W] = plan.network.inputShape;
  const x = new Float64Array(indices.length * C * H * W);
  let at = 0;
  indices.forEach((index, n) => {
    const [down, right] = shifts ? [shifts[2 * n], shifts[2 * n + 1]] : [0, 0];
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const inside = h >= down && h - down < H && w >= right && w - right < W;
          const from = ((index * C + c) * H + h - down) * W + w - right;
          x[at++] = inside ? Math.fround(plan.train.pixels[from] / plan.pixelDivisor) : 0;
        }
  });
  const parameters: Parameters = {};
  for (const [name, { shape, data }] of Object.entries(plan.parameters))
    parameters[name] = { shape, data: Float64Array.from(data) };
  const activations = network.forward({ shape: [indices.length, C, H, W], data: x }, parameters);
  const logits = network.logits(activations);
  const labels = Uint8Array.from(indices, (index) => plan.train.labels[index]);
  const target = oneHot(labels, network.classes, plan.labelSmoothing, x);
  const loss = softmaxCrossEntropy.forward({ logits, target }).data[0];
  const dLogits = softmaxCrossEntropy.backward(undefined, { logits, target }).logits;
  return { loss, gradients: network.backward(dLogits, activations, parameters).parameters };
}

/** ‖found − expected‖ / ‖expected‖. */
export function relativeError(found: Tensor, expected: Tensor): number {
  let difference = 0;
  let norm = 0;
  for (let k = 0; k < expected.data.length; k++) {
    difference += (found.data[k] - expected.data[k]) ** 2;
    norm += expected.data[k] ** 2;
  }
  return Math.sqrt(difference / norm);
}
