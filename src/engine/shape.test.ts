import { describe, expect, test } from 'vitest';
import { ShapeError } from './errors.ts';
import {
  avgPool2d,
  batchNorm2d,
  conv2d,
  dense,
  dropout,
  flatten,
  maxPool2d,
  meanSquaredError,
  oneHot,
  prelu,
  relu,
  softmax,
  softmaxCrossEntropy,
  zeroPad,
} from './index.ts';
import { layerOutputShape, parametersOf } from './layers.ts';
import { conv2dSizes, outputSize, poolSizes } from './shape.ts';
import { tensor, zeros } from './tensor.ts';

/** The message of the ShapeError that this throws; anything else fails the test. */
function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ShapeError);
    return (error as ShapeError).message;
  }
  throw new Error('nothing was thrown');
}

const image = zeros([8, 1, 28, 28]);
const bias = zeros([16]);
const kernel = zeros([16, 1, 5, 5]);
const conv = { x: image, weight: kernel, bias };
const rows = zeros([4, 3]);
const row = zeros([1, 3]);
const thin = zeros([1, 1, 0, 2]);
const one = zeros([1]);
const norm = { x: image, weight: one, bias: one, runningMean: one, runningVariance: one };

describe('outputSize(size, kernel, stride, padding)', () => {
  test.each([
    [28, 3, 1, 0, 26],
    [11, 2, 2, 0, 5],
    [5, 3, 2, 0, 2],
    [1, 1, 1, 0, 1],
    [7, 2, 3, 0, 2],
    [5, 5, 4, 0, 1],
    [3, 3, 1, 1, 3],
    [2, 3, 1, 2, 4],
  ])('of %i, %i, %i, %i is %i', (size, kernelSize, stride, padding, expected) => {
    expect(outputSize(size, kernelSize, stride, padding)).toBe(expected);
  });
});

test('the stride of a pooling is its kernel unless it is given', () => {
  expect(poolSizes('maxPool2d', [1, 1, 6, 6], { kernelSize: [3, 2] })).toMatchObject({
    sH: 3,
    sW: 2,
    oH: 2,
    oW: 3,
  });
});

test('the stride of a convolution is 1 and its padding 0 unless they are given', () => {
  expect(conv2dSizes([1, 1, 5, 5], [1, 1, 3, 3], [1])).toMatchObject({
    sH: 1,
    sW: 1,
    pH: 0,
    pW: 0,
    oH: 3,
    oW: 3,
  });
});

const wrongCalls: readonly (() => unknown)[] = [
  () => conv2d.forward({ ...conv, x: zeros([28, 28]) }),
  () => conv2d.forward({ ...conv, weight: zeros([16, 3, 5, 5]) }),
  () => conv2d.forward({ ...conv, weight: zeros([5, 5]) }),
  () => conv2d.forward({ ...conv, bias: zeros([4]) }),
  () => conv2d.forward({ ...conv, bias: zeros([16, 1]) }),
  () => conv2d.forward({ ...conv, weight: zeros([16, 1, 29, 3]) }),
  () => conv2d.forward({ ...conv, weight: zeros([16, 1, 0, 3]) }),
  () => conv2d.forward(conv, { stride: [0, 1] }),
  () => conv2d.forward(conv, { stride: [1.5, 1] }),
  () => conv2d.forward(conv, { padding: [-1, 0] }),
  () => conv2d.backward(undefined, conv),
  () => conv2d.backward(image, conv),
  () => maxPool2d.forward({ x: image }),
  () => maxPool2d.forward({ x: rows }, { kernelSize: [2, 2] }),
  () => maxPool2d.forward({ x: image }, { kernelSize: [2, 2], padding: [2, 0] }),
  () => maxPool2d.forward({ x: image }, { kernelSize: [30, 2] }),
  () => maxPool2d.backward(image, { x: image }, { kernelSize: [2, 2] }),
  () => avgPool2d.forward({ x: image }, { kernelSize: [2, 0] }),
  () => avgPool2d.backward(image, { x: image }, { kernelSize: [2, 2] }),
  () => dense.forward({ x: image, weight: zeros([10, 3]), bias: zeros([10]) }),
  () => dense.forward({ x: rows, weight: zeros([10]), bias: zeros([10]) }),
  () => dense.forward({ x: rows, weight: zeros([10, 4]), bias: zeros([10]) }),
  () => dense.forward({ x: rows, weight: zeros([10, 3]), bias: zeros([3]) }),
  () => dense.backward(rows, { x: rows, weight: zeros([10, 3]), bias: zeros([10]) }),
  () => relu.backward(zeros([3, 4]), { x: rows }),
  () => prelu.forward({ x: image, alpha: zeros([3]) }),
  () => prelu.forward({ x: image, alpha: zeros([1, 1]) }),
  () => batchNorm2d.forward({ ...norm, x: rows }),
  () => batchNorm2d.forward({ ...norm, weight: zeros([3]) }),
  () => batchNorm2d.forward({ ...norm, runningVariance: zeros([1, 1]) }),
  () => batchNorm2d.forward({ ...norm, x: zeros([1, 1, 1, 1]) }, { training: true }),
  () => batchNorm2d.forward(norm, { epsilon: 0 }),
  () => batchNorm2d.backward(rows, norm),
  () => dropout.forward({ x: rows }, { rate: 1 }),
  () => dropout.forward({ x: rows }, { rate: Number.NaN }),
  () => dropout.backward(undefined, { x: rows }, { rate: 0.5 }),
  () => dropout.backward(rows, { x: rows }, { rate: -0.5 }),
  () => layerOutputShape({ kind: 'dropout', name: 'd', rate: 2 }, [3]),
  () => batchNorm2d.layer.parameters!({}, [3]),
  () => parametersOf({ kind: 'batchNorm2d', name: 'b', epsilon: -1 }, [1, 2, 2]),
  () => flatten.forward({ x: zeros([3]) }),
  () => softmax.forward({ x: zeros([]) }),
  () => softmax.forward({ x: zeros([2, 0]) }),
  () => softmaxCrossEntropy.forward({ logits: zeros([0, 3]), target: zeros([0, 3]) }),
  () => softmaxCrossEntropy.forward({ logits: image, target: rows }),
  () => softmaxCrossEntropy.forward({ logits: rows, target: zeros([3, 4]) }),
  () => softmaxCrossEntropy.forward({ logits: rows, target: rows }),
  () => softmaxCrossEntropy.backward(rows, { logits: rows, target: oneHot([0, 1, 2, 0], 3) }),
  () => oneHot([0, 10], 10),
  () => oneHot([1.5], 10),
  () => meanSquaredError.forward({ prediction: rows, target: zeros([3, 4]) }),
  () => meanSquaredError.forward({ prediction: zeros([0, 2]), target: zeros([0, 2]) }),
  // Empty axes.
  () => maxPool2d.forward({ x: thin }, { kernelSize: [2, 2], padding: [1, 0] }),
  () => avgPool2d.forward({ x: thin }, { kernelSize: [2, 2], padding: [1, 0] }),
  () => conv2d.forward({ ...conv, x: zeros([1, 1, 2, 0]) }, { padding: [2, 2] }),
  () => conv2d.forward({ ...conv, x: zeros([1, 0, 9, 9]), weight: zeros([16, 0, 5, 5]) }),
  () => conv2d.forward({ ...conv, weight: zeros([0, 1, 5, 5]), bias: zeros([0]) }),
  () => dense.forward({ x: zeros([4, 0]), weight: zeros([2, 0]), bias: zeros([2]) }),
  () => dense.forward({ x: rows, weight: zeros([0, 3]), bias: zeros([0]) }),
  () => batchNorm2d.forward({ ...norm, x: zeros([1, 1, 0, 4]) }),
  () => flatten.forward({ x: thin }),
  () => softmax.forward({ x: zeros([2, 0, 3]) }),
  () => softmaxCrossEntropy.forward({ logits: zeros([2, 0]), target: zeros([2]) }),
  () => prelu.forward({ x: zeros([2, 3, 0]), alpha: one }),
  () => relu.forward({ x: zeros([2, 0]) }),
  () => poolSizes('maxPool2d', [1, 1, 0, 2], { kernelSize: [2, 2], padding: [1, 0] }),
  // Numbers where pairs belong, and what no attribute is.
  () => maxPool2d.forward({ x: image }, { kernelSize: 2 as never }),
  () => avgPool2d.forward({ x: image }, { kernelSize: [2] as never }),
  () => conv2d.forward(conv, { stride: 1 as never }),
  () => conv2d.forward(conv, { padding: '1' as never }),
  () => conv2d.forward(conv, { padding: [, 1] as never }),
  () => conv2d.forward(conv, { dilation: [2, 2] } as never),
  () => conv2d.forward(conv, { groups: 1 } as never),
  () => maxPool2d.forward({ x: image }, { kernelSize: [2, 2], ceilMode: true } as never),
  () => relu.forward({ x: rows }, { alpha: 0.1 }),
  () => softmaxCrossEntropy.forward({ logits: rows, target: one }, { labelSmoothing: 0.1 }),
  () => avgPool2d.forward({ x: image }, { kernelSize: [2, 2], countIncludePad: 'no' as never }),
  () => meanSquaredError.forward({ prediction: rows, target: rows }, { reduction: 'sum' as never }),
  () => prelu.forward({ x: zeros([3]), alpha: zeros([3]) }),
  () => relu.forward({ x: { shape: [2, 2], data: new Float64Array(3) } }),
  () => relu.forward({ x: null as never }),
  () => dense.forward({ x: rows, weight: [[1, 2, 3]] as never, bias: one }),
  () => dense.forward({ x: rows } as never),
  () => dense.backward(rows, { x: rows, weight: rows } as never),
  () => dense.forward({ x: rows, wieght: rows, bias: one } as never),
  () => softmaxCrossEntropy.forward({ logits: rows } as never),
  () => zeroPad(image, 1 as never),
  () => zeroPad(rows, [1, 1]),
  // Numbers out of range.
  () => batchNorm2d.forward(norm, { epsilon: Number.NaN }),
  () => batchNorm2d.forward(norm, { momentum: 1.5 }),
  () => dropout.forward({ x: rows }, { seed: 0.5 }),
  () => oneHot([1], 3, 3),
  () => oneHot([1], 3, -0.1),
  () => oneHot([1], 0),
  () => oneHot([], 2.5),
  () => oneHot([-1], 3),
  () => softmaxCrossEntropy.forward({ logits: row, target: tensor([1, 3], [2, -1, 0]) }),
  () =>
    softmaxCrossEntropy.backward(undefined, { logits: row, target: tensor([1, 3], [-1, 1, 1]) }),
  () => softmaxCrossEntropy.forward({ logits: row, target: tensor([1, 3], [0, Number.NaN, 1]) }),
  () => softmaxCrossEntropy.forward({ logits: row, target: tensor([1], [3]) }),
];

test('every message says what is wrong and which shapes were given', () => {
  expect(wrongCalls.map(messageOf)).toMatchInlineSnapshot(`
    [
      "conv2d: x must have 4 axes [N, C, H, W] but has 2; x [28, 28]",
      "conv2d: weight has 3 input channels but x has 1; x [8, 1, 28, 28], weight [16, 3, 5, 5]",
      "conv2d: weight must have 4 axes [D, C, kH, kW] but has 2; weight [5, 5]",
      "conv2d: bias has 4 entries but weight has 16 output channels; weight [16, 1, 5, 5], bias [4]",
      "conv2d: bias must have 1 axis [D] but has 2; bias [16, 1]",
      "conv2d: the kernel is larger than the padded input; x [8, 1, 28, 28], kernelSize [29, 3], padding [0, 0]",
      "conv2d: weight has an empty axis; weight [16, 1, 0, 3]",
      "conv2d: stride must be two whole numbers >= 1; stride [0, 1]",
      "conv2d: stride must be two whole numbers >= 1; stride [1.5, 1]",
      "conv2d: padding must be two whole numbers >= 0; padding [-1, 0]",
      "conv2d: dy is missing; y [8, 16, 24, 24]",
      "conv2d: dy must have the shape of y; dy [8, 1, 28, 28], y [8, 16, 24, 24]",
      "maxPool2d: kernelSize is missing; x [8, 1, 28, 28]",
      "maxPool2d: x must have 4 axes [N, C, H, W] but has 2; x [4, 3]",
      "maxPool2d: padding must not be more than half of kernelSize; kernelSize [2, 2], padding [2, 0]",
      "maxPool2d: the kernel is larger than the padded input; x [8, 1, 28, 28], kernelSize [30, 2], padding [0, 0]",
      "maxPool2d: dy must have the shape of y; dy [8, 1, 28, 28], y [8, 1, 14, 14]",
      "avgPool2d: kernelSize must be two whole numbers >= 1; kernelSize [2, 0]",
      "avgPool2d: dy must have the shape of y; dy [8, 1, 28, 28], y [8, 1, 14, 14]",
      "dense: x must have 2 axes [N, in] but has 4; x [8, 1, 28, 28]",
      "dense: weight must have 2 axes [out, in] but has 1; weight [10]",
      "dense: weight takes 4 inputs but x has 3; x [4, 3], weight [10, 4]",
      "dense: bias has 3 entries but weight has 10 outputs; weight [10, 3], bias [3]",
      "dense: dy must have the shape of y; dy [4, 3], y [4, 10]",
      "relu: dy must have the shape of y; dy [3, 4], y [4, 3]",
      "prelu: alpha has 3 slopes but x has 1 channels; x [8, 1, 28, 28], alpha [3]",
      "prelu: alpha must have 1 axis [1 or C] but has 2; alpha [1, 1]",
      "batchNorm2d: x must have 4 axes [N, C, H, W] but has 2; x [4, 3]",
      "batchNorm2d: weight has 3 entries but x has 1 channels; x [8, 1, 28, 28], weight [3]",
      "batchNorm2d: runningVariance must have 1 axis [C] but has 2; runningVariance [1, 1]",
      "batchNorm2d: training needs more than one value in each channel; x [1, 1, 1, 1]",
      "batchNorm2d: epsilon must be a number > 0, not 0",
      "batchNorm2d: dy must have the shape of y; dy [4, 3], y [8, 1, 28, 28]",
      "dropout: rate must be in [0, 1), not 1",
      "dropout: rate must be in [0, 1), not NaN",
      "dropout: dy is missing; y [4, 3]",
      "dropout: rate must be in [0, 1), not -0.5",
      "dropout: rate must be in [0, 1), not 2",
      "batchNorm2d: x must have 4 axes [N, C, H, W] but has 2; x [1, 3]",
      "batchNorm2d: epsilon must be a number > 0, not -1",
      "flatten: x must have at least 2 axes; x [3]",
      "softmax: the last axis of x is missing or empty; x []",
      "softmax: x has an empty axis; x [2, 0]",
      "softmaxCrossEntropy: logits has no examples; logits [0, 3]",
      "softmaxCrossEntropy: logits must have 2 axes [N, K] but has 4; logits [8, 1, 28, 28]",
      "softmaxCrossEntropy: target must have the shape of logits; target [3, 4], logits [4, 3]",
      "softmaxCrossEntropy: row 0 of target sums to 0, not to 1; target [4, 3]",
      "softmaxCrossEntropy: dy must have 0 axes [] but has 2; dy [4, 3]",
      "oneHot: label of row 1 must be a whole number from 0 to 9, not 10; y [2, 10]",
      "oneHot: label of row 0 must be a whole number from 0 to 9, not 1.5; y [1, 10]",
      "meanSquaredError: target must have the shape of prediction; target [3, 4], prediction [4, 3]",
      "meanSquaredError: prediction is empty; prediction [0, 2]",
      "maxPool2d: x has an empty axis; x [1, 1, 0, 2]",
      "avgPool2d: x has an empty axis; x [1, 1, 0, 2]",
      "conv2d: x has an empty axis; x [1, 1, 2, 0]",
      "conv2d: x has an empty axis; x [1, 0, 9, 9]",
      "conv2d: weight is empty along D; weight [0, 1, 5, 5]",
      "dense: x has an empty axis; x [4, 0]",
      "dense: weight is empty along out; weight [0, 3]",
      "batchNorm2d: x has an empty axis; x [1, 1, 0, 4]",
      "flatten: x has an empty axis; x [1, 1, 0, 2]",
      "softmax: x has an empty axis; x [2, 0, 3]",
      "softmaxCrossEntropy: logits has an empty axis; logits [2, 0]",
      "prelu: x has an empty axis; x [2, 3, 0]",
      "relu: x has an empty axis; x [2, 0]",
      "maxPool2d: x is empty along H; x [1, 1, 0, 2]",
      "maxPool2d: kernelSize must be two whole numbers >= 1; kernelSize 2",
      "avgPool2d: kernelSize must be two whole numbers >= 1; kernelSize [2]",
      "conv2d: stride must be two whole numbers >= 1; stride 1",
      "conv2d: padding must be two whole numbers >= 0; padding "1"",
      "conv2d: padding must be two whole numbers >= 0; padding [nothing, 1]",
      "conv2d: there is no attribute dilation, those there are: outChannels, kernelSize, stride, padding, initializer",
      "conv2d: there is no attribute groups, those there are: outChannels, kernelSize, stride, padding, initializer",
      "maxPool2d: there is no attribute ceilMode, those there are: kernelSize, stride, padding",
      "relu: there is no attribute alpha",
      "softmaxCrossEntropy: there is no attribute labelSmoothing",
      "avgPool2d: countIncludePad must be one of true, false, not "no"",
      "meanSquaredError: reduction must be one of "mean", "batchmean", not "sum"",
      "prelu: x has no channels, so alpha must be one slope; x [3], alpha [3]",
      "relu: x has 3 numbers; x [2, 2]",
      "relu: x must be a tensor, not null",
      "dense: weight must be a tensor, not [[1, 2, 3]]",
      "dense: weight must be a tensor, not nothing",
      "dense: bias must be a tensor, not nothing",
      "dense: there is no input wieght, those there are: x, weight, bias",
      "softmaxCrossEntropy: target must be a tensor, not nothing",
      "zeroPad: padding must be two whole numbers >= 0; padding 1",
      "zeroPad: x must have 4 axes [N, C, H, W] but has 2; x [4, 3]",
      "batchNorm2d: epsilon must be a number > 0, not NaN",
      "batchNorm2d: momentum must be in [0, 1], not 1.5",
      "dropout: seed must be a whole number, not 0.5",
      "oneHot: smoothing must be in [0, 1], not 3",
      "oneHot: smoothing must be in [0, 1], not -0.1",
      "oneHot: K must be a whole number >= 1, not 0",
      "oneHot: K must be a whole number >= 1, not 2.5",
      "oneHot: label of row 0 must be a whole number from 0 to 2, not -1; y [1, 3]",
      "softmaxCrossEntropy: target of row 0, class 0, must be in [0, 1], not 2; target [1, 3]",
      "softmaxCrossEntropy: target of row 0, class 0, must be in [0, 1], not -1; target [1, 3]",
      "softmaxCrossEntropy: target of row 0, class 1, must be in [0, 1], not NaN; target [1, 3]",
      "oneHot: label of row 0 must be a whole number from 0 to 2, not 3; y [1, 3]",
    ]
  `);
});

test('a batch of no examples goes through every layer, to an output of none', () => {
  const x = zeros([0, 1, 6, 6]);
  const flat = zeros([0, 3]);
  const kernel = { weight: zeros([2, 1, 3, 3]), bias: zeros([2]) };
  const full = { weight: zeros([2, 3]), bias: zeros([2]) };
  const shapes = [
    conv2d.forward({ x, ...kernel }),
    maxPool2d.forward({ x }, { kernelSize: [2, 2] }),
    avgPool2d.forward({ x }, { kernelSize: [2, 2] }),
    batchNorm2d.forward({ ...norm, x }),
    flatten.forward({ x }),
    dense.forward({ x: flat, ...full }),
    relu.forward({ x: flat }),
    softmax.forward({ x: flat }),
  ].map(({ shape }) => shape);
  expect(shapes).toEqual([
    ...[
      [0, 2, 4, 4],
      [0, 1, 3, 3],
      [0, 1, 3, 3],
      [0, 1, 6, 6],
    ],
    ...[
      [0, 36],
      [0, 2],
      [0, 3],
      [0, 3],
    ],
  ]);
  const { weight, bias } = conv2d.backward(zeros([0, 2, 4, 4]), { x, ...kernel });
  expect([...weight.data, ...bias.data].every((gradient) => gradient === 0)).toBe(true);
});
