import { expect, test } from 'vitest';
import { languageOf } from './language.ts';
import { axisText, listed, shapeText, sizeText } from './lists.ts';

test('listed(items, language) joins as the language does', () => {
  const lists = [[], ['a'], ['a', 'b'], ['a', 'b', 'c']];
  expect(lists.map((items) => listed(items, 'en'))).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(lists.map((items) => listed(items, 'zh-cn'))).toEqual(['', 'a', 'a、b', 'a、b、c']);
});

test('shapes are told by their size, or with the letters of their axes', () => {
  expect([[4, 1, 3, 3], [7], []].map(sizeText)).toEqual(['4×1×3×3', '7', '1']);
  expect(shapeText([2, 3])).toBe('[2, 3]');
  expect(shapeText([8, 1, 28], ['n', 'c'])).toBe('[n 8, c 1, 28]');
  expect([axisText('c', 1), axisText(undefined, 2)]).toEqual(['c 1', '2']);
});

test('languageOf(locale) knows folders and tags, and falls back to English', () => {
  expect(['zh-cn', 'zh-CN', 'en', 'de', undefined].map(languageOf)).toEqual([
    ...['zh-cn', 'zh-cn', 'en', 'en', 'en'],
  ]);
});
