/** The slope of a loss along one number, by moving that number a little to both sides: no calculus, float64. */
import type { FloatArray } from './tensor.ts';

/**
 * Near the cube root of the float64 precision, where truncation (h²) and round-off (1 / h) are about equal; a power of
 * two, so that w + h and w − h lose as little as possible.
 */
export const defaultStep = 2 ** -17;

export interface CentralDifference {
  readonly plus: number;
  readonly minus: number;
  readonly quotient: number;
}

/** Moves data[at] to both sides, asks for the loss there, and puts the number back. */
export function centralDifference(
  loss: () => number,
  data: FloatArray,
  at: number,
  step = defaultStep,
): CentralDifference {
  const kept = data[at];
  data[at] = kept + step;
  const above = data[at];
  const plus = loss();
  data[at] = kept - step;
  const below = data[at];
  const minus = loss();
  data[at] = kept;
  return { plus, minus, quotient: (plus - minus) / (above - below) };
}
