/** Whoever adds an activation writes its two files and its golden, and a line in each of two lists: nothing else names it. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { activations } from './conformance/plain-layers.ts';

const root = new URL('../..', import.meta.url).pathname;
const files = globSync('src/**/*.{ts,tsx,astro,py}', { cwd: root }).filter(
  (path) => basename(path) !== basename(import.meta.filename),
);

/** Files that are about one of them, or take it as their example. */
const about: Readonly<Record<string, readonly string[]>> = {
  sigmoid: ['src/engine/wasm/choose-backend.test.ts'],
  tanh: ['src/engine/pass.test.ts'],
};

/** Chapters, recipes and kernels are about the ReLU. */
const everywhere = 'relu';

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');

const separated = (name: string, by: string): string =>
  name.replace(/[A-Z]/g, (letter) => `${by}${letter.toLowerCase()}`);

const told = activations().filter(({ kind }) => kind !== everywhere);

test('there are activations to be told', () => expect(told.length).toBeGreaterThanOrEqual(4));

test.each(told)('$kind is named by its two files, its golden and the two lists', ({ kind }) => {
  const file = separated(kind, '-');
  const word = new RegExp(`\\b(${kind}|${file}|${separated(kind, '_')})\\b`);
  const found = files.filter(
    (path) =>
      !about[kind]?.includes(path) &&
      (basename(path) === `${file}.ts` ||
        word.test(withoutComments(readFileSync(`${root}/${path}`, 'utf8')))),
  );
  expect(found.toSorted()).toEqual(
    [
      'src/engine/operations.ts',
      `src/engine/ops/${file}.ts`,
      `src/steps/${file}.ts`,
      'src/steps/operations.ts',
      'src/tests/goldens/make_fixtures.py',
      'src/tests/goldens/oracle.py',
    ].toSorted(),
  );
});
