/** Claims of the first page, each under its sentence. */
import { expect, test } from 'vitest';
import { cellNumber } from '#words/numbers.ts';

test('"Exactly 0 is written 0, and 0.00 is a number that only rounds to it"', () => {
  const decimals = 2;
  expect(cellNumber(0, { decimals })).toBe('0');
  expect(cellNumber(0.004, { decimals })).toBe('0.00');
});
