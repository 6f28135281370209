import { expect, test } from 'vitest';
import { linesBetween } from './Hairlines.tsx';
import { layOut, rotated } from './layout.ts';
import { placeOf } from './Window.tsx';

const box = { from: [0, 0, -1, 1], to: [0, 1, 1, 3] };

test('a window lies where its cells are drawn, padding included', () => {
  const layout = layOut([1, 2, 4, 4], 'row', { padding: [1, 1] });
  expect(placeOf(layout, 1, box)).toEqual({ row: 0, column: 2, rows: 3, columns: 3 });
});

test('what is not drawn is cut off, a turned panel is read turned, another channel has none', () => {
  const layout = layOut([1, 2, 4, 4]);
  expect(placeOf(layout, 0, box)).toEqual({ row: 0, column: 1, rows: 2, columns: 3 });
  expect(placeOf(rotated(layout), 0, box)).toEqual({ row: 2, column: 0, rows: 2, columns: 3 });
  expect(placeOf(layout, 1, { from: [0, 0, 0, 0], to: [0, 0, 1, 1] })).toBeUndefined();
});

test('zeros between the cells are places of their own', () => {
  const layout = layOut([1, 1, 2, 2], 'row', { padding: [2, 2], stride: [2, 2] });
  const between = { from: [0, 0, -0.5, 0], to: [0, 0, 0.5, 1] };
  expect(placeOf(layout, 0, between)).toEqual({ row: 1, column: 2, rows: 3, columns: 3 });
});

test('hairlines join the sides that look at each other', () => {
  const frame = { left: 10, top: 10, right: 40, bottom: 40 };
  const right = { left: 100, top: 20, right: 110, bottom: 30 };
  expect(linesBetween(frame, right, [0, 0])).toEqual([
    [
      [40, 10],
      [100, 20],
    ],
    [
      [40, 40],
      [100, 30],
    ],
  ]);
  const [left] = linesBetween(right, frame, [10, 10]);
  expect(left).toEqual([
    [90, 10],
    [30, 0],
  ]);
  const [below] = linesBetween(frame, { left: 20, top: 80, right: 30, bottom: 90 }, [0, 0]);
  expect(below).toEqual([
    [10, 40],
    [20, 80],
  ]);
});
