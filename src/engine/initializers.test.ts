import { describe, expect, test } from 'vitest';
import type { NetworkSpec } from './architecture.ts';
import { fansOf, initialize } from './initializers.ts';
import type { InitializerName } from './initializers.ts';
import { relu } from './index.ts';
import { Network, initialParameters } from './network.ts';
import { mulberry32, uniform } from './random.ts';
import { sizeOf, tensor } from './tensor.ts';

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
  expect(fansOf([4, 1, 3, 3])).toEqual({ fanIn: 9, fanOut: 36, outputs: 4, isKernel: true });
  expect(fansOf([16, 4, 3, 3])).toEqual({ fanIn: 36, fanOut: 144, outputs: 16, isKernel: true });
  expect(fansOf([256, 400])).toEqual({ fanIn: 400, fanOut: 256, outputs: 256, isKernel: false });
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
  ['articleNormal', kernel, 2 / 64],
  ['articleNormal', dense, 0.01 ** 2],
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

test('articleRand is uniform on [0, 0.01) in a dense layer', () => {
  const { data, mean, variance } = draw('articleRand', dense);
  expect(data.every((value) => value >= 0 && value < 0.01)).toBe(true);
  expect(Math.abs(100 * mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / data.length));
  expect(Math.abs(12 * 100 ** 2 * variance - 1)).toBeLessThan(varianceTolerance);
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

describe('of the article’s initializers, which differ in its dense layers', () => {
  test.each<InitializerName>(['articleXavier', 'articleNormal', 'articleRand'])(
    '%s draws kernels as xavier does',
    (name) => {
      expect(draw(name, kernel).data).toEqual(draw('articleXavier', kernel).data);
      // A kernel of one pixel is no dense layer, though it has as many numbers.
      const pixel = [...dense, 1, 1];
      expect(draw(name, pixel).data).toEqual(draw('articleXavier', dense).data);
    },
  );

  /** The article's companion: dense layers alone. */
  const spec = (initializer: InitializerName): NetworkSpec => ({
    inputShape: [1, 12, 12],
    layers: [
      { kind: 'flatten', name: 'flat' },
      { kind: 'dense', name: 'dense1', outFeatures: 64, initializer },
      { kind: 'relu', name: 'relu1' },
      { kind: 'dense', name: 'dense2', outFeatures: 32, initializer },
      { kind: 'relu', name: 'relu2' },
      { kind: 'dense', name: 'logits', outFeatures: 10, initializer },
    ],
  });

  /** For each of 20 images of noise, 0 to 1: the share of open gates, and the class with the largest logit. */
  function answers(initializer: InitializerName) {
    const random = mulberry32(3);
    const pixels = Float64Array.from({ length: 20 * 144 }, () => uniform(random));
    const network = new Network(spec(initializer));
    const outputs = network.forward(
      tensor([20, 1, 12, 12], pixels),
      initialParameters(network.spec, 5),
    );
    const rows = (name: string) =>
      Array.from({ length: 20 }, (_, n) => {
        const { shape, data } = outputs[name];
        return [...data.subarray(n * shape[1], (n + 1) * shape[1])];
      });
    return {
      open: ['relu1', 'relu2'].flatMap((gates) =>
        rows(gates).map((row) => row.filter((value) => value > 0).length / row.length),
      ),
      classes: new Set(rows('logits').map((row) => row.indexOf(Math.max(...row)))),
    };
  }

  test('rand leaves no weight negative, so every gate is open and every image gets one class', () => {
    // Pixels are not negative, so no sum is: ReLU does nothing, and the network is one linear map. Each unit is nearly the
    // mean of all that goes in, so that an image decides how large its logits are, but not which is the largest.
    const { open, classes } = answers('articleRand');
    expect(open.every((share) => share === 1)).toBe(true);
    expect(classes.size).toBe(1);
  });

  test('normal opens about half of the gates', () => {
    const { open } = answers('articleNormal');
    for (const share of open) expect(Math.abs(share - 1 / 2)).toBeLessThan(1 / 4);
  });
});

test('ReLU halves the mean square of normal numbers, and leaves 0.34 of their variance', () => {
  const x = tensor(dense, draw('randn', dense).data);
  const data = Float64Array.from(relu.forward({ x }).data);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const square = data.reduce((sum, value) => sum + value ** 2, 0) / data.length;
  // The fourth moment of a normal number is 3, so these means have errors of √1.25 / √n and less.
  const tolerance = 5 * Math.sqrt(1.25 / data.length);
  expect(Math.abs(square - 1 / 2)).toBeLessThan(tolerance);
  expect(Math.abs(square - mean ** 2 - (1 - 1 / Math.PI) / 2)).toBeLessThan(tolerance);
});
