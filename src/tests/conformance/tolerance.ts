/** Comparing tensors: |actual − expected| ≤ relative · |expected| + absolute, with a message that names the cell. */
import type { Tensor } from '#engine/tensor.ts';
import { unravel } from '#engine/tensor.ts';

export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * Most inputs are multiples of 1/1024, so sums are exact in any order and only exp, log, tanh and divisions differ in
 * their last digits. The absolute part covers slopes such as σ(1 − σ), where the expected value itself lost digits.
 */
export const float64Tolerance: Tolerance = { relative: 1e-12, absolute: 1e-15 };

/** Numbers are rounded at 6e-8 once when stored and once in each operand; sums of some hundred terms may cancel. */
export const float32Tolerance: Tolerance = { relative: 1e-5, absolute: 1e-5 };

/** Returns what is wrong first, or undefined where all is well. */
export function firstDifference(
  actual: Tensor,
  expected: Tensor,
  { relative, absolute }: Tolerance,
): string | undefined {
  if (actual.shape.join() !== expected.shape.join())
    return `shape [${actual.shape.join(', ')}] instead of [${expected.shape.join(', ')}]`;
  for (let at = 0; at < expected.data.length; at++) {
    const difference = Math.abs(actual.data[at] - expected.data[at]);
    if (!(difference <= relative * Math.abs(expected.data[at]) + absolute))
      return `[${unravel(expected.shape, at).join(', ')}] is ${actual.data[at]} instead of ${expected.data[at]}`;
  }
  return undefined;
}
