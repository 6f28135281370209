/** Compares a backend with the readable engine on one batch: the check that readers can start themselves. */
import type { Backend, Batch, Parameters } from '#engine/backend.ts';
import type { FloatArray } from '#engine/tensor.ts';

export interface ParameterCheck {
  readonly name: string;
  readonly shape: readonly number[];
  /** ‖gradient − reference‖ / ‖reference‖, 0 where both are 0 throughout. */
  readonly relativeError: number;
}

export interface BackendCheck {
  readonly backend: string;
  readonly reference: string;
  readonly images: number;
  readonly loss: number;
  readonly referenceLoss: number;
  readonly parameters: readonly ParameterCheck[];
  readonly tolerance: number;
  readonly passed: boolean;
}

/**
 * What two float32 backends that add in different orders may differ by. Measured differences of right kernels lie
 * between 1e-7 and 2e-6; a wrong one is off by 1e-2 and more.
 */
export const gradientTolerance = 1e-4;

/** Asks both for the gradients of the same batch; their parameters must be the same. Changes neither. */
export async function checkBackend(
  backend: Backend,
  reference: Backend,
  batch: Batch,
): Promise<BackendCheck> {
  const found = await backend.gradients(batch);
  const expected = await reference.gradients(batch);
  const parameters = compare(found.gradients, expected.gradients);
  const lossError = Math.abs(found.loss - expected.loss) / Math.max(Math.abs(expected.loss), 1);
  const passed =
    lossError <= gradientTolerance &&
    parameters.every(({ relativeError }) => relativeError <= gradientTolerance);
  return {
    backend: backend.name,
    reference: reference.name,
    images: batch.indices.length,
    loss: found.loss,
    referenceLoss: expected.loss,
    parameters,
    tolerance: gradientTolerance,
    passed,
  };
}

function compare(found: Parameters, expected: Parameters): ParameterCheck[] {
  return Object.entries(expected).map(([name, { shape, data }]) => ({
    name,
    shape,
    relativeError: relativeError(found[name].data, data),
  }));
}

function relativeError(found: FloatArray, expected: FloatArray): number {
  let difference = 0;
  let norm = 0;
  for (let k = 0; k < expected.length; k++) {
    difference += (found[k] - expected[k]) ** 2;
    norm += expected[k] ** 2;
  }
  if (norm === 0) return difference === 0 ? 0 : Infinity;
  return Math.sqrt(difference / norm);
}
