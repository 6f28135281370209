import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import {
  conv2d,
  maxPool2d,
  oneHot,
  relu,
  softmaxCrossEntropy,
} from '#engine/index.ts';
import type { Operation } from '#engine/operation.ts';
import { mulberry32, normal12 } from '#engine/random.ts';
import { sizeOf, tensor, type Pair, type Tensor } from '#engine/tensor.ts';
import { mistakes } from './index.ts';

const right: Record<string, Operation<any, any, any>> = {
  conv2d,
  maxPool2d,
  relu,
  softmaxCrossEntropy,
};
const mistake = (id: string) => mistakes.find((one) => one.id === id)!;

function random(shape: readonly number[], seed: number): Tensor {
  const draw = mulberry32(seed);
  const data = Array.from({ length: sizeOf(shape) }, () => normal12(draw));
  return tensor(shape, data);
}

interface Sizes {
  C: number;
  D: number;
  size: Pair;
  kernelSize: Pair;
  stride: Pair;
  padding: Pair;
}

function convolution({ C, D, size, kernelSize, stride, padding }: Sizes) {
  const inputs = {
    x: random([2, C, ...size], 1),
    weight: random([D, C, ...kernelSize], 2),
    bias: random([D], 3),
  };
  const attrs = { stride, padding };
  const dy = random(conv2d.forward(inputs, attrs).shape, 4);
  return { inputs, attrs, dy };
}

const base: Sizes = {
  ...{ C: 2, D: 3, size: [5, 4], kernelSize: [3, 3] },
  ...{ stride: [1, 1], padding: [1, 1] },
};
const pair = (min: number, max: number) =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const anySizes: fc.Arbitrary<Sizes> = fc.record({
  C: fc.integer({ min: 1, max: 3 }),
  D: fc.integer({ min: 1, max: 3 }),
  size: pair(3, 5),
  kernelSize: pair(1, 3),
  stride: pair(1, 3),
  padding: pair(0, 1),
});

/** What dx[n,c,h,w] is, if each share is made by `share` and joined by `join`. */
function scatter(
  sizes: Sizes,
  share: (d: number, c: number, i: number, j: number) => number,
  join: (held: number, added: number) => number,
): number[] {
  const { inputs, dy } = convolution(sizes);
  const [N, C, H, W] = inputs.x.shape;
  const [, D, oH, oW] = dy.shape;
  const dx = new Array<number>(inputs.x.data.length).fill(0);
  const { kernelSize, stride, padding } = sizes;
  for (let n = 0; n < N; n++)
    for (let d = 0; d < D; d++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++)
          for (let c = 0; c < C; c++)
            for (let i = 0; i < kernelSize[0]; i++)
              for (let j = 0; j < kernelSize[1]; j++) {
                const h = p * stride[0] - padding[0] + i;
                const w = q * stride[1] - padding[1] + j;
                if (h < 0 || h >= H || w < 0 || w >= W) continue;
                const at = ((n * C + c) * H + h) * W + w;
                const g = dy.data[((n * D + d) * oH + p) * oW + q];
                dx[at] = join(dx[at], g * share(d, c, i, j));
              }
  return dx;
}

/** Both sides add the same products in the same order, so this is exact. */
const sum = (held: number, added: number) => held + added;

test('unrotated-kernel sends each dy back through the opposite weight', () => {
  const check = (sizes: Sizes) => {
    const { inputs, attrs, dy } = convolution(sizes);
    const [, C, kH, kW] = inputs.weight.shape;
    const { data } = inputs.weight;
    const opposite = (d: number, c: number, i: number, j: number) =>
      data[((d * C + c) * kH + kH - 1 - i) * kW + kW - 1 - j];
    const { operation } = mistake('unrotated-kernel');
    expect([...operation.backward(dy, inputs, attrs).x.data]).toEqual(
      scatter(sizes, opposite, sum),
    );
  };
  fc.assert(fc.property(anySizes, check), { numRuns: 20, seed: 1 });
});

test('overwritten-windows keeps the last share alone', () => {
  const check = (sizes: Sizes) => {
    const { inputs, attrs, dy } = convolution(sizes);
    const [, C, kH, kW] = inputs.weight.shape;
    const { data } = inputs.weight;
    const same = (d: number, c: number, i: number, j: number) =>
      data[((d * C + c) * kH + i) * kW + j];
    const { operation } = mistake('overwritten-windows');
    expect([...operation.backward(dy, inputs, attrs).x.data]).toEqual(
      scatter(sizes, same, (_held, added) => added),
    );
  };
  fc.assert(fc.property(anySizes, check), { numRuns: 20, seed: 1 });
});

test('swapped-channels reads weight as [C, D, kH, kW]', () => {
  const check = (sizes: Sizes) => {
    const { inputs, attrs, dy } = convolution(sizes);
    const [D, , kH, kW] = inputs.weight.shape;
    const { data } = inputs.weight;
    const swapped = (d: number, c: number, i: number, j: number) =>
      data[((c * D + d) * kH + i) * kW + j];
    const { operation } = mistake('swapped-channels');
    const { x } = operation.backward(dy, inputs, attrs);
    expect([...x.data]).toEqual(scatter(sizes, swapped, sum));
  };
  fc.assert(fc.property(anySizes, check), { numRuns: 20, seed: 1 });
});

test('swapped-channels does not show with one input channel', () => {
  const { inputs, attrs, dy } = convolution({ ...base, C: 1 });
  const { operation } = mistake('swapped-channels');
  expect(operation.backward(dy, inputs, attrs).x).toEqual(
    conv2d.backward(dy, inputs, attrs).x,
  );
});

test('unpadded-input repeats the middle tap of a 3x3 kernel, padding 1', () => {
  const x = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const inputs = { x, weight: random([1, 1, 3, 3], 1), bias: random([1], 2) };
  const dy = tensor([1, 1, 3, 3], new Float64Array(9).fill(1));
  const attrs = { padding: [1, 1] };
  const { operation } = mistake('unpadded-input');
  const { weight } = operation.backward(dy, inputs, attrs);
  expect([...weight.data]).toEqual(new Array(9).fill(45));
  expect([
    ...conv2d.backward(dy, inputs, { padding: [1, 1] }).weight.data,
  ]).toEqual([12, 21, 16, 27, 45, 33, 24, 39, 28]);
});

test('unpadded-input is refused where its size is neither 1 nor right', () => {
  const { inputs, attrs, dy } = convolution({ ...base, kernelSize: [3, 2] });
  const { operation } = mistake('unpadded-input');
  expect(() =>
    operation.backward(dy, inputs, attrs),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: conv2d: dWeight does not fit weight; dWeight [3, 2, 1, 0], weight [3, 2, 3, 2]]`,
  );
});

test('every-maximum gives dy to each tied maximum of a window', () => {
  const x = tensor([1, 1, 2, 4], [0, 0, 3, 1, 0, 0, 3, 0]);
  const dy = tensor([1, 1, 1, 2], [1, 1]);
  const attrs = { kernelSize: [2, 2] };
  const { operation } = mistake('every-maximum');
  const { x: dx } = operation.backward(dy, { x }, attrs);
  expect([...dx.data]).toEqual([1, 1, 1, 0, 1, 1, 1, 0]);
});

test('every-maximum does not show without ties', () => {
  const x = random([2, 2, 5, 4], 1);
  const attrs = {
    kernelSize: [3, 2],
    stride: [1, 2],
    padding: [1, 0],
  } as const;
  const dy = random(maxPool2d.forward({ x }, attrs).shape, 2);
  const { operation } = mistake('every-maximum');
  expect(operation.backward(dy, { x }, attrs)).toEqual(
    maxPool2d.backward(dy, { x }, attrs),
  );
});

test('no-mask passes dy on as it is', () => {
  const [x, dy] = [random([3, 4], 1), random([3, 4], 2)];
  const { operation } = mistake('no-mask');
  expect(operation.backward(dy, { x }).x.data).toEqual(dy.data);
});

test('sum-for-mean and wrong-sign scale dLogits by N and by -1', () => {
  const inputs = { logits: random([4, 3], 1), target: oneHot([0, 1, 2, 0], 3) };
  const good = softmaxCrossEntropy.backward(undefined, inputs).logits.data;
  const scaled = (id: string) =>
    mistake(id).operation.backward(undefined, inputs).logits.data;
  // N is 4 here, a power of two, so that the scaling is exact.
  expect(scaled('sum-for-mean')).toEqual(good.map((value) => 4 * value));
  expect(scaled('wrong-sign')).toEqual(good.map((value) => -value));
});

test.each(mistakes.map((one): [string, typeof one] => [one.id, one]))(
  '%s spoils the one gradient that it names, and forward is right',
  (_id, { operation, spoils }) => {
    const { inputs, attrs, dy } = runOf(operation.name);
    const wrong = operation.backward(dy, inputs, attrs);
    const good = right[operation.name].backward(dy, inputs, attrs);
    expect(Object.keys(wrong)).toEqual(Object.keys(good));
    for (const name of Object.keys(good))
      if (name === spoils)
        expect(wrong[name].data).not.toEqual(good[name].data);
      else expect(wrong[name]).toEqual(good[name]);
    expect(operation.forward).toBe(right[operation.name].forward);
  },
);

function runOf(replaces: string) {
  if (replaces === 'conv2d') return convolution(base);
  if (replaces === 'softmaxCrossEntropy')
    return {
      inputs: { logits: random([4, 3], 1), target: oneHot([0, 1, 2, 0], 3) },
      dy: undefined,
      attrs: {},
    };
  const x = tensor([1, 1, 2, 2], [1, 1, -1, 0]);
  return replaces === 'relu'
    ? { inputs: { x }, dy: random([1, 1, 2, 2], 1), attrs: {} }
    : {
        inputs: { x },
        dy: random([1, 1, 1, 1], 1),
        attrs: { kernelSize: [2, 2] },
      };
}
