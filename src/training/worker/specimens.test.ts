import { expect, it } from 'vitest';
import { specimensOf } from './specimens.ts';

const images = (labels: number[]) => ({
  count: labels.length,
  pixels: Uint8Array.from({ length: 4 * labels.length }, (_, k) => k),
  labels: Uint8Array.from(labels),
});

it('specimensOf(data) puts the first image of each class that there is side by side, in order', () => {
  const splits = { train: images([2, 0, 2]), test: images([1]) };
  const data = { name: 'x', height: 2, width: 2, classes: 3, ...splits };
  expect(specimensOf(data)).toEqual({
    ...{ height: 2, width: 4, labels: Uint8Array.of(0, 2) },
    pixels: Uint8Array.of(4, 5, 0, 1, 6, 7, 2, 3),
  });
});
