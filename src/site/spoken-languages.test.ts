import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { withoutSecondLanguage } from './spoken-languages.ts';

const without = (code: string): string | undefined =>
  withoutSecondLanguage(code, parseSync('words.js', code).program)?.code;

test('of a word in two languages the English stays', () => {
  expect(without("const title = { en: 'sum', 'zh-cn': '和' };")).toBe(
    "const title = { en: 'sum' };",
  );
  expect(without("const deep = { a: { en: f(1), 'zh-cn': g(2) }, b: 2 };")).toBe(
    'const deep = { a: { en: f(1) }, b: 2 };',
  );
});

test('of a dictionary the first list of words stays', () => {
  expect(without("export const words = dictionary({ a: 'x' }, { a: '某' });")).toBe(
    "export const words = dictionary({ a: 'x' });",
  );
});

test('what has no second language is left as it is', () => {
  expect(without('const a = { en: 1 }; dictionary(one);')).toBeUndefined();
});
