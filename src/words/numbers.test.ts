import { describe, expect, test } from 'vitest';
import {
  allDigits,
  cellNumber,
  change,
  fixed,
  formatNumber,
  fullNumber,
  indexNumber,
  manyDigits,
  power,
  printedNumber,
  roughPower,
  short,
  toldNumber,
  typedNumber,
} from './numbers.ts';

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

test('printedNumber(value) is what a reader knows of it', () => {
  expect([0.3149, -0.0038, 1234567, 0, Infinity].map((value) => printedNumber(value))).toEqual([
    { value: 0.31, unit: 0.01 },
    { value: -0.0038, unit: 1e-5 },
    { value: 1.23e6, unit: 1e4 },
    { value: 0, unit: 0.01 },
    { value: Infinity, unit: 0 },
  ]);
  expect(printedNumber(1 - 0.9, { chosen: true }).value).toBe(0.1);
});

describe('numbers in cells', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [0.001, '0.00'],
    [-0.001, '−0.00'],
    [-0.3, '−0.30'],
    [9.994, '9.99'],
    [-10.5, '−10.5'],
    [123.4, '123'],
    [1234.5, '1235'],
    [-2.5e7, '−3e7'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [NaN, 'NaN'],
  ])('cellNumber(%s) is %s', (value, text) => {
    expect(cellNumber(value, { decimals: 2 })).toBe(text);
  });
  test('a coarse format keeps its decimal where there is room', () => {
    expect([17.5, 170.5].map((value) => cellNumber(value, { decimals: 1 }))).toEqual([
      '17.5',
      '171',
    ]);
  });
  test('a signed number shows its plus', () => {
    expect(cellNumber(0.5, { decimals: 1, signed: true })).toBe('+0.5');
    expect(cellNumber(0, { decimals: 1, signed: true })).toBe('0');
  });
  test('fullNumber keeps six digits', () => {
    expect(fullNumber(-0.30451734)).toBe('−0.304517');
    expect(fullNumber(2)).toBe('2');
  });
});

test('every form has the same minus, the same powers of ten and the same words for what is no number', () => {
  const forms: readonly ((value: number) => string)[] = [
    ...[allDigits, manyDigits, power, short, fullNumber, toldNumber],
    (value) => fixed(value, 2),
  ];
  for (const form of forms) {
    expect([NaN, Infinity, -Infinity].map(form)).toEqual(['NaN', '∞', '−∞']);
    expect(form(-1.5)).toMatch(/^−1\.5/);
    expect(form(-3e-9)).not.toMatch(/[e-]/);
  }
});

test('fixed(value, decimals) and change(value, decimals) line up in columns', () => {
  expect([0.5, -0.25, undefined].map((value) => fixed(value, 3))).toEqual(['0.500', '−0.250', '–']);
  expect([change(0.0123, 3), change(-0.0456, 3)]).toEqual(['+0.012', '−0.046']);
});

test('allDigits, manyDigits, short and power tell what each is for', () => {
  expect(allDigits(1 / 3)).toBe('0.333333333333333');
  expect(manyDigits(-1e-9 / 3)).toBe('−3.333333333·10⁻¹⁰');
  expect([0, 0.25, 12_345.6, 1e5, -0.0001].map(short)).toEqual([
    ...['0', '0.25', '12350', '1.0·10⁵', '−1.0·10⁻⁴'],
  ]);
  expect([power(0), power(3.24e-9), roughPower(1e-4)]).toEqual(['0', '3.2·10⁻⁹', '1·10⁻⁴']);
});

test('toldNumber(value) tells whole numbers in full, others in three digits', () => {
  expect([4_294_967_295, 0.123456, 7.2e35, -3].map(toldNumber)).toEqual([
    ...['4294967295', '0.123', '7.2·10³⁵', '−3'],
  ]);
});

test('indexNumber(value) is whole but between cells; typedNumber(value) is what a field takes', () => {
  expect([3, -1, 0.5, -0].map(indexNumber)).toEqual(['3', '−1', '0.5', '0']);
  expect([-0.1 - 0.2, undefined].map(typedNumber)).toEqual(['-0.3', '']);
});
