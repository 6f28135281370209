import { expect, test } from 'vitest';
import { formatNumber, formatTex, inProduct } from './numbers.ts';

test('formatNumber(value) keeps its decimals and never hides a small number', () => {
  const values = [0, -0, 0.3, -0.3, 1.005, 0.004, -0.0051, 12, 999999, 1e6, -2.5e-7, 1 / 0, -1 / 0];
  expect(values.map((value) => formatNumber(value))).toEqual([
    '0.00',
    '0.00',
    '0.30',
    '−0.30',
    '1.00',
    '4.00·10⁻³',
    '−0.01',
    '12.00',
    '999999.00',
    '1.00·10⁶',
    '−2.50·10⁻⁷',
    '∞',
    '−∞',
  ]);
  expect(formatNumber(Number.NaN)).toBe('not a number');
});

test('formatNumber(value, { signed }) shows a plus, but none before 0', () => {
  expect([1, 0, -1].map((value) => formatNumber(value, { signed: true, decimals: 1 }))).toEqual([
    '+1.0',
    '0.0',
    '−1.0',
  ]);
});

test('formatTex(value) writes what KaTeX reads', () => {
  expect([-0.5, 1e-9, -1 / 0].map((value) => formatTex(value))).toEqual([
    '-0.50',
    '1.00 \\cdot 10^{-9}',
    '-\\infty',
  ]);
});

test('inProduct(text) sets off a negative factor', () => {
  expect(inProduct('−0.50')).toBe('(−0.50)');
  expect(inProduct('0.50')).toBe('0.50');
});

test('formatNumber(value, { chosen }) writes what somebody chose as it was written', () => {
  const values = [0.999, 4, 0.1, -1, 1 - 0.9, 1e-8];
  expect(values.map((value) => formatNumber(value, { chosen: true }))).toEqual([
    '0.999',
    '4',
    '0.1',
    '−1',
    '0.1',
    '1.00·10⁻⁸',
  ]);
});
