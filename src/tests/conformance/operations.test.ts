import { describe, expect, test } from 'vitest';
import type { LayerSpec } from '#engine/architecture.ts';
import {
  batchNorm2d,
  crossEntropyPerExample,
  maxPool2dWinners,
  softmaxCrossEntropy,
} from '#engine/index.ts';
import { operationOf } from '#engine/layers.ts';
import * as operations from '#engine/operations.ts';
import { sizeOf, tensor, type FloatArray } from '#engine/tensor.ts';
import { randomTensor } from '#steps/testing.ts';
import { goldenNames, readGoldens, toTensor } from '#tests/goldens/goldens.ts';
import { cases } from './cases.ts';
import { implementations } from './implementations.ts';
import { firstDifference, float64Tolerance } from './tolerance.ts';

/** Goldens that are no operation's. */
const goldensOfOthers = ['optimizers', 'prng'];

describe.each(implementations)('$name', (implementation) => {
  for (const testCase of cases) {
    const { operation, title, inputs, attrs, dy, y, gradients } = testCase;
    const reason = implementation.skips?.(testCase);
    test.skipIf(reason)(`${operation}: ${title}${reason ? ` (${reason})` : ''}`, () => {
      const before = structuredClone(inputs);
      const actual = implementation.forward(operation, inputs, attrs);
      expect(firstDifference(actual, y, implementation.tolerance)).toBeUndefined();

      const actualGradients = implementation.backward(operation, dy, inputs, attrs);
      expect(Object.keys(gradients).length).toBeGreaterThan(0);
      for (const [name, expected] of Object.entries(gradients)) {
        const difference = firstDifference(
          actualGradients[name],
          expected,
          implementation.tolerance,
        );
        expect(difference, `gradient of ${name}`).toBeUndefined();
      }
      expect(inputs, 'inputs must stay as they were').toEqual(before);
    });
  }
});

test('the table has every golden of every operation', () => {
  const counted = Map.groupBy(cases, ({ operation }) => operation);
  expect(Object.keys(operations).filter((name) => !counted.has(name))).toEqual([]);
  const goldens = goldenNames().filter((name) => !goldensOfOthers.includes(name));
  expect(goldens.length).toBe(counted.size);
  expect(goldens.flatMap((name) => readGoldens(name)).length).toBe(cases.length);
  for (const [name, own] of counted) expect(own.length, name).toBeGreaterThanOrEqual(3);
});

test.each(cases.filter(({ attrs, state }) => attrs['training'] && Object.keys(state).length > 0))(
  '$operation remembers: $title',
  ({ operation, inputs, attrs, state }) => {
    const { layer } = operationOf({ kind: operation as LayerSpec['kind'] });
    const next = layer.renew!(inputs, attrs);
    expect(Object.keys(next)).toEqual(Object.keys(state));
    for (const [name, expected] of Object.entries(state))
      expect(firstDifference(next[name], expected, float64Tolerance), name).toBeUndefined();
  },
);

/** torch folds mean and weight into one factor and one summand and is off by 2e-12 here, so that no golden tells. */
test('batchNorm2d loses no digit of a channel that is far from 0 and narrow', () => {
  // Multiples of 1/65536, sixteen of them: mean and variance are exact.
  const { data } = randomTensor([2, 1, 2, 4], 3);
  const near = data.map((value) => Math.round(value * 1024) / 65536);
  const one = tensor([1], [1]);
  const held = { weight: one, bias: one, runningMean: one, runningVariance: one };
  const normalised = (values: FloatArray) =>
    batchNorm2d.forward({ x: tensor([2, 1, 2, 4], values), ...held }, { training: true });
  expect(normalised(near.map((value) => value + 100))).toEqual(normalised(near));
});

describe('maxPool2dWinners', () => {
  test.each(readGoldens('maxpool2d'))('$name', ({ inputs, attrs, outputs }) => {
    const x = toTensor(inputs['x']);
    const plane = sizeOf(x.shape.slice(2));
    const winners = maxPool2dWinners({ x }, { ...attrs, kernelSize: attrs['kernel'] as [2, 2] });
    // The golden counts within a plane, the engine within the whole tensor.
    expect([...winners].map((winner) => winner % plane)).toEqual(outputs['index'].data);
  });
});

describe('softmaxCrossEntropy', () => {
  const goldens = readGoldens('softmax_cross_entropy');

  test.each(goldens)('gives the loss of each example: $name', ({ inputs, outputs }) => {
    const losses = crossEntropyPerExample({
      logits: toTensor(inputs['logits']),
      target: toTensor(inputs['onehot']),
    });
    const expected = toTensor(outputs['per_sample']);
    expect(firstDifference(losses, expected, float64Tolerance)).toBeUndefined();
  });

  test.each(goldens.filter(({ inputs }) => inputs['labels']))(
    'takes class indices as it takes one-hot rows: $name',
    ({ inputs }) => {
      const logits = toTensor(inputs['logits']);
      const byRow = { logits, target: toTensor(inputs['onehot']) };
      const byIndex = { logits, target: toTensor(inputs['labels']) };
      expect(softmaxCrossEntropy.forward(byIndex)).toEqual(softmaxCrossEntropy.forward(byRow));
      expect(softmaxCrossEntropy.backward(undefined, byIndex)).toEqual(
        softmaxCrossEntropy.backward(undefined, byRow),
      );
    },
  );

  test('dy scales the gradient', () => {
    const inputs = { logits: tensor([1, 3], [1, 2, 3]), target: tensor([1], [0]) };
    const once = softmaxCrossEntropy.backward(undefined, inputs).logits.data;
    const thrice = softmaxCrossEntropy.backward(tensor([], [3]), inputs).logits.data;
    thrice.forEach((value, at) => expect(value).toBeCloseTo(3 * once[at], 15));
  });
});
