/** Compares a backend with the readable engine on one batch: the check that readers can start themselves. */
import type { Backend, Batch, Parameters } from '#engine/backend.ts';
import type { FloatArray } from '#engine/tensor.ts';

export interface ParameterCheck {
  readonly name: string;
  readonly shape: readonly number[];
  /** ‖reference‖ */
  readonly size: number;
  /** ‖gradient − reference‖ / ‖reference‖; of a reference smaller than the floor, / floor. */
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
  readonly floor: number;
  readonly passed: boolean;
}

/**
 * What two float32 backends that add in different orders may differ by. Measured differences of right kernels lie
 * between 1e-7 and 2e-6; a wrong one is off by 1e-2 and more.
 */
export const gradientTolerance = 1e-4;

/**
 * Of a smaller gradient nothing but its rounding is compared. Every gradient is made of p − target, and float32 rounds a
 * p near 1 by up to 2^-25. Where the answers are sure, p − target is no larger than that: the gradients shrink without end
 * as the loss does, their differences stay where they are. Those were measured at up to 6e-7 in runs whose losses are
 * 0.0000 (three recipes, 1200 generated digits, 60 to 300 epochs), so 1e-4 of the floor leaves them room; the gradients
 * of a network that still learns have sizes of 0.05 to 10, and are held to their own.
 */
export const gradientFloor = 1e-2;

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
    floor: gradientFloor,
    passed,
  };
}

function compare(found: Parameters, expected: Parameters): ParameterCheck[] {
  return Object.entries(expected).map(([name, { shape, data }]) => ({
    name,
    shape,
    ...compareNumbers(found[name].data, data),
  }));
}

function compareNumbers(
  found: FloatArray,
  expected: FloatArray,
): Pick<ParameterCheck, 'size' | 'relativeError'> {
  let difference = 0;
  let norm = 0;
  for (let k = 0; k < expected.length; k++) {
    difference += (found[k] - expected[k]) ** 2;
    norm += expected[k] ** 2;
  }
  const size = Math.sqrt(norm);
  return { size, relativeError: Math.sqrt(difference) / Math.max(size, gradientFloor) };
}
