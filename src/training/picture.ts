/** What readers watch while a network learns: the kernels of its first convolution, and what they make of a digit. */
import type { DataSet } from '#data/data-set.ts';
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Backend } from '#engine/backend.ts';
import type { FloatArray } from '#engine/tensor.ts';
import type { Picture, Span } from './protocol.ts';

/** Takes the picture of test image `digit`; undefined for a network without a convolution. */
export async function takePicture(
  backend: Backend,
  network: NetworkSpec,
  { test, height, width }: DataSet,
  digit: number,
): Promise<Picture | undefined> {
  const convolution = network.layers.find(({ kind }) => kind === 'conv2d');
  if (!convolution || digit >= test.count) return undefined;
  const size = height * width;
  const pixels = test.pixels.slice(digit * size, (digit + 1) * size);
  const parameters = await backend.parameters();
  const { [convolution.name]: featureMaps, probabilities } = await backend.activations(pixels);
  const kernels = parameters[`${convolution.name}.weight`];
  const [, maps] = featureMaps.shape;
  const mapSize = featureMaps.data.length / maps;
  const mapSpans = Array.from({ length: maps }, (_, d) =>
    spanOf(featureMaps.data.subarray(d * mapSize, (d + 1) * mapSize)),
  );
  const guess = indexOfLargest(probabilities.data);
  return {
    ...{ digit, label: test.labels[digit], height, width, pixels },
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

function indexOfLargest(values: FloatArray): number {
  let largest = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[largest]) largest = k;
  return largest;
}
