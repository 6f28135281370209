import { describe, expect, test } from 'vitest';
import { fansOf, initialize } from './initializers.ts';
import type { InitializerName } from './initializers.ts';
import { mulberry32 } from './random.ts';
import { sizeOf } from './tensor.ts';

const kernel = [64, 16, 5, 5];
const dense = [256, 400];

/**
 * The variance of n numbers is itself random, with a relative standard deviation of √(2 / n) or less, for the 25,600
 * numbers of the smaller weight 0.9 %; five times that is as good as never exceeded, and the seed is fixed.
 */
const varianceTolerance = 0.045;

function draw(name: InitializerName, shape: readonly number[]) {
  const data = new Float64Array(sizeOf(shape));
  initialize(name, shape, data, mulberry32(2024));
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return { data, mean, variance };
}

test('the fans of a convolution count its kernel', () => {
  expect(fansOf([4, 1, 3, 3])).toEqual({ fanIn: 9, fanOut: 36, outputs: 4 });
  expect(fansOf([16, 4, 3, 3])).toEqual({ fanIn: 36, fanOut: 144, outputs: 16 });
  expect(fansOf([256, 400])).toEqual({ fanIn: 400, fanOut: 256, outputs: 256 });
});

test('a bias has no fans', () => {
  expect(() => fansOf([4])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: initializers: weight must have 2 or 4 axes; weight [4]]`,
  );
});

describe.each<[InitializerName, readonly number[], variance: number]>([
  ['xavierNormal', kernel, 2 / (400 + 1600)],
  ['xavierNormal', dense, 2 / (400 + 256)],
  ['xavierUniform', kernel, 2 / (400 + 1600)],
  ['xavierUniform', dense, 2 / (400 + 256)],
  ['heNormal', kernel, 2 / 400],
  ['heNormal', dense, 2 / 400],
  ['heUniform', kernel, 2 / 400],
  ['heUniform', dense, 2 / 400],
  ['articleXavier', kernel, 2 / 64],
  ['articleXavier', dense, 2 / 256],
  ['articleNormal', kernel, 1],
  ['randn', dense, 1],
])('%s of %j', (name, shape, expected) => {
  test(`has the variance ${expected.toPrecision(3)} and the mean 0`, () => {
    const { mean, variance, data } = draw(name, shape);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(varianceTolerance);
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(expected / data.length));
  });
});

test.each<[InitializerName, number]>([
  ['xavierUniform', Math.sqrt(6 / 656)],
  ['heUniform', Math.sqrt(6 / 400)],
])('%s stays within ±%f and comes near it', (name, bound) => {
  const largest = draw(name, dense).data.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  expect(largest).toBeLessThanOrEqual(bound);
  expect(largest).toBeGreaterThan(0.999 * bound);
});

test('articleRand is uniform on [0, 1)', () => {
  const { data, mean, variance } = draw('articleRand', dense);
  expect(data.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / data.length));
  expect(Math.abs(12 * variance - 1)).toBeLessThan(varianceTolerance);
});

test('zeros are zeros', () => {
  expect(draw('zeros', dense).data.every((value) => value === 0)).toBe(true);
});

// Standard deviations of the article's five weights, as its NumPy code draws them.
test.each([
  [[4, 1, 3, 3], 0.7071],
  [[16, 4, 3, 3], 0.3536],
  [[256, 400], 0.0884],
  [[128, 256], 0.125],
  [[10, 128], 0.4472],
])('articleXavier of %j has the standard deviation %f', (shape, deviation) => {
  const one = draw('randn', shape).data;
  const scaled = draw('articleXavier', shape).data;
  scaled.forEach((value, at) => expect(value / one[at]).toBeCloseTo(deviation, 4));
});
