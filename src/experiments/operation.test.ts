/** Any operation can be asked, in a few lines: here one with a kink, one with windows, one with weights. */
import * as tellings from '#steps/operations.ts';
import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { dense, maxPool2d, relu } from '#engine/index.ts';
import { tensor } from '#engine/tensor.ts';
import { checkInput } from './gradient-check.ts';
import { createOperation, plane, type Sample } from './operation.ts';

const sample = (id: string, inputs: Sample['inputs']): Sample => ({
  id,
  title: { en: id, 'zh-cn': id },
  inputs,
});

const createRelu = () =>
  createOperation({
    operation: relu,
    choices: {
      x: [sample('mixed', { x: plane('1 -2', '3 0') }), sample('row', { x: plane('5 6 7') })],
    },
    upstream: [1, 2, 3],
    tell: (call) => [...tellings.relu.forward(call), ...tellings.relu.backward(call)],
  });

test('an operation is run on the chosen example; dy takes its shape from y', () => {
  const { trace, choose, chosen, error } = createRelu();
  expect(Array.from(trace.value.valuesAt('dx')!.data)).toEqual([1, 0, 3, 0]);
  choose('x', 'row');
  expect(chosen.value).toEqual({ x: 'row' });
  expect(trace.value.valuesAt('dy')!.shape).toEqual([1, 1, 1, 3]);
  expect(error.value).toBeUndefined();
  expect(() => choose('x', 'none')).toThrow(RangeError);
});

test('an edited number is one thing to undo, and gone with its example', () => {
  const { trace, edit, undo, choose } = createRelu();
  const y = () => trace.value.valuesAt('y')!.data;
  edit({ tensor: 'x', index: [0, 0, 0, 1] }, 4);
  expect(y()[1]).toBe(4);
  undo();
  expect(y()[1]).toBe(0);
  edit({ tensor: 'dy', index: [0, 0, 1, 1] }, 4);
  choose('x', 'row');
  choose('x', 'mixed');
  expect(trace.value.valuesAt('dy')!.data[3]).toBe(1);
});

test('checkInput(operation, run, part, judgement) holds the gradient in the trace against finite differences', () => {
  const { run } = createOperation({
    operation: dense,
    choices: {
      x: [sample('x', { x: tensor([1, 2], [1, -2]) })],
      weights: [
        sample('w', { weight: tensor([2, 2], [1, 2, 3, 4]), bias: tensor([2], [0.5, -0.5]) }),
      ],
    },
    upstream: [1, -1],
    tell: (call) => [...tellings.dense.forward(call), ...tellings.dense.backward(call)],
  });
  for (const part of ['x', 'weight', 'bias'])
    expect(
      checkInput(dense, run.value, part, { wrongFrom: 1e-7, offBy: 'distance' }),
    ).toMatchObject({
      wrong: 0,
      kinks: 0,
      worst: undefined,
    });
});

test('what the engine refuses is told, and the last good run stays; an edit outside is passed over', () => {
  const size = signal(2);
  const { trace, error, edit } = createOperation({
    operation: maxPool2d,
    choices: { x: [sample('x', { x: plane('1 2 3', '4 5 6', '7 8 9') })] },
    attrs: () => ({ kernelSize: [size.value, size.value], stride: [1, 1] }),
    tell: tellings.maxPool2d.forward,
  });
  edit({ tensor: 'x', index: [0, 0, 3, 3] }, 100);
  const good = trace.value;
  expect(Array.from(good.valuesAt('y')!.data)).toEqual([5, 6, 8, 9]);
  size.value = 4;
  expect(error.value).toContain('maxPool2d: ');
  expect(trace.value).toBe(good);
});
