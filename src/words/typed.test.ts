import { expect, test } from 'vitest';
import { readNumber, readWhole } from './typed.ts';

test('readNumber(text) reads what people type', () => {
  expect(readNumber(' \u22120,5 ')).toBe(-0.5);
  expect(readNumber('0,5')).toBe(0.5);
  expect(readNumber('+.5')).toBe(0.5);
  expect(readNumber('1e-3')).toBe(0.001);
});

test.each(['', ' ', '∞', 'two', '1e999', '1,000.5', '0x10', '1 2', 'NaN', '-'])(
  'readNumber(%j) is no number',
  (text) => expect(readNumber(text)).toBeUndefined(),
);

test('readWhole(text, min, max) takes whole numbers in its range alone', () => {
  expect(readWhole('4', 0, 4)).toBe(4);
  for (const text of ['5', '-1', '1,5', '0.5', '99999999', '', '4,000', '1e999'])
    expect(readWhole(text, 0, 4), text).toBeUndefined();
});
