/**
 * What the kernels can run: (convolution [ReLU] [max-pooling])* flatten (dense [ReLU])* dense. Reads such a network
 * from its spec, with all sizes, or says what in it has no kernel; the readable engine runs those.
 */
import type { LayerSpec, NetworkSpec } from '../architecture.ts';
import { outputSize } from '../shape.ts';
import type { Pair } from '../tensor.ts';

/** Thrown for a network that is sound but not one of the kernels' form. */
export class UnsupportedNetworkError extends Error {
  override name = 'UnsupportedNetworkError';
}

export interface ConvolutionGeometry {
  readonly name: string;
  readonly inChannels: number;
  /** Channels of the input as they lie in memory: the image's as they are, inner ones filled up to whole vectors. */
  readonly storedChannels: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outChannels: number;
  readonly kernelSize: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  relu: boolean;
  /** Kernel and stride of the pooling; [1, 1] both where there is none. */
  poolKernel: Pair;
  poolStride: Pair;
  /** Size of the output after pooling. */
  outHeight: number;
  outWidth: number;
}

export interface DenseGeometry {
  readonly name: string;
  readonly inFeatures: number;
  /** Features of the input as they lie in memory. */
  readonly storedFeatures: number;
  readonly outFeatures: number;
  relu: boolean;
}

export interface Geometry {
  readonly inputShape: NetworkSpec['inputShape'];
  readonly convolutions: readonly ConvolutionGeometry[];
  readonly dense: readonly DenseGeometry[];
  readonly classes: number;
}

const refuse = (message: string): never => {
  throw new UnsupportedNetworkError(`kernels: ${message}`);
};

export const roundUp = (count: number, multiple: number): number =>
  Math.ceil(count / multiple) * multiple;

const ONE: Pair = [1, 1];

export function readGeometry(network: NetworkSpec): Geometry {
  const convolutions: ConvolutionGeometry[] = [];
  const dense: DenseGeometry[] = [];
  let [channels, height, width] = network.inputShape;
  const storedChannels = () => (convolutions.length > 0 ? roundUp(channels, 4) : channels);
  let flat = false;
  for (const layer of network.layers) {
    const convolution = convolutions.at(-1);
    const place = `${layer.kind} "${layer.name}"`;
    if (layer.kind === 'conv2d' && !flat) {
      const next = readConvolution(layer, channels, storedChannels(), height, width);
      convolutions.push(next);
      channels = next.outChannels;
      height = next.outHeight;
      width = next.outWidth;
    } else if (layer.kind === 'maxPool2d' && !flat && convolution) {
      if (convolution.poolKernel !== ONE) refuse(`${place} follows another pooling`);
      if (layer.padding?.some((extent) => extent !== 0)) refuse(`${place} is padded`);
      convolution.poolKernel = [...layer.kernelSize];
      convolution.poolStride = layer.stride ?? layer.kernelSize;
      height = outputSize(height, layer.kernelSize[0], convolution.poolStride[0], 0);
      width = outputSize(width, layer.kernelSize[1], convolution.poolStride[1], 0);
      convolution.outHeight = height;
      convolution.outWidth = width;
    } else if (layer.kind === 'relu' && (dense.length > 0 || convolution)) {
      // ReLU and max-pooling may change places: the same number comes out and the same cell gets the gradient.
      (dense.at(-1) ?? convolution!).relu = true;
    } else if (layer.kind === 'flatten' && !flat) {
      flat = true;
    } else if (layer.kind === 'dense' && flat) {
      const { name, outFeatures } = layer;
      const before = dense.at(-1)?.outFeatures;
      const inFeatures = before ?? channels * height * width;
      const storedFeatures = roundUp(before ?? storedChannels() * height * width, 8);
      dense.push({ name, inFeatures, storedFeatures, outFeatures, relu: false });
    } else refuse(`${place} has no kernel at this place`);
    if (height < 1 || width < 1) refuse(`${place} leaves nothing of the image`);
  }
  const last = dense.at(-1) ?? refuse('the network does not end in a dense layer');
  if (last.relu) refuse('a ReLU follows the last dense layer');
  return { inputShape: network.inputShape, convolutions, dense, classes: last.outFeatures };
}

function readConvolution(
  layer: Extract<LayerSpec, { kind: 'conv2d' }>,
  inChannels: number,
  storedChannels: number,
  inHeight: number,
  inWidth: number,
): ConvolutionGeometry {
  const { name, outChannels, kernelSize, stride = ONE, padding = [0, 0] } = layer;
  return {
    ...{ name, inChannels, storedChannels, inHeight, inWidth, outChannels },
    ...{ kernelSize, stride, padding },
    relu: false,
    poolKernel: ONE,
    poolStride: ONE,
    outHeight: outputSize(inHeight, kernelSize[0], stride[0], padding[0]),
    outWidth: outputSize(inWidth, kernelSize[1], stride[1], padding[1]),
  };
}
