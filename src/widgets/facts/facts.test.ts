import { expect, test } from 'vitest';
import { fact } from './facts.ts';

test('the figures of the first convolution are what one counts by hand', () => {
  expect(fact('conv1 output', 'en')).toBe('26×26');
  expect(fact('conv1 parameters', 'en')).toBe(String(4 * 9 + 4));
  expect(fact('conv1 products', 'en')).toBe((26 * 26 * 4 * 9).toLocaleString('en'));
  expect(fact('pocket parameters', 'en')).toBe(
    (4 * 9 + 4 + (8 * 4 * 9 + 8) + (10 * 8 * 5 * 5 + 10)).toLocaleString('en'),
  );
  expect(fact('strided output', 'en')).toBe('2×2');
});

test('fact(name) names the figures that there are', () => {
  expect(() => fact('conv9 cells' as never, 'en')).toThrow(
    /unknown "conv9 cells"; there are: conv1 output/,
  );
});
