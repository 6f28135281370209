import { expect, test } from 'vitest';
import { initialParameters, Network } from '#engine/network.ts';
import { tensor } from '#engine/tensor.ts';
import { recipes } from '#training/run/recipes.ts';
import { blameOf, kernelNorms } from './blame.ts';
import { readPicture } from './reading.ts';

const { network: spec } = recipes.pocket;
const network = new Network(spec);
const parameters = initialParameters(spec, 3);
const picture = tensor(
  [1, 28, 28],
  Float64Array.from({ length: 784 }, (_, at) => ((at * 37) % 11) / 11),
);

/** Two orders of the same sums in float64. */
const rounding = 1e-12;

test('the loss is −log p of the right class, and dL/dlogits is p − 1 there and p elsewhere', () => {
  const { probabilities } = readPicture(network, parameters, picture);
  const { loss, activations } = blameOf(network, parameters, picture, 4);
  expect(loss).toBeCloseTo(-Math.log(probabilities.data[4]), 10);
  for (const [k, p] of probabilities.data.entries())
    expect(Math.abs(activations['dense'].data[k] - (p - Number(k === 4)))).toBeLessThan(rounding);
});

test('kernelNorms gives one length a kernel', () => {
  const dWeight = tensor([2, 1, 1, 2], Float64Array.of(3, 4, 0, -2));
  expect(kernelNorms(dWeight)).toEqual([5, 2]);
});
