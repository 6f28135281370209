import { describe, expect, it } from 'vitest';
import type { Backend, Parameters } from '#engine/backend.ts';
import { tensor } from '#engine/tensor.ts';
import { scriptedBackend } from '../testing/scripted-backend.ts';
import { checkBackend, gradientFloor, gradientTolerance } from './check.ts';

const giving = (loss: number, gradients: Parameters): Backend => ({
  ...scriptedBackend(),
  gradients: async () => ({ loss, gradients }),
});
const batch = { indices: Uint32Array.of(0, 1) };
const weight = (...values: number[]) => ({ weight: tensor([values.length], values) });

describe('checkBackend(backend, reference, batch)', () => {
  it('measures ‖gradient − reference‖ / ‖reference‖ for each parameter', async () => {
    const check = await checkBackend(giving(2, weight(3, 4.5)), giving(2, weight(3, 4)), batch);
    expect(check.parameters).toEqual([{ name: 'weight', shape: [2], size: 5, relativeError: 0.1 }]);
    expect(check).toMatchObject({ images: 2, passed: false, tolerance: gradientTolerance });
  });

  it('passes what differs by rounding', async () => {
    const check = await checkBackend(
      giving(2, weight(1, 1.000001)),
      giving(2, weight(1, 1)),
      batch,
    );
    expect(check.passed).toBe(true);
  });

  it('fails on the loss alone', async () => {
    const check = await checkBackend(giving(2.001, weight(1)), giving(2, weight(1)), batch);
    expect(check.passed).toBe(false);
  });

  it('takes two gradients of 0 as equal and anything else against 0 as wrong', async () => {
    const dead = await checkBackend(giving(2, weight(0, 0)), giving(2, weight(0, 0)), batch);
    expect(dead.passed).toBe(true);
    const wrong = await checkBackend(giving(2, weight(0, 1)), giving(2, weight(0, 0)), batch);
    expect(wrong.passed).toBe(false);
  });

  it('compares of a gradient below the floor no more than its rounding', async () => {
    const [size, rounding] = [gradientFloor / 1000, gradientFloor * gradientTolerance];
    const rounded = [giving(0, weight(size + rounding / 2)), giving(0, weight(size))] as const;
    expect((await checkBackend(...rounded, batch)).passed).toBe(true);
    const wrong = [giving(0, weight(size + rounding * 2)), giving(0, weight(size))] as const;
    expect((await checkBackend(...wrong, batch)).passed).toBe(false);
  });

  it('fails on NaN', async () => {
    const check = await checkBackend(giving(2, weight(NaN)), giving(2, weight(1)), batch);
    expect(check.passed).toBe(false);
  });
});
