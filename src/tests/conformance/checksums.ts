/** Comparing a whole tensor with the few numbers that a golden keeps of it; see goldens/oracle.py, checksum. */
import { expect } from 'vitest';
import type { FloatArray, Tensor } from '#engine/tensor.ts';
import type { GoldenTensor } from '#tests/goldens/goldens.ts';

export interface Checksum {
  readonly shape: readonly number[];
  readonly sum: number;
  readonly l2: number;
  readonly wsum: number;
  /** Flat positions of some entries, and their values. */
  readonly index: readonly number[];
  readonly value: readonly number[];
}

export type GoldenChecksums = Record<string, Checksum & GoldenTensor>;

/** Float64 sums in another order: the goldens' own second computation agreed to 1e-15, five steps of sums to 1e-12. */
const checksumTolerance = 1e-10;

function weightedSum(data: FloatArray): number {
  let sum = 0;
  for (let k = 0; k < data.length; k++)
    sum += data[k] * ((Math.imul(k, 2654435761) >>> 0) / 4294967296 - 0.5);
  return sum;
}

export function expectChecksum(name: string, { shape, data }: Tensor, golden: Checksum): void {
  let sum = 0;
  let squares = 0;
  for (const value of data) {
    sum += value;
    squares += value * value;
  }
  const entry = checksumTolerance * golden.l2;
  const total = entry * Math.sqrt(data.length);
  const near = (what: string, actual: number, expected: number, tolerance: number) =>
    expect(Math.abs(actual - expected), `${what} of ${name}`).toBeLessThanOrEqual(tolerance);
  expect([...shape], `shape of ${name}`).toEqual([...golden.shape]);
  near('l2', Math.sqrt(squares), golden.l2, entry);
  near('sum', sum, golden.sum, total);
  near('wsum', weightedSum(data), golden.wsum, total);
  expect(golden.index.length).toBeGreaterThan(0);
  golden.index.forEach((at, k) => near(`[${at}]`, data[at], golden.value[k], entry));
}
