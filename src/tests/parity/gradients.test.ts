import { beforeAll, describe, expect, test } from 'vitest';
import { buildKernels } from '../../../scripts/kernels.ts';
import { kernelBackends } from './backends.ts';
import { batchOf, exactGradients, networks, planFor, relativeError } from './cases.ts';

/**
 * Relative L2 distance of one parameter's gradient in float32 from float64. Sums of a few thousand float32 products in
 * any order are off by some 1e-7 to 1.3e-6 (measured); a wrong index or a missing term by 1e-2 and more.
 */
const gradientTolerance = 1e-5;
/** The loss is a mean of float64 logs of float32 logits. */
const lossTolerance = 1e-6;

beforeAll(buildKernels, 60_000);

describe.each(Object.entries(networks))('gradients of %s', (_, network) => {
  test.each([
    { rows: 128, shifted: false, labelSmoothing: 0 },
    { rows: 1, shifted: false, labelSmoothing: 0 },
    { rows: 37, shifted: true, labelSmoothing: 0.1 },
  ])(
    'of $rows rows (shifted: $shifted, smoothing $labelSmoothing) equal float64',
    async ({ rows, shifted, labelSmoothing }) => {
      const plan = planFor(network, { labelSmoothing, pixelDivisor: 225 });
      const batch = batchOf(rows, shifted);
      const expected = exactGradients(plan, batch);
      for (const name of ['relaxed SIMD', 'SIMD']) {
        const backend = await kernelBackends[name](plan);
        const { loss, gradients } = await backend.gradients(batch);
        expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(lossTolerance);
        expect(Object.keys(gradients).sort()).toEqual(Object.keys(expected.gradients).sort());
        for (const [parameter, gradient] of Object.entries(expected.gradients)) {
          expect(gradients[parameter].shape).toEqual(gradient.shape);
          const error = relativeError(gradients[parameter], gradient);
          expect(error, `${name}: ${parameter}`).toBeLessThan(gradientTolerance);
        }
      }
    },
  );
});
