import { describe, expect, test } from 'vitest';
import { conv2d } from '#engine/ops/conv2d.ts';
import { maxPool2d } from '#engine/ops/max-pool2d.ts';
import { relu } from '#engine/ops/relu.ts';
import { tensor, zeros } from '#engine/tensor.ts';
import { drawDigits } from './digits.ts';
import { bytesOf, picturesOf, pixelCount, textOf } from './ink.ts';
import { createFeatureMaps, mostKernels, presetOf } from './model.ts';
import { extentOf, pixelsOf } from './layers.ts';
import { planeOf } from './scales.ts';

const bytes = drawDigits(1);
const digits = textOf(bytes);
const make = () => createFeatureMaps({ digits, digit: 7 });

describe('createFeatureMaps()', () => {
  test('runs what the engine runs: convolution, ReLU, pooling', () => {
    const model = make();
    model.hasRelu.value = model.hasPooling.value = true;
    model.padding.value = 1;
    const x = tensor([1, 1, 28, 28], model.picture.value.data);
    const weight = tensor(
      [2, 1, 3, 3],
      [-1, 0, 1, -1, 0, 1, -1, 0, 1, -1, -1, -1, 0, 0, 0, 1, 1, 1],
    );
    const y = conv2d.forward({ x, weight, bias: zeros([2]) }, { padding: [1, 1] });
    const open = relu.forward({ x: y });
    const pooled = maxPool2d.forward({ x: open }, { kernelSize: [2, 2] });
    expect(model.layers.value.map(({ name }) => name)).toEqual(['y', 'relu', 'pool']);
    expect(model.layers.value.map(({ made }) => made)).toEqual([y, open, pooled]);
  });

  test('opens on the strongest answer of the first kernel', () => {
    const { place, layers } = make();
    const { d, p, q } = place.value;
    const map = Array.from(planeOf(layers.value[0].made, 0));
    expect(d).toBe(0);
    expect(map[p * 26 + q]).toBe(Math.max(...map));
    expect(Math.max(...map)).toBeGreaterThan(1);
  });

  test('tells the window of the cell pointed at, and of the one chosen when nothing is', () => {
    const { place, window, pin, point, padding, stride } = make();
    stride.value = 2;
    padding.value = 1;
    pin({ layer: 'y', d: 1, p: 3, q: 4 });
    point({ layer: 'y', d: 0, p: 0, q: 1 });
    expect(window.value).toEqual({ rows: [-1, 1], columns: [1, 3] });
    point(undefined);
    expect(place.value).toEqual({ layer: 'y', d: 1, p: 3, q: 4 });
    expect(window.value).toEqual({ rows: [5, 7], columns: [7, 9] });
  });

  test('a place that is gone is not told any more', () => {
    const { place, pin, hasPooling, count } = make();
    hasPooling.value = true;
    pin({ layer: 'pool', d: 1, p: 2, q: 3 });
    expect(place.value.layer).toBe('pool');
    count.value = 1;
    expect(place.value.d).toBe(0);
    count.value = 2;
    hasPooling.value = false;
    expect(place.value.layer).toBe('y');
  });

  test('a pooled cell goes back through the ReLU to the sum of its winner', () => {
    const { origin, pin, hasRelu, hasPooling, layers } = make();
    hasRelu.value = hasPooling.value = true;
    const [y, , pool] = layers.value;
    for (let p = 0; p < 13; p++)
      for (let q = 0; q < 13; q++) {
        pin({ layer: 'pool', d: 1, p, q });
        const { cell, sum, pooled } = origin.value;
        expect(extentOf(pooled!.candidates)).toEqual({
          rows: [2 * p, 2 * p + 1],
          columns: [2 * q, 2 * q + 1],
        });
        expect([cell.layer, cell.d]).toEqual(['y', 1]);
        const carried = planeOf(y.made, 1)[cell.p * 26 + cell.q];
        expect(sum.writes[0].value).toBe(carried);
        expect(planeOf(pool.made, 1)[p * 13 + q]).toBe(Math.max(0, carried));
      }
  });

  test('marks the place told in every map, and what a pooling chose from in its own', () => {
    const { litIn, pooledFrom, pin, hasPooling } = make();
    pin({ layer: 'y', d: 1, p: 5, q: 6 });
    expect([litIn('y', 0), litIn('y', 1), pooledFrom('y', 1)]).toEqual([[5, 6], [5, 6], undefined]);
    hasPooling.value = true;
    expect(litIn('pool', 1)).toBeUndefined();
    pin({ layer: 'pool', d: 1, p: 5, q: 6 });
    expect(litIn('pool', 1)).toEqual([5, 6]);
    expect(litIn('y', 0)).toBeUndefined();
    expect(pooledFrom('y', 0)).toBeUndefined();
    expect(pooledFrom('y', 1)).toEqual({ rows: [10, 11], columns: [12, 13] });
  });

  test('the products of a sum add up to the cell, and read nine pixels', () => {
    const { origin } = make();
    const { sum } = origin.value;
    expect(pixelsOf(sum)).toHaveLength(9);
    expect(sum.terms.reduce((so, { product }) => so + product, 0)).toBe(sum.writes[0].value);
  });

  test('one window gives every kernel its sum', () => {
    const { sums, layers, pin, count } = make();
    count.value = mostKernels;
    pin({ layer: 'y', d: 2, p: 10, q: 12 });
    expect(sums.value).toEqual([0, 1, 2, 3].map((d) => planeOf(layers.value[0].made, d)[272]));
  });

  test('scales: each map, each row, all', () => {
    const { scaleOf, scaling, hasRelu, layers } = make();
    hasRelu.value = true;
    const largest = (...arrays: ArrayLike<number>[]) =>
      Math.max(...arrays.flatMap((numbers) => Array.from(numbers, Math.abs)));
    const [y, open] = layers.value.map(({ made }) => made);
    expect(scaleOf.value('relu', 1).most).toBe(largest(open.data));
    scaling.value = 'map';
    expect(scaleOf.value('y', 1).most).toBe(largest(planeOf(y, 1)));
    scaling.value = 'figure';
    expect(scaleOf.value('relu', 1).most).toBe(largest(y.data, open.data));
  });

  test('a painted stroke is one thing to undo, and a kernel of the reader’s own', () => {
    const { kernels, paint, undo } = make();
    const before = kernels.value[0];
    paint(0, [1, 1], 1);
    paint(0, [1, 2], 1, true);
    expect(kernels.value[0].data[4]).toBe(1);
    expect(presetOf(kernels.value[0])).toBeUndefined();
    undo();
    expect(kernels.value[0]).toEqual(before);
    expect(presetOf(before)).toBe('vertical');
  });

  test('a preset that is not there is refused', () => {
    expect(() => make().preset(0, 'sharpen')).toThrow('feature-maps: unknown kernel sharpen');
  });

  test('what the engine refuses is told in its words, and the last good maps stay', () => {
    const { error, stride, layers, show } = make();
    const good = layers.value;
    stride.value = 0;
    expect(error.value).toBe('conv2d: stride must be two whole numbers >= 1; stride [0, 0]');
    expect(layers.value).toBe(good);
    stride.value = 1;
    expect(error.value).toBeUndefined();
    show(zeros([3, 28, 28]));
    expect(error.value).toContain('weight has 1 input channels but x has 3');
  });

  test('shows any picture, and the same digit in another hand', () => {
    const { show, rewrite, choose, picture, digit, layers } = make();
    show(zeros([1, 12, 9]));
    expect(digit.value).toBeUndefined();
    expect(layers.value[0].made.shape).toEqual([1, 2, 10, 7]);
    choose(4);
    const before = picture.value;
    rewrite(drawDigits(2));
    expect(digit.value).toBe(4);
    expect(picture.value).not.toEqual(before);
    expect(picture.value).toEqual(picturesOf(drawDigits(2))[4]);
  });
});

test('digits travel as text and come back as they were', () => {
  expect(bytesOf(digits)).toEqual(bytes);
  expect(bytes).toHaveLength(10 * pixelCount);
  for (const { shape, data } of picturesOf(bytes)) {
    expect(shape).toEqual([1, 28, 28]);
    expect(Math.max(...data)).toBe(1);
  }
});
