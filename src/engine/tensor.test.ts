import { expect, test } from 'vitest';
import { flatIndex, tensor, unravel } from '#engine/tensor.ts';

test('tensor(shape, data) refuses a count that does not fit', () => {
  expect(() => tensor([2, 3], [1, 2])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: tensor: shape [2, 3] holds 6 numbers but data has 2]`,
  );
});

test('tensor(shape, data) refuses a broken extent', () => {
  expect(() => tensor([2, -1], [])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: tensor: extents must be whole numbers >= 0; shape [2, -1]]`,
  );
});

test('unravel inverts flatIndex', () => {
  const shape = [2, 3, 4];
  for (let flat = 0; flat < 24; flat++) expect(flatIndex(shape, unravel(shape, flat))).toBe(flat);
});
