import { describe, expect, test } from 'vitest';
import { message, messages } from './messages.ts';

const table = messages(
  { lost: '{files} of {place}: lost', found: 'found {count}', odd: 'a loss of {loss}' },
  { lost: '{place}：丢失 {files}', found: '找到 {count}', odd: '损失为 {loss}' },
);

describe('messages(en, zhCn)', () => {
  test('refuses, by types, a sentence that names other values, a code too few and a code too many', () => {
    // @ts-expect-error: the value is called `count`
    messages({ found: 'found {count}' }, { found: '找到 {number}' });
    // @ts-expect-error: a value is forgotten
    messages({ lost: '{files} of {place}' }, { lost: '{files}' });
    // @ts-expect-error: a sentence is missing
    messages({ found: 'found', lost: 'lost' }, { found: '找到' });
    // @ts-expect-error: nobody says this in English
    messages({ found: 'found' }, { found: '找到', lost: '丢失' });
  });
});

describe('message(table, code, values, language)', () => {
  test('writes lists and numbers as the language does', () => {
    const values = { place: 'a', files: ['x', 'y', 'z'] };
    expect(message(table, 'lost', values)).toBe('x, y and z of a: lost');
    expect(message(table, 'lost', values, 'zh-cn')).toBe('a：丢失 x、y、z');
  });

  test('tells counts in full, other numbers in three digits, and huge ones by their power of ten', () => {
    const told = (count: number) => message(table, 'found', { count });
    expect([12_345, 47_040_016, 0.123456, 7.2e35, -0.5].map(told)).toEqual([
      'found 12345',
      'found 47040016',
      'found 0.123',
      'found 7.2·10³⁵',
      'found −0.5',
    ]);
  });

  test('leaves a value in braces alone, and a hole that nothing fills', () => {
    expect(message(table, 'found', { count: '{loss}' })).toBe('found {loss}');
    expect(message(table, 'found', {})).toBe('found {count}');
  });
});
