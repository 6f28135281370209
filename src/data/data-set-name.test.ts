import { expect, test } from 'vitest';
import { dataSetName } from './data-set-name.ts';
import { spreadEvenly } from './mnist-mat.ts';

const named = (labels: Uint8Array) =>
  dataSetName({ count: labels.length, pixels: new Uint8Array(), labels }, 10);

test('dataSetName knows MNIST by its counts, in whatever order the digits come', () => {
  const counts = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
  expect(named(spreadEvenly(counts))).toBe('MNIST');
  expect(named(spreadEvenly(counts.toReversed()))).toBe('your files');
});

test('dataSetName knows Fashion-MNIST by its first labels', () => {
  const labels = new Uint8Array(60_000);
  labels.set([9, 0, 0, 3, 0, 2, 7, 2, 5, 5]);
  expect(named(labels)).toBe('Fashion-MNIST');
  labels[0] = 8;
  expect(named(labels)).toBe('your files');
});
