import { expect, test } from 'vitest';
import { conv2d } from '#engine/ops/conv2d.ts';
import { maxPool2d } from '#engine/ops/max-pool2d.ts';
import { tensor, zeros, type Tensor } from '#engine/tensor.ts';
import { conv2d as convolution, maxPool2d as pooling } from '#steps/operations.ts';
import { operationTrace } from '#steps/operation-trace.ts';
import type { Trace } from '#steps/step.ts';
import { boxOf, windowsOf } from './window.ts';

const counted = (shape: readonly number[]): Tensor =>
  tensor(
    shape,
    Float64Array.from(zeros(shape).data, (_, k) => k + 1),
  );

/** Two input channels and two kernels on 5 × 5; dx is written by gather, or by scatter. */
function convolved(
  attrs: { stride?: [number, number]; padding?: [number, number] },
  ...tell: Parameters<typeof operationTrace>[2][]
): Trace {
  const inputs = { x: counted([1, 2, 5, 5]), weight: counted([2, 2, 3, 3]), bias: counted([2]) };
  const dy = counted(conv2d.forward(inputs, attrs).shape);
  return operationTrace(conv2d, { inputs, attrs, dy }, ...tell);
}

/** The windows of the step `id`, by their tensors, as `[from] [to]`. */
function told(trace: Trace, id: string) {
  const windows = windowsOf(trace.at(trace.positionOf(id)!), trace);
  return Object.fromEntries(
    windows.map(({ tensor: name, from, to }) => [name, `[${from.join()}] [${to.join()}]`]),
  );
}

test('a sum frames its window through all channels, padding included, and the kernel that lies on it', () => {
  const trace = convolved({ padding: [1, 1] }, convolution.forward);
  expect(told(trace, 'conv2d.forward.y[0,1,0,0]')).toEqual({
    weight: '[1,0,0,0] [1,1,2,2]',
    x: '[0,0,-1,-1] [0,1,1,1]',
  });
});

test('each cell of a window meets the weight that it is multiplied by, the result is at the other end', () => {
  const trace = convolved({ padding: [1, 1] }, convolution.forward);
  const step = trace.at(trace.positionOf('conv2d.forward.y[0,1,2,2]')!);
  const window = windowsOf(step, trace).find(({ tensor: name }) => name === 'x')!;
  if (step.kind !== 'sum') throw new Error(step.kind);
  expect(window.ghosts!.size).toBe(step.terms.length);
  for (const { factors } of step.terms) {
    const [weight, x] = factors;
    expect(window.ghosts!.get(x!.ref.index.join(','))).toBe(weight!.value);
  }
  expect(window.ghostRole).toBe('weight');
  expect(window.joins).toEqual({ tensor: 'y', index: [0, 1, 2, 2] });
});

test('going back, the kernel lies on dy where it is gathered, on dx where it is stamped, and dy lies on x for a weight', () => {
  const gathered = convolved({}, convolution.backward);
  const stamped = convolved({}, convolution.scatter);
  const laid = (trace: Trace, id: string) => {
    const step = trace.at(trace.positionOf(id)!);
    const on = windowsOf(step, trace).find(({ ghosts }) => ghosts);
    return [on?.tensor, on?.ghostRole, on?.pass, on?.joins?.tensor];
  };
  expect(laid(gathered, 'conv2d.backward.dx[0,0,2,2]')).toEqual(['dy', 'weight', 'gradient', 'dx']);
  expect(laid(stamped, 'conv2d.scatter.dx[0,1,1,1]')).toEqual(['dx', 'weight', 'gradient', 'dy']);
  expect(laid(gathered, 'conv2d.backward.dWeight[1,0,2,2]')).toEqual([
    'x',
    'gradient',
    'gradient',
    'dWeight',
  ]);
});

test('a gather reads zeros between the cells too and so has a window; the pixels under a stride leave gaps and have none', () => {
  const trace = convolved({ stride: [2, 2] }, convolution.backward);
  expect(told(trace, 'conv2d.backward.dx[0,0,2,2]')['dy']).toBe('[0,0,0,0] [0,1,1,1]');
  expect(told(trace, 'conv2d.backward.dWeight[0,0,0,0]')['x']).toBeUndefined();
});

test('a maximum frames its candidates', () => {
  const run = { inputs: { x: counted([1, 1, 4, 4]) }, attrs: { kernelSize: [2, 2] } };
  const trace = operationTrace(maxPool2d, run, pooling.forward);
  expect(told(trace, trace.at(3).id)).toEqual({ x: '[0,0,2,2] [0,0,3,3]' });
});

test('a box is full, has no gaps, no cell twice, and more than one', () => {
  expect(boxOf([[0], [1], [2]])).toEqual({ from: [0], to: [2] });
  expect(boxOf([[3]])).toBeUndefined();
  expect(boxOf([[0], [2]])).toBeUndefined();
  expect(boxOf([[0], [0], [1]])).toBeUndefined();
  const corner = [
    [0, 0],
    [0, 1],
    [1, 0],
  ];
  expect(boxOf(corner)).toBeUndefined();
  expect(boxOf([...corner, [1, 1]])).toEqual({ from: [0, 0], to: [1, 1] });
});
