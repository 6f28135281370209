import { expect, test } from 'vitest';
import { dataError } from './data-error.ts';
import { dataMessage, dataMessages } from './messages.ts';
import type { DataErrorCode } from './messages.ts';

const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

test.each(Object.keys(dataMessages.en) as DataErrorCode[])(
  'the message %s names the same values in every language',
  (code) => {
    const expected = names(dataMessages.en[code]).sort();
    for (const table of Object.values(dataMessages))
      expect(names(table[code]).sort()).toEqual(expected);
  },
);

test('dataError(code, params) has the English sentence, and plain data for any other', () => {
  const error = dataError('no-images', { file: 'a.gz' });
  expect(error).toMatchInlineSnapshot(`[DataError: a.gz: holds no images]`);
  expect(dataMessage(error.code, error.params, 'zh-cn')).toBe('a.gz：不含任何图像');
  expect(structuredClone({ code: error.code, params: error.params })).toEqual({
    code: 'no-images',
    params: { file: 'a.gz' },
  });
});

test('dataMessage leaves a value in braces alone, and a hole that nothing fills', () => {
  expect(dataMessage('no-images', { file: '{limit}' })).toBe('{limit}: holds no images');
  expect(dataMessage('no-images', {})).toBe('{file}: holds no images');
});
