import { expect, test } from 'vitest';
import type { NetworkSpec } from '#engine/architecture.ts';
import { Network } from '#engine/network.ts';
import { tensor } from '#engine/tensor.ts';
import { readPicture } from './reading.ts';

const spec: NetworkSpec = {
  inputShape: [1, 1, 2],
  layers: [
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'dense', outFeatures: 2 },
  ],
};
const network = new Network(spec);
/** The first class likes the first pixel, the second the other, log 3 times as much. */
const parameters = {
  'dense.weight': tensor([2, 2], [0, 0, 0, Math.log(3)]),
  'dense.bias': tensor([2], [0, 0]),
};

test('a picture is read into activations, probabilities and the most probable class', () => {
  const { activations, probabilities, answer, confidence } = readPicture(
    network,
    parameters,
    tensor([1, 1, 2], [0, 1]),
  );
  expect(Object.keys(activations)).toEqual(['x', 'flatten', 'dense']);
  expect(activations['dense'].shape).toEqual([1, 2]);
  expect(probabilities.shape).toEqual([1, 2]);
  expect(probabilities.data[0]).toBeCloseTo(1 / 4, 12);
  expect([answer, confidence]).toEqual([1, probabilities.data[1]]);
});

test('of classes that are equally probable the first is the answer; another size is refused', () => {
  expect(readPicture(network, parameters, tensor([1, 1, 2], [1, 0])).answer).toBe(0);
  expect(() => readPicture(network, parameters, tensor([1, 1, 3], [1, 0, 0]))).toThrow(/network: /);
});
