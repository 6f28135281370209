/** What readers watch while a network learns: the kernels of its first convolution, and what they make of a digit. */
import { indexOfLargest } from '#engine/largest.ts';
import type { NetworkSpec } from '#engine/architecture.ts';
import type { FloatArray, Tensor } from '#engine/tensor.ts';
import type { Scale } from '#views/scale.ts';
import type { Observation } from '#training/worker/protocol.ts';

/** Of images of bytes. */
export const byteInk: Scale = { kind: 'ink', most: 255 };

/** A range of numbers. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

export interface FirstLayerPicture {
  /** [D, C, kH, kW], and the largest size of a weight. */
  readonly kernels: Tensor;
  readonly kernelScale: number;
  /** [1, D, oH, oW]; the numbers of each map, and the largest size in any. */
  readonly featureMaps: Tensor;
  readonly mapSpans: readonly Span[];
  readonly mapScale: number;
  /** The class that the network finds most probable, and how probable. */
  readonly guess: number;
  readonly probability: number;
}

/** What to observe for a picture; nothing in a network without a convolution. */
export function firstLayerTensors({ layers }: NetworkSpec): readonly string[] {
  const convolution = layers.find(({ kind }) => kind === 'conv2d');
  return convolution ? [convolution.name, `${convolution.name}.weight`, 'probabilities'] : [];
}

/** [D, C, kH, kW] of the first convolution, known before a number of it is; undefined in a network without one. */
export function firstKernelShape({ inputShape, layers }: NetworkSpec) {
  const convolution = layers.find((layer) => layer.kind === 'conv2d');
  return convolution && [convolution.outChannels, inputShape[0], ...convolution.kernelSize];
}

/** Reads the tensors that `firstLayerTensors` asked for; undefined where there are none. */
export function firstLayerPicture({ tensors }: Observation): FirstLayerPicture | undefined {
  const [featureMaps, kernels, probabilities] = Object.values(tensors);
  if (!featureMaps) return undefined;
  const [, maps] = featureMaps.shape;
  const mapSize = featureMaps.data.length / maps;
  const mapSpans = Array.from({ length: maps }, (_, d) =>
    spanOf(featureMaps.data.subarray(d * mapSize, (d + 1) * mapSize)),
  );
  const guess = indexOfLargest(probabilities.data);
  return {
    ...{ kernels, kernelScale: sizeOf(spanOf(kernels.data)) },
    ...{ featureMaps, mapSpans, mapScale: Math.max(...mapSpans.map(sizeOf)) },
    ...{ guess, probability: probabilities.data[guess] },
  };
}

function spanOf(values: FloatArray): Span {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

const sizeOf = ({ least, most }: Span): number => Math.max(Math.abs(least), Math.abs(most));
