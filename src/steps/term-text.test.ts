import * as tellings from './operations.ts';
import { expect, test } from 'vitest';
import { conv2d, maxPool2d, relu } from '#engine/index.ts';
import { tensor } from '#engine/tensor.ts';
import { termsOf } from './detail.ts';
import { operationTrace } from './operation-trace.ts';
import type { Step } from './step.ts';
import { toTermText } from './term-text.ts';
import { toText } from './text.ts';

const convolution = {
  inputs: {
    x: tensor([1, 1, 1, 3], [1, 2, 3]),
    weight: tensor([1, 1, 1, 3], [1, -1, 0.5]),
    bias: tensor([1], [0.1]),
  },
  attrs: { padding: [0, 1] },
  dy: tensor([1, 1, 1, 3], [1, 2, 0]),
};
const pooling = {
  inputs: { x: tensor([1, 1, 1, 3], [1, 4, 2]) },
  attrs: { kernelSize: [1, 2], stride: [1, 1] },
  dy: tensor([1, 1, 1, 2], [0.5, 0.25]),
};
const allTerms = (step: Step): string =>
  Array.from({ length: countOf(step) }, (_, term) => toTermText(step, term, 'en')).join('\n');
const countOf = (step: Step): number => {
  if (step.kind === 'apply') return 1;
  return termsOf(step).length + (step.kind === 'sum' && step.bias !== undefined ? 1 : 0);
};

test('toTermText(step, term) says a sum product by product', () => {
  expect(allTerms(operationTrace(conv2d, convolution, tellings.conv2d.forward).at(0)))
    .toMatchInlineSnapshot(`
      "1 of 4: weight[0,0,0,0]·x[0,0,0,-1] adds 0, for x[0,0,0,-1] lies outside x; 0.00 so far.
      2 of 4: weight[0,0,0,1]·x[0,0,0,0] = (−1.00)·1.00 = −1.00; −1.00 so far.
      3 of 4: weight[0,0,0,2]·x[0,0,0,1] = 0.50·2.00 = 1.00; 0.00 so far.
      4 of 4: bias[0] = 0.10; 0.10 so far."
    `);
});

test('toTermText(step, term) says a gradient that is gathered, and one that is stamped', () => {
  const gather = operationTrace(conv2d, convolution, tellings.conv2d.backward);
  expect(allTerms(gather.at(gather.length - 2))).toMatchInlineSnapshot(`
    "1 of 3: dy[0,0,0,0]·weight[0,0,0,2] = 1.00·0.50 = 0.50; 0.50 so far.
    2 of 3: dy[0,0,0,1]·weight[0,0,0,1] = 2.00·(−1.00) = −2.00; −1.50 so far.
    3 of 3: dy[0,0,0,2]·weight[0,0,0,0] = 0.00·1.00 = 0.00; −1.50 so far."
  `);
  expect(allTerms(operationTrace(conv2d, convolution, tellings.conv2d.scatter).at(1)))
    .toMatchInlineSnapshot(`
    "1 of 3: dx[0,0,0,0] becomes −1.00 + 2.00·1.00 = 1.00.
    2 of 3: dx[0,0,0,1] becomes 0.50 + 2.00·(−1.00) = −1.50.
    3 of 3: dx[0,0,0,2] becomes 0.00 + 2.00·0.50 = 1.00."
  `);
});

test('toTermText(step, term) says who is the largest so far, and what arrives', () => {
  const trace = operationTrace(
    maxPool2d,
    pooling,
    tellings.maxPool2d.forward,
    tellings.maxPool2d.backward,
  );
  expect(allTerms(trace.at(0))).toMatchInlineSnapshot(`
    "1 of 2: x[0,0,0,0] = 1.00; the largest so far is x[0,0,0,0] with 1.00.
    2 of 2: x[0,0,0,1] = 4.00; the largest so far is x[0,0,0,1] with 4.00."
  `);
  expect(allTerms(trace.at(3))).toMatchInlineSnapshot(`
    "1 of 2: dy[0,0,0,0] = 0.50; 0.50 so far.
    2 of 2: dy[0,0,0,1] = 0.25; 0.75 so far."
  `);
});

test('toTermText(step, term) tells a function whole, in Chinese too', () => {
  const run = { inputs: { x: tensor([1], [-2]) }, dy: tensor([1], [3]) };
  const step = operationTrace(relu, run, tellings.relu.backward).at(0);
  expect(allTerms(step)).toBe(toText(step, 'en'));
  expect(toTermText(step, 0, 'zh-cn')).toBe(toText(step, 'zh-cn'));
});

test('toTermText(step, term) refuses a term that is not there', () => {
  const step = operationTrace(conv2d, convolution, tellings.conv2d.forward).at(0);
  expect(() => toTermText(step, 4, 'en')).toThrow('conv2d.forward.y[0,0,0,0] has 4 terms, no 4');
});
