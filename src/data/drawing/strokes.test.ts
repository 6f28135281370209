import { describe, expect, it } from 'vitest';
import { inkOf, penWidth, type Stroke } from './strokes.ts';

const square = { height: 100, width: 100 };
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const inkIn = (strokes: readonly Stroke[], size = square): number => sum(inkOf(strokes, size).data);

/** Ink that falls over a pixel across the edge adds up to the area but for a few percent at this size. */
const areaTolerance = 0.03;
const line: Stroke = [
  { x: 0.2, y: 0.5 },
  { x: 0.8, y: 0.5 },
];

describe('inkOf(strokes, size)', () => {
  it('gives [1, H, W] of paper where nothing is drawn', () => {
    for (const strokes of [[], [[]]]) {
      const { shape, data } = inkOf(strokes, { height: 3, width: 5 });
      expect(shape).toEqual([1, 3, 5]);
      expect(data).toEqual(new Float32Array(15));
    }
  });

  it('makes a dot of one point, as wide as the pen', () => {
    const area = (Math.PI / 4) * (100 * penWidth) ** 2;
    expect(inkIn([[{ x: 0.5, y: 0.5 }]]) / area - 1).toBeCloseTo(0, 1);
    const { data } = inkOf([[{ x: 0.5, y: 0.5 }]], square);
    expect(data[50 * 100 + 50]).toBe(1);
  });

  it('draws a line with round ends: its area is length times width and a dot', () => {
    const width = 100 * penWidth;
    const area = 60 * width + (Math.PI / 4) * width ** 2;
    expect(Math.abs(inkIn([line]) / area - 1)).toBeLessThan(areaTolerance);
  });

  it('is the same drawing on a pad of any size: the ink grows with the area', () => {
    const share = inkIn([line]) / 100 ** 2;
    const larger = { height: 300, width: 300 };
    expect(Math.abs(inkIn([line], larger) / 300 ** 2 / share - 1)).toBeLessThan(areaTolerance);
  });

  it('counts both axes in heights of the pad: a wider one has room on the right', () => {
    const { data } = inkOf([line], { height: 100, width: 200 });
    const narrow = inkOf([line], square).data;
    for (let h = 0; h < 100; h++)
      expect(data.subarray(h * 200, h * 200 + 100)).toEqual(
        narrow.subarray(h * 100, (h + 1) * 100),
      );
  });

  it('draws thicker under more pressure; a mouse presses as one that says nothing', () => {
    const pressed = (pressure: number) => inkIn([line.map((point) => ({ ...point, pressure }))]);
    expect(pressed(0.5)).toBe(inkIn([line]));
    expect(pressed(1)).toBeGreaterThan(pressed(0.5));
    expect(pressed(0)).toBeLessThan(pressed(0.5));
    expect(pressed(0)).toBeGreaterThan(0);
    expect(pressed(7)).toBe(pressed(1));
  });

  it('draws a crossing no darker than a line, and cuts off what is off the pad', () => {
    const away: Stroke = [
      { x: 0.5, y: -0.5 },
      { x: 0.5, y: 1.5 },
    ];
    const { data } = inkOf([line, away], square);
    expect(Math.max(...data)).toBe(1);
    expect(data[50]).toBe(1);
    expect(data[99 * 100 + 50]).toBe(1);
    expect(inkIn([[{ x: 3, y: 3 }]])).toBe(0);
  });
});
