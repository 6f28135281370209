import * as tellings from './operations.ts';
import { expect, test } from 'vitest';
import { conv2d, maxPool2d, relu, softmaxCrossEntropy, oneHot } from '#engine/index.ts';
import { mistakes } from '#engine/ops/mistakes/index.ts';
import type { Operation } from '#engine/operation.ts';
import { tensor } from '#engine/tensor.ts';
import { complaintsAbout } from './invariants.ts';
import { callOf, operationTrace } from './operation-trace.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Step, SumStep, Trace } from './step.ts';
import { randomTensor } from './testing.ts';
import { composeTrace } from './trace.ts';

const inputs = {
  x: randomTensor([2, 2, 4, 4], 1),
  weight: randomTensor([3, 2, 3, 3], 2),
  bias: randomTensor([3], 3),
};
const attrs = { padding: [1, 1], stride: [1, 1] };
const dy = randomTensor([2, 3, 4, 4], 4);
const run = { inputs, attrs, dy };

const good = operationTrace(conv2d, run, tellings.conv2d.forward, tellings.conv2d.backward);

/** The same trace but for one step in every seven, spoilt by `change`. */
const spoilt = (trace: Trace, change: (step: Step, position: number) => Step): Trace => ({
  ...trace,
  at: (position) => {
    const step = trace.at(position);
    return position % 7 === 3 ? change(step, position) : step;
  },
});
const asSum = (step: Step): SumStep => {
  if (step.kind !== 'sum') throw new Error('a convolution is made of sums');
  return step;
};

test('a right trace gives no cause for complaint', () => {
  expect(complaintsAbout(good)).toEqual([]);
  expect(complaintsAbout(operationTrace(conv2d, run, tellings.conv2d.scatter))).toEqual([]);
});

let calls = 0;
const wrongTraces: [string, Trace, RegExp][] = [
  [
    'leaves a term out',
    spoilt(good, (step) => ({ ...asSum(step), terms: asSum(step).terms.slice(1) })),
    /but its operands give/,
  ],
  [
    'writes another cell',
    spoilt(good, (step) => ({ ...step, writes: good.at(0).writes })),
    /a second time/,
  ],
  [
    'has a wrong indexOf',
    { ...good, indexOf: (ref) => (good.indexOf(ref) ?? 0) + 1 },
    /does not write it/,
  ],
  [
    'loses a step by its id',
    { ...good, positionOf: () => undefined },
    /is not found again by its id/,
  ],
  [
    'remembers what was asked before',
    spoilt(good, (step) => ({ ...step, id: `${step.id.slice(0, -1)},${calls++}]` })),
    /is another when it is asked for again/,
  ],
  [
    'reads a cell with another value',
    spoilt(good, (step) => ({
      ...step,
      reads: step.reads.map((read) => ({ ...read, value: read.value + 1 })),
    })),
    /reads .* as .* but it is/,
  ],
  ['forgets a reader', { ...good, readers: () => [] }, /is missing among the readers/],
];

test.each(wrongTraces)('a trace that %s is found out', (_what, trace, complaint) => {
  expect(complaintsAbout(trace).join('\n')).toMatch(complaint);
});

const cases: Record<string, [Operation<any, any, any>, object, (call: Call) => StageSteps[]]> = {
  conv2d: [conv2d, run, tellings.conv2d.backward],
  maxPool2d: [
    maxPool2d,
    {
      inputs: { x: tensor([1, 1, 2, 2], [1, 1, 0, 1]) },
      attrs: { kernelSize: [2, 2] },
      dy: tensor([1, 1, 1, 1], [2]),
    },
    tellings.maxPool2d.backward,
  ],
  relu: [
    relu,
    { inputs: { x: tensor([3], [1, -1, 0]) }, dy: tensor([3], [1, 2, 3]) },
    tellings.relu.backward,
  ],
  softmaxCrossEntropy: [
    softmaxCrossEntropy,
    {
      inputs: { logits: randomTensor([3, 4], 1), target: oneHot([0, 1, 3], 4) },
      dy: tensor([], [1]),
      output: 'loss',
    },
    tellings.softmaxCrossEntropy.backward,
  ],
};

test.each(mistakes.map((one): [string, typeof one] => [one.id, one]))(
  'an operation with the mistake %s is found out by the trace of the right one',
  (_id, { operation }) => {
    const [right, ownRun, tell] = cases[operation.name];
    const traceOf = (one: typeof right): Trace =>
      composeTrace(tell(callOf(one, ownRun as typeof run)));
    expect(complaintsAbout(traceOf(right))).toEqual([]);
    expect(complaintsAbout(traceOf(operation)).join('\n')).toMatch(/but its operands give/);
  },
);
