import * as tellings from './operations.ts';
import { expect, test } from 'vitest';
import { relu } from '#engine/index.ts';
import { tensor } from '#engine/tensor.ts';
import { callOf, operationTrace } from './operation-trace.ts';
import { composeTrace } from './trace.ts';

const x = tensor([2, 2], [1, -2, 0, 3]);
const run = { inputs: { x }, dy: tensor([2, 2], [1, 1, 1, 1]) };
const trace = operationTrace(relu, run, tellings.relu.forward, tellings.relu.backward);

test('trace.at(position) refuses what is no position', () => {
  for (const position of [-1, 8, 0.5, Number.NaN])
    expect(() => trace.at(position)).toThrow(`trace: no step ${position}; there are 8`);
});

test('trace.indexOf(ref) is undefined for inputs, strangers and cells outside', () => {
  for (const ref of [
    { tensor: 'x', index: [0, 0] },
    { tensor: 'z', index: [0, 0] },
    { tensor: 'y', index: [0, 2] },
    { tensor: 'y', index: [0] },
    { tensor: 'y', index: [-1, 0] },
  ])
    expect(trace.indexOf(ref)).toBeUndefined();
  expect(trace.indexOf({ tensor: 'dx', index: [1, 1] })).toBe(7);
});

test('trace.stages cover all steps without a gap, and stageAt finds each', () => {
  expect(trace.stages.map(({ id, start, end, writes }) => [id, start, end, writes])).toEqual([
    ['relu.forward.y', 0, 4, 'y'],
    ['relu.backward.dx', 4, 8, 'dx'],
  ]);
  expect([0, 3, 4, 7].map((position) => trace.stageAt(position).id)).toEqual([
    'relu.forward.y',
    'relu.forward.y',
    'relu.backward.dx',
    'relu.backward.dx',
  ]);
});

test('trace.tensors say what each tensor is, and what it is the gradient of', () => {
  expect(trace.tensors).toEqual([
    { name: 'x', shape: [2, 2], role: 'input' },
    { name: 'dy', shape: [2, 2], role: 'gradient', gradientOf: 'y' },
    { name: 'y', shape: [2, 2], role: 'activation' },
    { name: 'dx', shape: [2, 2], role: 'gradient', gradientOf: 'x' },
  ]);
});

test('composeTrace(stages) refuses two stages that write one tensor', () => {
  const call = callOf(relu, run);
  expect(() =>
    composeTrace([...tellings.relu.forward(call), ...tellings.relu.forward(call)]),
  ).toThrow('trace: two stages have one id or write one tensor');
});

test('composeTrace(stages) refuses two tensors of one name', () => {
  const one = callOf(relu, run);
  const other = callOf(relu, { inputs: { x: tensor([2, 2], [9, 9, 9, 9]) }, dy: run.dy });
  expect(() =>
    composeTrace([...tellings.relu.forward(one), ...tellings.relu.backward(other)]),
  ).toThrow('trace: two tensors are called x');
});
