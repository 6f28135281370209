import { expect, test } from 'vitest';
import { tensor } from '#engine/tensor.ts';
import { thumbnailOf } from './thumbnail.ts';

test('channels stand beside and below each other, with a gap between them', () => {
  const maps = tensor([1, 3, 1, 2], [1, 2, 3, 4, 5, 6]);
  const none = undefined;
  expect(thumbnailOf(maps, { across: 2 })).toEqual({
    height: 3,
    width: 5,
    values: [1, 2, none, 3, 4, none, none, none, none, none, 5, 6, none, none, none],
  });
});

test('a pixel is the mean of its square, of which less is left at the edges', () => {
  const map = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(thumbnailOf(map, { shrink: 2 })).toEqual({
    height: 2,
    width: 2,
    values: [3, 4.5, 7.5, 9],
  });
});

test('features are one row, and only the first example is drawn', () => {
  expect(thumbnailOf(tensor([2, 3], [1, 2, 3, 4, 5, 6]))).toEqual({
    height: 1,
    width: 3,
    values: [1, 2, 3],
  });
});
