import * as tellings from './operations.ts';
import { expect, test } from 'vitest';
import { avgPool2d, conv2d, maxPool2d, relu } from '#engine/index.ts';
import { tensor } from '#engine/tensor.ts';
import { operationTrace } from './operation-trace.ts';
import { runningValue } from './running.ts';
import type { Step } from './step.ts';

const values = (step: Step, count: number) =>
  Array.from({ length: count }, (_, term) => runningValue(step, term));

test('a sum grows product by product, then by its bias, to the very result of the engine', () => {
  const inputs = {
    x: tensor([1, 1, 1, 3], [0.1, 0.2, 0.3]),
    weight: tensor([1, 1, 1, 3], [1, 2, 4]),
    bias: tensor([1], [0.5]),
  };
  const step = operationTrace(conv2d, { inputs }, tellings.conv2d.forward).at(0);
  const y = conv2d.forward(inputs).data[0];
  expect(values(step, 4)).toEqual([0.1, 0.1 + 0.4, 0.1 + 0.4 + 1.2, y]);
});

test('a mean is divided with its last number', () => {
  const run = { inputs: { x: tensor([1, 1, 1, 2], [1, 4]) }, attrs: { kernelSize: [1, 2] } };
  const step = operationTrace(avgPool2d, run, tellings.avgPool2d.forward).at(0);
  expect(values(step, 2)).toEqual([1, 2.5]);
});

test('a maximum is the largest so far, and nothing before a cell is met', () => {
  const run = {
    inputs: { x: tensor([1, 1, 1, 3], [-3, -1, -2]) },
    attrs: { kernelSize: [1, 3], stride: [1, 1], padding: [0, 1] },
  };
  const step = operationTrace(maxPool2d, run, tellings.maxPool2d.forward).at(0);
  expect(values(step, 3)).toEqual([undefined, -3, -1]);
});

test('a function has no half, and a stamp finishes a cell with every term', () => {
  const one = { inputs: { x: tensor([1], [2]) } };
  expect(runningValue(operationTrace(relu, one, tellings.relu.forward).at(0), 0)).toBeUndefined();
  const stamp = {
    inputs: {
      x: tensor([1, 1, 1, 1], [1]),
      weight: tensor([1, 1, 1, 1], [1]),
      bias: tensor([1], [0]),
    },
    dy: tensor([1, 1, 1, 1], [1]),
  };
  expect(
    runningValue(operationTrace(conv2d, stamp, tellings.conv2d.scatter).at(0), 0),
  ).toBeUndefined();
});
