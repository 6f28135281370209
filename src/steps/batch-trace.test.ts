import { expect, test } from 'vitest';
import type { NetworkSpec } from '#engine/architecture.ts';
import { initialParameters } from '#engine/network.ts';
import { batchTrace } from './batch-trace.ts';
import { toText } from './describe.ts';
import { complaintsAbout } from './invariants.ts';
import { networkTrace } from './network-trace.ts';
import { distance, randomTensor } from './testing.ts';

const spec: NetworkSpec = {
  inputShape: [1, 4, 4],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'relu', name: 'relu1' },
    { kind: 'flatten', name: 'flatten1' },
    { kind: 'dense', name: 'dense1', outFeatures: 3 },
  ],
};
const parameters = initialParameters(spec, 1);
const gradients = ['conv1.dWeight', 'conv1.dBias', 'dense1.dWeight', 'dense1.dBias'];

/** A handful of roundings: the batch divides by N at the loss, the mean at the end. */
const meanTolerance = 1e-14;

test.each([1, 2, 3, 8])('the mean of %i examples is the gradient of their batch', (N) => {
  const x = randomTensor([N, 1, 4, 4], N);
  const labels = Array.from({ length: N }, (_, n) => n % 3);
  const trace = batchTrace(spec, parameters, x, labels);
  const batch = networkTrace(spec, parameters, x, labels, { learningRate: 0.1 });
  expect(complaintsAbout(trace)).toEqual([]);
  for (const name of gradients)
    expect(distance(trace.valuesAt(`mean.${name}`)!.data, batch.valuesAt(name)!.data)).toBeLessThan(
      meanTolerance,
    );
});

test('an example in the batch has the gradient that it has alone', () => {
  const x = randomTensor([2, 1, 4, 4], 5);
  const alone = { shape: [1, 1, 4, 4], data: x.data.slice(16) };
  const trace = batchTrace(spec, parameters, x, [0, 2]);
  const own = networkTrace(spec, parameters, alone, [2], { learningRate: 0.1 });
  for (const name of gradients)
    expect(trace.valuesAt(`example1.${name}`)!.data).toEqual(own.valuesAt(name)!.data);
});

test('a cell of the mean says whom it is the mean of', () => {
  const trace = batchTrace(spec, parameters, randomTensor([2, 1, 4, 4], 5), [0, 2]);
  expect(trace.at(0).id).toBe('conv1.mean.dWeight[0,0,0,0]');
  expect(toText(trace.at(0), 'en')).toMatchInlineSnapshot(
    `"mean.conv1.dWeight[0,0,0,0] gets (example0.conv1.dWeight[0,0,0,0] + example1.conv1.dWeight[0,0,0,0]) / batchSize = (0.13 + 0.23) / 2 = 0.18."`,
  );
});
