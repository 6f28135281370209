/**
 * Arrows go down only: who may import whom, no cycles, small files. The table is the design's, with three arrows more:
 * the book's own code listings are a view's (site → views, player), a batch is made of data (training → data), and a
 * scene draws with the components of the views. What the table does not name may import nothing.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findCycles } from './cycles.ts';
import { importsOf, type Import } from './imports.ts';

const mayImport: Record<string, readonly string[]> = {
  content: ['widgets', 'site'],
  pages: ['site', 'widgets'],
  widgets: [
    ...['experiments', 'scene', 'views', 'player', 'steps', 'training', 'data', 'formats'],
    ...['engine', 'words'],
  ],
  exercises: ['scene', 'views', 'engine', 'words'],
  experiments: ['steps', 'training/run', 'engine', 'words'],
  scene: ['views', 'steps', 'player', 'words'], // and types of the engine
  views: ['player', 'words'], // and types of steps and engine
  site: ['views', 'player', 'words'],
  training: ['data', 'engine', 'words'],
  steps: ['engine', 'words'],
  data: ['engine', 'words'],
  formats: ['engine', 'words'],
  player: [],
  engine: [],
  assembly: [],
  words: [],
};
const mayImportTypes: Record<string, readonly string[]> = {
  views: ['steps', 'engine'],
  scene: ['engine'],
};
const maxLines = 300;
const opsColumns = 80;

const files = globSync('{src,content}/**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,astro,md,mdx}')
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.startsWith('src/tests/') && !file.includes('.test.'));
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const imports = files.flatMap((file) => importsOf(file, sources.get(file)!));

/** `src/engine/ops/relu.ts` → `engine`; `content/chapters/x.mdx` → `content`; `src/content.config.ts` → `src`. */
const folder = (file: string): string => {
  const [first, second, third] = file.split('/');
  return first === 'src' && third !== undefined ? second : first;
};

/** Whether a path lies in a folder of src, such as `engine` or `training/run`. */
const isIn = (file: string, place: string): boolean => file.startsWith(`src/${place}/`);

function isAllowed({ from, to, isType }: Import): boolean {
  const source = folder(from);
  if (!(source in mayImport)) return false;
  if (/^content\/.*\.json$/.test(to)) return true;
  if (source === 'widgets' && folder(to) === 'widgets')
    return from.split('/')[2] === to.split('/')[2]; // a widget never imports a widget
  if (source === folder(to)) return true;
  const places = [...mayImport[source], ...(isType ? (mayImportTypes[source] ?? []) : [])];
  return places.some((place) => isIn(to, place));
}

describe('architecture', () => {
  test('the scan sees the imports of every kind of file', () => {
    for (const ending of ['.ts', '.tsx', '.astro', '.mdx'])
      expect(imports.filter(({ from }) => from.endsWith(ending)).length, ending).toBeGreaterThan(9);
  });

  test('every import leads to a file', () => {
    const lost = imports.filter(({ to }) => !existsSync(to));
    expect(lost.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('every import goes down the table', () => {
    const wrong = imports.filter((entry) => !isAllowed(entry));
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('a planted wrong arrow is caught, a right one is not', () => {
    const entry = (from: string, to: string, isType = false): Import => ({
      ...{ from, to, isType, isWorker: false },
    });
    expect(isAllowed(entry('src/views/Grid.tsx', 'src/engine/index.ts'))).toBe(false);
    expect(isAllowed(entry('src/views/Grid.tsx', 'src/engine/index.ts', true))).toBe(true);
    expect(isAllowed(entry('src/widgets/a/View.tsx', 'src/widgets/b/model.ts'))).toBe(false);
    expect(isAllowed(entry('src/widgets/a/View.tsx', 'src/widgets/a/model.ts'))).toBe(true);
    expect(isAllowed(entry('src/engine/network.ts', 'src/data/idx.ts'))).toBe(false);
    expect(isAllowed(entry('src/experiments/wiggle.ts', 'src/training/run/run.ts'))).toBe(true);
    expect(isAllowed(entry('src/experiments/wiggle.ts', 'src/training/worker/pace.ts'))).toBe(
      false,
    );
    expect(isAllowed(entry('content/chapters/a.mdx', 'src/widgets/a/A.astro'))).toBe(true);
    expect(isAllowed(entry('content/chapters/a.mdx', 'src/views/Grid.tsx'))).toBe(false);
  });

  test('what the table does not name imports nothing, and nothing imports it', () => {
    for (const from of ['src/unnamed/a.ts', 'src/unnamed/deep/a.ts', 'src/content.config.ts'])
      for (const to of ['src/engine/index.ts', 'src/unnamed/b.ts', 'content/notation.json'])
        expect(isAllowed({ from, to, isType: true, isWorker: false }), `${from} ${to}`).toBe(false);
    for (const to of [
      'src/unnamed/a.ts',
      'src/content.config.ts',
      'src/tests/cycles.ts',
      'scripts/a.ts',
    ])
      expect(isAllowed({ from: 'src/widgets/a/View.tsx', to, isType: true, isWorker: false })).toBe(
        false,
      );
  });

  test('no import cycle, of types neither', () => {
    expect(findCycles(imports)).toEqual([]);
  });

  test('the engine, the steps and the data know no page', () => {
    const pattern =
      /\bdocument\.\w|\bwindow\.(addEventListener|document|location|matchMedia)|from '(preact|@preact\/signals)'/;
    const pure = files.filter((file) => /^src\/(engine|steps|data)\//.test(file));
    expect(pure.filter((file) => pattern.test(sources.get(file)!))).toEqual([]);
  });

  test('no number is drawn without a seed', () => {
    expect(files.filter((file) => /Math\.random\(/.test(sources.get(file)!))).toEqual([]);
  });

  test('no signal lives at module level', () => {
    const pattern = /^(export )?const \w+ = (signal|computed)\(/m;
    expect(files.filter((file) => pattern.test(sources.get(file)!))).toEqual([]);
  });

  test('only the player owns timers of the page', () => {
    const pattern = /\b(setInterval|setTimeout|requestAnimationFrame)\(/;
    const islands = files.filter((file) => /^src\/(views|widgets|site)\//.test(file));
    expect(islands.filter((file) => pattern.test(sources.get(file)!))).toEqual([]);
  });

  test(`no source file is longer than ${maxLines} lines`, () => {
    const code = files.filter((file) => !file.endsWith('.mdx'));
    const long = code.filter((file) => sources.get(file)!.split('\n').length > maxLines);
    expect(long).toEqual([]);
  });

  test(`the operations fit ${opsColumns} columns, because readers see them`, () => {
    const wide = files
      .filter((file) => file.startsWith('src/engine/ops/'))
      .filter((file) =>
        sources
          .get(file)!
          .split('\n')
          .some((line) => line.length > opsColumns),
      );
    expect(wide).toEqual([]);
  });
});
