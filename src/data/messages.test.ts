import { expect, test } from 'vitest';
import { dataError } from './data-error.ts';
import { message } from '#words/messages.ts';
import { dataMessages } from './messages.ts';

test('dataError(code, params) has the English sentence, and plain data for any other', () => {
  const error = dataError('no-images', { file: 'a.gz' });
  expect(error).toMatchInlineSnapshot(`[DataError: a.gz: holds no images]`);
  expect(message(dataMessages, error.code, error.params, 'zh-cn')).toBe('a.gz：不含任何图像');
  expect(structuredClone({ code: error.code, params: error.params })).toEqual({
    code: 'no-images',
    params: { file: 'a.gz' },
  });
});
