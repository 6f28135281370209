import { fc } from '#tests/property.ts';
import { describe, expect, test } from 'vitest';
import { checkGradient } from '#engine/gradient-check.ts';
import { kinkSides } from '#engine/setting.ts';
import * as engine from '#engine/index.ts';
import * as operations from '#engine/operations.ts';
import { conv2d, maxPool2d } from '#engine/index.ts';
import type { LayerOf, Operation } from '#engine/operation.ts';
import { mulberry32 } from '#engine/random.ts';
import type { Pair, Tensor } from '#engine/tensor.ts';
import { tensor } from '#engine/tensor.ts';
import type { NamedTensors } from './implementations.ts';
import type { SampleSizes } from './operation-samples.ts';
import { makeSample, normal } from './operation-samples.ts';

/**
 * Central differences with h = 2^-17 are good to about h² = 6e-11 of a third derivative, and to round-off of
 * 3e-11 · |L|, which the gradient check's floor keeps under 3e-8 of the gradient.
 */
const gradientTolerance = 1e-7;

/** Random shapes tried for each operation; the edge cases come on top. */
const runs = 40;

type AnyOperation = Operation<NamedTensors, object, NamedTensors> & {
  readonly layer?: LayerOf<object>;
};

const operationNames = Object.keys(operations);
const operationOf = (name: string) => (operations as unknown as Record<string, AnyOperation>)[name];

/** Checks all gradients of one sample of an operation, for a random upstream gradient. */
function worstErrors(
  name: string,
  sizes: SampleSizes,
  operation = operationOf(name),
): Record<string, number> {
  const { inputs, attrs, constants = [] } = makeSample(name, sizes);
  const dy = normal(operation.forward(inputs, attrs).shape, mulberry32(sizes.seed + 1));
  const gradients = operation.backward(dy, inputs, attrs);
  const loss = () => weightedSum(operation.forward(inputs, attrs), dy);
  const side = () => operation.layer?.kinks?.(inputs['x'], attrs);
  const worst: Record<string, number> = {};
  for (const input of Object.keys(inputs)) {
    if (constants.includes(input)) continue;
    const options = { sides: () => new Map([[name, side() ?? []]]) };
    const checked = checkGradient(loss, inputs[input], gradients[input], options);
    expect(checked.kinks, 'samples keep away from kinks').toBe(0);
    worst[input] = checked.worst;
  }
  return worst;
}

/**
 * Adds y·dy with Neumaier's compensation: the products may be much larger than their sum, and the round-off of a plain
 * sum would then be larger than what the tolerance allows to the quotient.
 */
function weightedSum(y: Tensor, dy: Tensor): number {
  let sum = 0;
  let lost = 0;
  for (let at = 0; at < y.data.length; at++) {
    const product = y.data[at] * dy.data[at];
    const next = sum + product;
    lost += Math.abs(sum) >= Math.abs(product) ? sum - next + product : product - next + sum;
    sum = next;
  }
  return sum + lost;
}

function expectAgreement(name: string, sizes: SampleSizes): void {
  for (const [input, error] of Object.entries(worstErrors(name, sizes)))
    expect(error, `gradient of ${input}`).toBeLessThanOrEqual(gradientTolerance);
}

const one: Pair = [1, 1];
const none: Pair = [0, 0];
const plain = { seed: 7, N: 2, C: 2, D: 3, H: 5, W: 6, stride: one, padding: none };

const edges: readonly (SampleSizes & { readonly title: string })[] = [
  { ...plain, title: 'everything 1', N: 1, C: 1, D: 1, H: 1, W: 1, kernelSize: one },
  { ...plain, title: 'a kernel of 1x1', kernelSize: one },
  { ...plain, title: 'a batch of 1', N: 1, kernelSize: [3, 3] },
  { ...plain, title: 'a stride larger than the kernel', kernelSize: [2, 2], stride: [3, 4] },
  { ...plain, title: 'a row and a column left over', kernelSize: [2, 3], stride: [2, 2] },
  { ...plain, title: 'a kernel as large as the input', kernelSize: [5, 6] },
  { ...plain, title: 'a kernel that needs the padding', H: 2, kernelSize: [4, 3], padding: [2, 1] },
  { ...plain, title: 'padding on one axis', kernelSize: [3, 2], padding: [1, 0] },
  { ...plain, title: 'overlap', kernelSize: [3, 3], stride: [2, 1] },
  { ...plain, title: 'one column', W: 1, kernelSize: [3, 1], padding: [1, 0] },
];

const kernelAxis = (size: number) =>
  fc.record({ kernel: fc.integer({ min: 1, max: size }), stride: fc.integer({ min: 1, max: 4 }) });

const anySizes: fc.Arbitrary<SampleSizes> = fc
  .record({
    H: fc.integer({ min: 1, max: 7 }),
    W: fc.integer({ min: 1, max: 7 }),
    N: fc.integer({ min: 1, max: 3 }),
    C: fc.integer({ min: 1, max: 3 }),
    D: fc.integer({ min: 1, max: 4 }),
    padding: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .chain(({ H, W, ...rest }) =>
    fc.tuple(kernelAxis(H), kernelAxis(W)).map(([down, right]): SampleSizes => {
      const kernelSize: Pair = [down.kernel, right.kernel];
      return { ...rest, H, W, kernelSize, stride: [down.stride, right.stride] };
    }),
  );

describe.each(operationNames)('%s agrees with finite differences', (name) => {
  test.each(edges)('$title', (sizes) => expectAgreement(name, sizes));

  test('random shapes', () => {
    fc.assert(
      fc.property(anySizes, (sizes) => expectAgreement(name, sizes)),
      { numRuns: runs },
    );
  });
});

describe('a wrong gradient fails the check', () => {
  const sizes: SampleSizes = { ...plain, kernelSize: [3, 3], padding: [1, 1] };
  /** Far above the tolerance: these mistakes are no matter of digits. */
  const plainlyWrong = 1e-2;

  const mistakes: readonly [title: string, operation: string, input: string, AnyOperation][] = [
    [
      'conv2d whose dx does not turn the kernel round',
      'conv2d',
      'x',
      altered('conv2d', ({ x, weight, bias }) => ({
        x,
        weight: { ...weight, data: weight.data.toReversed() },
        bias,
      })),
    ],
    [
      'dense whose dWeight is divided by the batch twice',
      'dense',
      'weight',
      { ...operationOf('dense'), backward: halved('dense', 'weight') },
    ],
    [
      'relu without its gate',
      'relu',
      'x',
      { ...operationOf('relu'), backward: (dy) => ({ x: dy! }) },
    ],
    [
      'softmax with the diagonal of its Jacobian alone',
      'softmax',
      'x',
      { ...operationOf('softmax'), backward: diagonalOnly },
    ],
  ];

  test.each(mistakes)('%s', (_, name, input, operation) => {
    const right = worstErrors(name, sizes)[input];
    const wrong = worstErrors(name, sizes, operation)[input];
    expect(right).toBeLessThanOrEqual(gradientTolerance);
    expect(wrong).toBeGreaterThan(plainlyWrong);
  });

  /** An operation whose backward pass sees other inputs than its forward pass. */
  function altered(name: string, change: (inputs: NamedTensors) => NamedTensors): AnyOperation {
    const right = operationOf(name);
    return {
      name,
      forward: (inputs, attrs) => right.forward(inputs, attrs),
      backward: (dy, inputs, attrs) => right.backward(dy, change(inputs), attrs),
    };
  }

  function halved(name: string, input: string): AnyOperation['backward'] {
    return (dy, inputs, attrs) => {
      const gradients = operationOf(name).backward(dy, inputs, attrs);
      const { shape, data } = gradients[input];
      return { ...gradients, [input]: { shape, data: data.map((value) => value / 2) } };
    };
  }

  function diagonalOnly(dy: Tensor | undefined, inputs: NamedTensors): NamedTensors {
    const p = operationOf('softmax').forward(inputs).data;
    return {
      x: { shape: dy!.shape, data: dy!.data.map((value, at) => value * p[at] * (1 - p[at])) },
    };
  }
});

describe('ties and kinks are flagged', () => {
  test('a pooling window of four equal numbers', () => {
    const x = tensor([1, 1, 2, 2], [1, 1, 1, 1]);
    const attrs = { kernelSize: [2, 2] as const };
    const dy = tensor([1, 1, 1, 1], [1]);
    const { x: dx } = maxPool2d.backward(dy, { x }, attrs);
    const loss = () => maxPool2d.forward({ x }, attrs).data[0];
    const sides = () =>
      new Map([['pool', kinkSides({ kind: 'maxPool2d', name: 'pool', ...attrs }, x)!]]);
    const { entries, kinks, worst } = checkGradient(loss, x, dx, { sides });
    expect([...dx.data]).toEqual([1, 0, 0, 0]);
    expect(entries.map(({ kink }) => kink)).toEqual([true, true, true, true]);
    expect({ kinks, worst }).toEqual({ kinks: 4, worst: 0 });
  });

  test('a ReLU at exactly 0, and only there', () => {
    const x = tensor([3], [-1, 0, 1]);
    const dy = tensor([3], [1, 1, 1]);
    const { x: dx } = engine.relu.backward(dy, { x });
    const loss = () => weightedSum(engine.relu.forward({ x }), dy);
    const sides = () => new Map([['relu', kinkSides({ kind: 'relu', name: 'relu' }, x)!]]);
    const { entries } = checkGradient(loss, x, dx, { sides });
    expect(entries.map(({ kink }) => kink)).toEqual([false, true, false]);
    expect(entries[1].quotient).toBeCloseTo(0.5, 10); // neither of its two slopes
  });
});

describe('parameterGradients', () => {
  test('of conv2d are those of backward, without x', () => {
    const { inputs, attrs } = makeSample('conv2d', { ...plain, kernelSize: [3, 2] });
    const dy = normal(operationOf('conv2d').forward(inputs, attrs).shape, mulberry32(1));
    const { x: _, ...expected } = operationOf('conv2d').backward(dy, inputs, attrs);
    const { parameterGradients } = (conv2d as unknown as AnyOperation).layer!;
    expect(parameterGradients!(dy, inputs, attrs)).toEqual(expected);
  });
});

describe('order of summation', () => {
  /** The header of conv2d.ts promises these orders to the step traces; numbers of 17 digits would show any other. */
  test.each(edges)('dx in gather form, over d, p, q, is dx to the bit: $title', (sizes) => {
    const { inputs, attrs } = makeSample('conv2d', sizes);
    const dy = normal(conv2d.forward(inputs as never, attrs).shape, mulberry32(3));
    const { x: dx } = conv2d.backward(dy, inputs as never, attrs);
    expect(gatherInputGradient(dy, inputs, sizes)).toEqual([...dx.data]);
  });

  function gatherInputGradient(
    dy: Tensor,
    { x, weight }: NamedTensors,
    { N, C, D, H, W, kernelSize: [kH, kW], stride: [sH, sW], padding: [pH, pW] }: SampleSizes,
  ): number[] {
    const [, , oH, oW] = dy.shape;
    const dx: number[] = [];
    for (let n = 0; n < N; n++)
      for (let c = 0; c < C; c++)
        for (let h = 0; h < H; h++)
          for (let w = 0; w < W; w++) {
            let sum = 0;
            for (let d = 0; d < D; d++)
              for (let p = 0; p < oH; p++)
                for (let q = 0; q < oW; q++) {
                  const i = h + pH - p * sH;
                  const j = w + pW - q * sW;
                  if (i < 0 || j < 0 || i >= kH || j >= kW) continue;
                  const g = dy.data[((n * D + d) * oH + p) * oW + q];
                  sum += g * weight.data[((d * C + c) * kH + i) * kW + j];
                }
            dx.push(sum);
          }
    expect(dx.length).toBe(x.data.length);
    return dx;
  }
});
