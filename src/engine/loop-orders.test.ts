/** What the engine lists twice, in two orders of loops, gives the same numbers: to the bit where the sums are the same. */
import { describe, expect, test } from 'vitest';
import { fc } from '#tests/property.ts';
import {
  avgPool2d,
  conv2d,
  crossEntropyGradientInChunks,
  dense,
  maxPool2d,
  oneHot,
  softmaxCrossEntropy,
} from './index.ts';
import { gatherAvgPool2d, scatterAvgPool2d } from './ops/avg-pool2d.ts';
import {
  forwardOverImage,
  gatherInputGradient,
  scatterInputGradient,
} from './ops/conv2d-orders.ts';
import { denseInputGradient, denseWeightGradient } from './ops/dense.ts';
import { gatherMaxPool2d, scatterMaxPool2d } from './ops/max-pool2d.ts';
import { mulberry32, normal12 } from './random.ts';
import { sizeOf, tensor, type Pair, type Tensor } from './tensor.ts';

const draw = (shape: readonly number[], seed: number, isFloat32: boolean): Tensor => {
  const random = mulberry32(seed);
  const numbers = Float64Array.from({ length: sizeOf(shape) }, () => normal12(random));
  return tensor(shape, isFloat32 ? Float32Array.from(numbers) : numbers);
};
const extent = (min: number, max: number) => fc.integer({ min, max });
const pair = (min: number, max: number) => fc.tuple(extent(min, max), extent(min, max));
const settings = fc
  .record({
    N: extent(1, 2),
    C: extent(1, 3),
    D: extent(1, 3),
    size: pair(3, 7),
    kernelSize: pair(1, 3),
    stride: pair(1, 3),
    padding: pair(0, 1),
    seed: extent(1, 1000),
    isFloat32: fc.boolean(),
  })
  .filter(({ kernelSize, padding }) =>
    padding.every((extent, axis) => 2 * extent <= kernelSize[axis]),
  );

describe('two orders of loops, one result', () => {
  test('conv2d: over the kernel, as it runs, and over the image; gather and scatter', () => {
    fc.assert(
      fc.property(settings, ({ N, C, D, size, kernelSize, stride, padding, seed, isFloat32 }) => {
        const inputs = {
          x: draw([N, C, ...size], seed, isFloat32),
          weight: draw([D, C, ...kernelSize], seed + 1, isFloat32),
          bias: draw([D], seed + 2, isFloat32),
        };
        const attrs = { stride, padding };
        const y = conv2d.forward(inputs, attrs);
        expect(forwardOverImage(inputs, attrs)).toEqual(y);
        const dy = draw(y.shape, seed + 3, isFloat32);
        const spec = { outChannels: D, kernelSize, ...attrs };
        const { x: dx, ...others } = conv2d.backward(dy, inputs, attrs);
        expect(gatherInputGradient(dy, inputs, attrs)).toEqual(dx);
        expect(scatterInputGradient(dy, inputs, attrs)).toEqual(dx);
        expect(conv2d.layer.parameterGradients!(dy, inputs, spec)).toEqual(others);
      }),
    );
  });

  test('dense: sum by sum, and both gradients in one walk', () => {
    fc.assert(
      fc.property(settings, ({ N, C, D, seed, isFloat32 }) => {
        const inputs = {
          x: draw([N, C], seed, isFloat32),
          weight: draw([D, C], seed + 1, isFloat32),
          bias: draw([D], seed + 2, isFloat32),
        };
        const dy = draw([N, D], seed + 3, isFloat32);
        const { x, weight } = dense.backward(dy, inputs);
        expect(denseInputGradient(dy, inputs)).toEqual(x);
        expect(denseWeightGradient(dy, inputs)).toEqual(weight);
      }),
    );
  });

  const pools = [
    [maxPool2d, gatherMaxPool2d, scatterMaxPool2d],
    [avgPool2d, gatherAvgPool2d, scatterAvgPool2d],
  ] as const;
  test.each(pools)('$name: gather and scatter', (pool, gather, scatter) => {
    fc.assert(
      fc.property(settings, ({ N, C, size, kernelSize, stride, padding, seed, isFloat32 }) => {
        const x = draw([N, C, ...size], seed, isFloat32);
        const attrs = { kernelSize: kernelSize as Pair, stride, padding };
        const dy = draw(pool.forward({ x }, attrs).shape, seed + 1, isFloat32);
        const dx = gather(dy, { x }, attrs);
        expect(scatter(dy, { x }, attrs)).toEqual(dx);
        expect(pool.backward(dy, { x }, attrs).x).toEqual(dx);
      }),
    );
  });

  test('softmax cross-entropy: the short way and the long way, but for rounding', () => {
    const inputs = { logits: draw([4, 5], 1, false), target: oneHot([0, 3, 4, 3], 5) };
    const short = softmaxCrossEntropy.backward(undefined, inputs).logits.data;
    const long = crossEntropyGradientInChunks(undefined, inputs).data;
    // A handful of sums and products of numbers below 1, each rounded at 2^-53.
    const rounding = 1e-15;
    long.forEach((value, at) => expect(Math.abs(value - short[at])).toBeLessThan(rounding));
  });
});

describe('a number that is none stays seen, whatever it meets', () => {
  test('dense: NaN times 0 is NaN', () => {
    const inputs = {
      x: tensor([1, 2], [0, 1]),
      weight: tensor([1, 2], [NaN, 2]),
      bias: tensor([1], [0]),
    };
    expect(dense.forward(inputs).data).toEqual(Float64Array.of(NaN));
    const { x, weight } = dense.backward(tensor([1, 1], [0]), inputs);
    expect([...x.data]).toEqual([NaN, 0]);
    expect([...weight.data]).toEqual([0, 0]);
  });

  test('conv2d: an infinite weight on a zero gives NaN, forward and back', () => {
    const inputs = {
      x: tensor([1, 1, 1, 2], [0, 1]),
      weight: tensor([1, 1, 1, 1], [-Infinity]),
      bias: tensor([1], [0]),
    };
    expect([...conv2d.forward(inputs).data]).toEqual([NaN, -Infinity]);
    const { x } = conv2d.backward(tensor([1, 1, 1, 2], [0, 1]), inputs);
    expect([...x.data]).toEqual([NaN, -Infinity]);
  });
});
