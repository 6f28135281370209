/**
 * Arrows go down only: who may import whom, no cycles, small files. The table is the design's, with two arrows more:
 * the book's own code listings are a view's (site → views, player), and a batch is made of data (training → data).
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

const mayImport: Record<string, readonly string[]> = {
  content: ['widgets', 'site'],
  pages: ['site', 'widgets'],
  widgets: [
    ...['experiments', 'scene', 'views', 'player', 'steps', 'training', 'data', 'formats'],
    ...['engine', 'words'],
  ],
  experiments: ['steps', 'training', 'engine', 'words'],
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

interface Import {
  from: string;
  to: string;
  isType: boolean;
  /** A worker's address: it starts a program of its own, so it makes no cycle. */
  isWorker?: boolean;
}

const files = globSync('{src,content}/**/*.{ts,tsx,astro,mdx}')
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.startsWith('src/tests/') && !file.includes('.test.'));
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

const statement =
  /(?:import|export)\s+(type\s)?[^'"`;]*?from\s*'([^']+)'|(?<!typeof )import\s*\(?\s*'([^']+)'|new URL\(\s*'([^']+\.ts)'/g;

/** Where an import leads, as a path from the root; undefined for a package. */
function resolve(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#content/')) return bare.slice(1);
  if (bare.startsWith('#')) return `src/${bare.slice(1)}`;
  if (bare.startsWith('.')) return posix.normalize(`${dirname(from)}/${bare}`);
  return undefined;
}

const imports: Import[] = [];
/** Imports that stand in comments are examples, and `typeof import(...)` is a type. */
const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, '');

for (const [from, source] of sources)
  for (const [, type, named, dynamic, url] of withoutComments(source).matchAll(statement)) {
    const to = resolve(from, named ?? dynamic ?? url ?? '');
    if (to !== undefined)
      imports.push({ from, to, isType: type !== undefined, isWorker: url !== undefined });
  }

/** `src/engine/ops/relu.ts` → `engine`; `content/chapters/x.mdx` → `content`. */
const folder = (file: string): string => {
  const [first, second] = file.split('/');
  return first === 'src' ? (second ?? '') : (first ?? '');
};

function isAllowed({ from, to, isType }: Import): boolean {
  const [source, target] = [folder(from), folder(to)];
  if (source === 'widgets' && target === 'widgets') return from.split('/')[2] === to.split('/')[2]; // a widget never imports a widget
  if (source === target || !(source in mayImport)) return true;
  if (mayImport[source]!.includes(target) || to.endsWith('.json')) return true;
  return isType && (mayImportTypes[source] ?? []).includes(target);
}

function findCycle(): string[] | undefined {
  const edges = new Map<string, string[]>();
  for (const { from, to, isType, isWorker } of imports)
    if (!isType && !isWorker && sources.has(to)) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

describe('architecture', () => {
  test('the scan sees the imports', () => expect(imports.length).toBeGreaterThan(10));

  test('every import goes down the table', () => {
    const wrong = imports.filter((entry) => !isAllowed(entry));
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('a planted wrong arrow is caught, a right one is not', () => {
    const entry = (from: string, to: string, isType = false): Import => ({ from, to, isType });
    expect(isAllowed(entry('src/views/Grid.tsx', 'src/engine/index.ts'))).toBe(false);
    expect(isAllowed(entry('src/views/Grid.tsx', 'src/engine/index.ts', true))).toBe(true);
    expect(isAllowed(entry('src/widgets/a/View.tsx', 'src/widgets/b/model.ts'))).toBe(false);
    expect(isAllowed(entry('src/widgets/a/View.tsx', 'src/widgets/a/model.ts'))).toBe(true);
    expect(isAllowed(entry('src/engine/network.ts', 'src/data/idx.ts'))).toBe(false);
  });

  test('no import cycle', () => expect(findCycle()).toBeUndefined());

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
