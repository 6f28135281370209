/** A number that is lost stays seen: 0 · NaN and 0 · ∞ are NaN, so nothing may be skipped for being 0. */
import { describe, expect, test } from 'vitest';
import { conv2d, dense, softmaxCrossEntropy } from '#engine/index.ts';
import type { Operation } from '#engine/operation.ts';
import * as operations from '#engine/operations.ts';
import { forwardOverImage, gatherInputGradient } from '#engine/ops/conv2d-orders.ts';
import { tensor, zeros, type Tensor } from '#engine/tensor.ts';
import { makeSample } from './operation-samples.ts';

const all = Object.entries<Operation<any, any, any>>(operations);
const sizes = { seed: 5, N: 2, C: 2, D: 3, H: 4, W: 4 };
const windows = { kernelSize: [2, 2], stride: [1, 1], padding: [0, 0] } as const;

const holdsNaN = ({ data }: Tensor): boolean => data.some(Number.isNaN);

/** Zeros, and NaN in the one cell. */
function lostAt({ shape }: Tensor, cell: number): Tensor {
  const lost = zeros(shape);
  lost.data[cell] = NaN;
  return lost;
}

describe.each(all)('%s', (name, operation) => {
  const { inputs, attrs } = makeSample(name, { ...sizes, ...windows });
  const atRest = 'training' in attrs ? { ...attrs, training: false } : attrs;

  test('gives NaN for a NaN in any input, though all else is 0', () => {
    // A target that is NaN is refused, and one that is 0 is no probability.
    for (const [part, given] of Object.entries(inputs).filter(([part]) => part !== 'target'))
      for (let cell = 0; cell < given.data.length; cell++) {
        const others = Object.fromEntries(
          Object.entries(inputs).map(([key, one]) => [
            key,
            key === 'target' ? one : zeros(one.shape),
          ]),
        );
        const y = operation.forward({ ...others, [part]: lostAt(given, cell) }, atRest);
        expect(holdsNaN(y), `${part} ${cell}`).toBe(true);
      }
  });
});

test('x = [0, 1] and w = [NaN, 2] make NaN', () => {
  const inputs = { x: tensor([1, 2], [0, 1]), weight: tensor([1, 2], [NaN, 2]), bias: zeros([1]) };
  expect(dense.forward(inputs).data[0]).toBeNaN();
});

describe.each(['conv2d', 'dense'] as const)('the gradients of %s', (name) => {
  const { inputs, attrs } = makeSample(name, { ...sizes, ...windows });
  const operation: Operation<any, any, any> = operations[name];
  const nothing = Object.fromEntries(
    Object.entries(inputs).map(([part, { shape }]) => [part, zeros(shape)]),
  );
  const dy = zeros(operation.forward(inputs, attrs).shape);

  test('are NaN where a product of theirs is, though its other factor is 0', () => {
    const fromUpstream = operation.backward(lostAt(dy, 0), nothing, attrs);
    for (const part of ['x', 'weight', 'bias']) expect(holdsNaN(fromUpstream[part])).toBe(true);
    const fromX = operation.backward(dy, { ...nothing, x: lostAt(inputs['x'], 0) }, attrs);
    expect(holdsNaN(fromX.weight)).toBe(true);
    const lostWeight = { ...nothing, weight: lostAt(inputs['weight'], 0) };
    expect(holdsNaN(operation.backward(dy, lostWeight, attrs).x)).toBe(true);
  });
});

test('the other orders of a convolution’s loops skip nothing either', () => {
  const inputs = { x: zeros([1, 1, 3, 3]), weight: tensor([1, 1, 1, 1], [NaN]), bias: zeros([1]) };
  expect(forwardOverImage(inputs).data.every(Number.isNaN)).toBe(true);
  const dx = gatherInputGradient(
    conv2d.forward({ ...inputs, weight: zeros([1, 1, 1, 1]) }),
    inputs,
  );
  expect(dx.data.every(Number.isNaN)).toBe(true);
});

describe('a logit of −∞ in softmaxCrossEntropy', () => {
  const logits = tensor([1, 3], [1, -Infinity, 2]);

  test('costs nothing where only another class is asked for', () => {
    const loss = softmaxCrossEntropy.forward({ logits, target: tensor([1], [2]) }).data[0];
    expect(loss).toBeCloseTo(Math.log1p(Math.exp(-1)), 15);
  });

  test('is 0 · ∞ where every class is weighed, and ∞ where it is the label', () => {
    const row = softmaxCrossEntropy.forward({ logits, target: tensor([1, 3], [0, 0, 1]) });
    expect(row.data[0]).toBeNaN();
    const label = softmaxCrossEntropy.forward({ logits, target: tensor([1], [1]) });
    expect(label.data[0]).toBe(Infinity);
  });
});
