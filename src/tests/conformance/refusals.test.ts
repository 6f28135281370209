/**
 * What an operation cannot do it refuses with a ShapeError whose sentence stands on its own: whatever is wrong with the
 * call, and for operations that are still to come.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError } from '#engine/errors.ts';
import { Network } from '#engine/network.ts';
import type { Operation } from '#engine/operation.ts';
import * as operations from '#engine/operations.ts';
import type { Tensor } from '#engine/tensor.ts';
import { zeros } from '#engine/tensor.ts';
import { cases } from './cases.ts';
import { makeSample } from './operation-samples.ts';

type AnyOperation = Operation<any, any, any>;

const all = Object.entries<AnyOperation>(operations);
const sizes = { seed: 5, N: 2, C: 2, D: 3, H: 5, W: 4 };
const windows = { kernelSize: [2, 2], stride: [1, 1], padding: [0, 0] } as const;

describe.each(all)('%s', (name, operation) => {
  const { inputs, attrs } = makeSample(name, { ...sizes, ...windows });
  const dy = operation.forward(inputs, attrs);

  test('refuses an attribute that it does not know, by its name', () => {
    const more = { ...attrs, dilution: 1 };
    expect(() => operation.forward(inputs, more)).toThrow(/^\w+: there is no attribute dilution\b/);
    expect(() => operation.backward(dy, inputs, more)).toThrow(ShapeError);
  });

  test('refuses every number among its attributes where it is NaN', () => {
    for (const [attribute, value] of Object.entries(attrs))
      if (typeof value === 'number')
        expect(() => operation.forward(inputs, { ...attrs, [attribute]: NaN })).toThrow(
          new RegExp(`^\\w+: ${attribute} must be .*, not NaN$`),
        );
  });

  test('refuses an input that is empty along any axis but the first', () => {
    for (const [part, { shape }] of Object.entries(inputs))
      for (let axis = 1; axis < shape.length; axis++) {
        const empty = zeros(shape.map((extent, at) => (at === axis ? 0 : extent)));
        expect(() => operation.forward({ ...inputs, [part]: empty }, attrs)).toThrow(ShapeError);
      }
  });
});

/** What is written where a sentence was made of something that is not there. NaN is given to none of these calls. */
const leak = /undefined|NaN|\[object/;
/** Random, but the same ones each time. */
const random = { seed: 7, numRuns: 400 };

/** Runs it; what it throws must be a ShapeError, with a sentence of its own. */
function expectSentence(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ShapeError);
    expect((error as ShapeError).message).not.toMatch(leak);
  }
}

const shape = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 });
/** Values as they may come from JSON, and holes. */
const anything = fc.oneof(
  fc.constantFrom(undefined, null, true, '2', 'mean', {}, [], [2], [undefined, 1], [1, 1, 1]),
  fc.integer({ min: -2, max: 5 }),
  fc.double({ noNaN: true }),
  fc.tuple(fc.integer({ min: -1, max: 4 }), fc.integer({ min: -1, max: 4 })),
);
const attributeNames = [...new Set(cases.flatMap(({ attrs }) => Object.keys(attrs))), 'dilation'];
const anyAttributes = fc.dictionary(fc.constantFrom(...attributeNames), anything, { maxKeys: 3 });

test.each(all)('whatever %s is called with, its errors are sentences', (name, operation) => {
  const { inputs, attrs } = makeSample(name, { ...sizes, ...windows });
  const parts = Object.keys(inputs);
  fc.assert(
    fc.property(
      fc.array(fc.option(shape), { minLength: parts.length, maxLength: parts.length }),
      anyAttributes,
      fc.boolean(),
      shape,
      (shapes, others, isBackward, dyShape) => {
        const wrong: Record<string, Tensor> = { ...inputs };
        for (const [at, part] of parts.entries()) {
          const other = shapes[at];
          if (other) wrong[part] = zeros(other);
        }
        const told = { ...attrs, ...others };
        expectSentence(() =>
          isBackward
            ? operation.backward(zeros(dyShape), wrong, told)
            : operation.forward(wrong, told),
        );
      },
    ),
    random,
  );
});

test('whatever a network is described by, its errors are sentences', () => {
  const kinds = Object.keys(operations);
  const layer = fc.record(
    {
      kind: fc.oneof(fc.constantFrom(...kinds), anything),
      name: fc.oneof(fc.constantFrom('a', 'b', 'c'), anything),
      kernelSize: anything,
      outChannels: anything,
      outFeatures: anything,
      padding: anything,
      rate: anything,
      alpha: anything,
    },
    { requiredKeys: [] },
  );
  const spec = fc.oneof(
    anything,
    fc.record(
      {
        inputShape: fc.oneof(anything, fc.tuple(...[1, 2, 3].map(() => fc.integer({ max: 6 })))),
        layers: fc.oneof(anything, fc.array(fc.oneof(layer, anything), { maxLength: 3 })),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(spec, (json) => expectSentence(() => new Network(json as never))),
    { ...random, numRuns: 3000 },
  );
});
