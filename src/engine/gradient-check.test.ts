import { describe, expect, test } from 'vitest';
import type { NetworkSpec } from './architecture.ts';
import { centralDifference, defaultStep } from './central-difference.ts';
import { checkGradient, checkNetwork } from './gradient-check.ts';
import { oneHot } from './index.ts';
import { Network, initialParameters } from './network.ts';
import { tensor, zeros } from './tensor.ts';

/** Central differences with h = 2^-17 in float64; see the header of gradient-check.ts. */
const gradientTolerance = 1e-7;

describe('centralDifference(loss, data, at, step)', () => {
  test('is exact for a parabola and puts the number back', () => {
    const data = new Float64Array([3, 5]);
    const loss = () => data[0] ** 2 + 2 * data[1];
    expect(centralDifference(loss, data, 0, 0.5)).toEqual({
      plus: 22.25,
      minus: 16.25,
      quotient: 6,
    });
    expect([...data]).toEqual([3, 5]);
  });

  test('errs by the third derivative over six times the step squared', () => {
    const data = new Float64Array([2]);
    const loss = () => data[0] ** 3;
    expect(centralDifference(loss, data, 0, 0.125).quotient).toBe(12 + 0.125 ** 2);
  });
});

describe('checkGradient', () => {
  const point = tensor([2], [0.5, -0.25]);
  const loss = () => Math.exp(point.data[0]) * Math.cos(point.data[1]);
  const slope = [Math.exp(0.5) * Math.cos(-0.25), -Math.exp(0.5) * Math.sin(-0.25)];

  test('accepts the right gradient', () => {
    const { worst, kinks } = checkGradient(loss, point, tensor([2], slope));
    expect(worst).toBeLessThan(gradientTolerance);
    expect(kinks).toBe(0);
  });

  test('refuses one that is a thousandth off, and says where', () => {
    const { entries, worst } = checkGradient(
      loss,
      point,
      tensor([2], [slope[0], slope[1] * 1.001]),
    );
    expect(entries[0].relativeError).toBeLessThan(gradientTolerance);
    expect(entries[1].relativeError).toBeCloseTo(0.001, 5);
    expect(worst).toBe(entries[1].relativeError);
  });

  test('counts NaN as the worst error', () => {
    expect(checkGradient(loss, point, tensor([2], [NaN, slope[1]])).worst).toBeNaN();
  });

  test('checks chosen positions only', () => {
    const { entries } = checkGradient(loss, point, tensor([2], slope), { positions: [1] });
    expect(entries.map(({ at }) => at)).toEqual([1]);
  });

  test('leaves the point as it was', () => {
    checkGradient(loss, point, tensor([2], slope));
    expect([...point.data]).toEqual([0.5, -0.25]);
  });

  test('needs float64', () => {
    const single = zeros([1], new Float32Array());
    expect(() => checkGradient(() => 0, single, single)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gradientCheck: tensors must be float64; tensor [1]]`,
    );
  });

  test('needs a gradient of the same shape', () => {
    expect(() => checkGradient(loss, point, zeros([3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gradientCheck: gradient must have the shape of its tensor; gradient [3], its tensor [2]]`,
    );
  });
});

describe('checkNetwork', () => {
  const spec: NetworkSpec = {
    inputShape: [1, 4, 4],
    layers: [
      { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 3], padding: [1, 1] },
      { kind: 'maxPool2d', name: 'pool', kernelSize: [2, 2] },
      { kind: 'relu', name: 'relu' },
      { kind: 'flatten', name: 'flat' },
      { kind: 'dense', name: 'dense', outFeatures: 2 },
    ],
  };
  const network = new Network(spec);
  const parameters = initialParameters(spec, 1);
  const target = oneHot([1], 2);

  test('flags every pixel of a blank image: all windows are ties', () => {
    const { x } = checkNetwork({ network, parameters, x: zeros([1, 1, 4, 4]), target });
    expect(x.kinks).toBe(16);
  });

  test('moving a weight or a bias keeps the ties of a blank image, but not the ReLU at 0', () => {
    const checked = checkNetwork({ network, parameters, x: zeros([1, 1, 4, 4]), target });
    expect(checked['conv.weight'].kinks).toBe(0);
    expect(checked['conv.bias'].kinks).toBe(2);
    expect(checked['dense.weight'].worst).toBeLessThan(gradientTolerance);
  });

  test('finds a network whose gradient is wrong', () => {
    class Wrong extends Network {
      override backward(...args: Parameters<Network['backward']>) {
        const { parameters: gradients, activations } = super.backward(...args);
        const { shape, data } = gradients['conv.weight'];
        const transposed = { shape, data: data.toReversed() };
        return { parameters: { ...gradients, 'conv.weight': transposed }, activations };
      }
    }
    const x = tensor(
      [1, 1, 4, 4],
      Float64Array.from({ length: 16 }, (_, k) => Math.sin(3 * k)),
    );
    const wrong = checkNetwork({ network: new Wrong(spec), parameters, x, target });
    const right = checkNetwork({ network, parameters, x, target });
    expect(right['conv.weight'].worst).toBeLessThan(gradientTolerance);
    expect(wrong['conv.weight'].worst).toBeGreaterThan(0.01);
    expect(wrong['dense.weight'].worst).toBeLessThan(gradientTolerance);
  });

  test('a step can be chosen: a large one is less exact', () => {
    const x = tensor(
      [1, 1, 4, 4],
      Float64Array.from({ length: 16 }, (_, k) => Math.sin(3 * k)),
    );
    const worst = (step: number) =>
      checkNetwork({ network, parameters, x, target }, { step })['dense.weight'].worst;
    expect(worst(2 ** -4)).toBeGreaterThan(100 * worst(defaultStep));
  });
});
