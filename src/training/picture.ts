/** What readers watch while a network learns: the kernels of its first convolution, and what they make of a digit. */
import type { DataSet } from '#data/data-set.ts';
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Backend } from '#engine/backend.ts';
import type { Picture } from './protocol.ts';

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
  const label = test.labels[digit];
  const kernels = parameters[`${convolution.name}.weight`];
  const data = probabilities.data;
  return { digit, label, height, width, pixels, kernels, featureMaps, probabilities: data };
}
