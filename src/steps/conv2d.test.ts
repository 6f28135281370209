import * as tellings from './operations.ts';
import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { conv2d } from '#engine/ops/conv2d.ts';
import type { Pair } from '#engine/tensor.ts';
import { complaintsAbout } from './invariants.ts';
import { operationTrace } from './operation-trace.ts';
import { differences, differenceTolerance, distance, inner, randomTensor } from './testing.ts';

interface Case {
  N: number;
  C: number;
  D: number;
  size: Pair;
  kernelSize: Pair;
  stride: Pair;
  padding: Pair;
}

function runOf({ N, C, D, size, kernelSize, stride, padding }: Case) {
  const inputs = {
    x: randomTensor([N, C, ...size], 1),
    weight: randomTensor([D, C, ...kernelSize], 2),
    bias: randomTensor([D], 3),
  };
  const attrs = { stride, padding };
  const dy = randomTensor(conv2d.forward(inputs, attrs).shape, 4);
  return { inputs, attrs, dy };
}

const pair = (min: number, max: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
const cases = fc
  .record({
    N: fc.integer({ min: 1, max: 2 }),
    C: fc.integer({ min: 1, max: 2 }),
    D: fc.integer({ min: 1, max: 3 }),
    size: pair(1, 5),
    kernelSize: pair(1, 3),
    stride: pair(1, 4),
    padding: pair(0, 2),
  })
  .filter(({ size, kernelSize, padding }) =>
    [0, 1].every((axis) => kernelSize[axis] <= size[axis] + 2 * padding[axis]),
  );
const edges: Case[] = [
  { N: 1, C: 1, D: 1, size: [1, 1], kernelSize: [1, 1], stride: [1, 1], padding: [0, 0] },
  { N: 1, C: 1, D: 1, size: [5, 5], kernelSize: [2, 2], stride: [3, 3], padding: [0, 0] },
  { N: 2, C: 2, D: 3, size: [4, 3], kernelSize: [3, 2], stride: [2, 1], padding: [1, 0] },
  { N: 1, C: 1, D: 2, size: [1, 1], kernelSize: [3, 3], stride: [1, 1], padding: [2, 2] },
];
const examples = edges.map((edge): [Case] => [edge]);

test('every trace of conv2d keeps the invariants', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const run = runOf(one);
      const gather = operationTrace(conv2d, run, tellings.conv2d.forward, tellings.conv2d.backward);
      expect(complaintsAbout(gather)).toEqual([]);
      expect(complaintsAbout(operationTrace(conv2d, run, tellings.conv2d.scatter))).toEqual([]);
    }),
    { numRuns: 25, seed: 1, examples },
  );
});

test('gather, scatter and central differences give one gradient', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { inputs, attrs, dy } = runOf(one);
      const gradients = conv2d.backward(dy, inputs, attrs);
      const loss = () => inner(conv2d.forward(inputs, attrs), dy);
      for (const name of ['x', 'weight', 'bias'] as const)
        expect(distance(gradients[name].data, differences(loss, inputs[name]))).toBeLessThan(
          differenceTolerance,
        );
    }),
    { numRuns: 10, seed: 1, examples },
  );
});

test('the gather form reads dy through the rotated kernel, with zeros around and between', () => {
  const run = runOf({
    ...{ N: 1, C: 1, D: 1, size: [5, 5], kernelSize: [3, 3] },
    ...{ stride: [2, 2], padding: [0, 0] },
  });
  const trace = operationTrace(conv2d, run, tellings.conv2d.backward);
  const step = trace.at(trace.indexOf({ tensor: 'dx', index: [0, 0, 1, 2] })!);
  if (step.kind !== 'sum') throw new Error('dx is a sum');
  const grid = step.terms.map(
    ({ factors: [dy, weight] }) =>
      `${dy.ref.index.slice(2)}${dy.virtual === undefined ? '' : ` ${dy.virtual}`} × ${weight.ref.index.slice(2)}`,
  );
  expect(grid).toMatchInlineSnapshot(`
    [
      "-0.5,0 padding × 2,2",
      "-0.5,0.5 padding × 2,1",
      "-0.5,1 padding × 2,0",
      "0,0 × 1,2",
      "0,0.5 inserted × 1,1",
      "0,1 × 1,0",
      "0.5,0 inserted × 0,2",
      "0.5,0.5 inserted × 0,1",
      "0.5,1 inserted × 0,0",
    ]
  `);
});

test('a scattered cell is finished by the last window that covers it', () => {
  const run = runOf(edges[1]);
  const trace = operationTrace(conv2d, run, tellings.conv2d.scatter);
  expect(trace.indexOf({ tensor: 'dx', index: [0, 0, 2, 2] })).toBeUndefined();
  expect(trace.indexOf({ tensor: 'dx', index: [0, 0, 3, 4] })).toBe(3);
  expect(trace.at(3).id).toBe('conv2d.scatter.dx[0,0,1,1]');
});
