import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

const folder = new URL('../../src/tests/captions/', import.meta.url);
/** A document is read whole, or not at all. */
const mostLines = 150;

const now = documents();

test.each(now)('$name: the document is what the book says (npm run captions)', ({ name, text }) => {
  expect(text).toBe(readFileSync(new URL(`${name}.txt`, folder), 'utf8'));
});

test('no document is left of what the book no longer says', () => {
  expect(readdirSync(folder).sort()).toEqual(now.map(({ name }) => `${name}.txt`).sort());
});

test.each(now)('$name: it can be read whole', ({ text }) => {
  expect(text.split('\n').length).toBeLessThanOrEqual(mostLines);
});

test.each(now)(
  '$name: it says what a condition in brackets stands for, where there is one',
  ({ text }) => {
    for (const stage of text.split('\n## ').filter((one) => /\[[^\]]* [>≤] 0\]/.test(one))) {
      expect(stage).toContain('A bracket around a condition stands for 1');
      expect(stage).toContain('方括号里的条件成立时代表 1');
    }
  },
);
