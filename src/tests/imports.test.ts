/** The scan behind the architecture test, on imports in every form. */
import { describe, expect, test } from 'vitest';
import { findCycles } from './cycles.ts';
import { importsOf } from './imports.ts';

const found = (file: string, source: string): string[] =>
  importsOf(file, source).map(
    ({ to, isType, isWorker }) => `${isType ? 'type ' : isWorker ? 'worker ' : ''}${to}`,
  );
const inCode = (source: string): string[] => found('src/views/a.ts', source);

describe('importsOf()', () => {
  test.each([
    [`import { a } from './b.ts';`, 'src/views/b.ts'],
    [`import {\n  a,\n  b,\n} from "../engine/index.ts"`, 'src/engine/index.ts'],
    [`import './b.ts';`, 'src/views/b.ts'],
    [`import {} from './b.ts';`, 'src/views/b.ts'],
    [`import a, { type B } from '#steps/step.ts';`, 'src/steps/step.ts'],
    [`import a, * as b from '#steps/step.ts';`, 'src/steps/step.ts'],
    [`import { a, type B } from '#steps/step.ts';`, 'src/steps/step.ts'],
    [`import text from './b.ts?raw';`, 'src/views/b.ts'],
    [`import data from '#content/notation.json' with { type: 'json' };`, 'content/notation.json'],
    [`export { a } from './b.ts';`, 'src/views/b.ts'],
    [`export * from './b.ts';`, 'src/views/b.ts'],
    [`export * as b from './b.ts';`, 'src/views/b.ts'],
    [`const b = await import('./b.ts');`, 'src/views/b.ts'],
    [`void import(\n  \`./b.ts\`,\n);`, 'src/views/b.ts'],
    [`import type { B } from './b.ts';`, 'type src/views/b.ts'],
    [`import type B from './b.ts';`, 'type src/views/b.ts'],
    [`import { type A, type B } from './b.ts';`, 'type src/views/b.ts'],
    [`export type { B } from './b.ts';`, 'type src/views/b.ts'],
    [`export type * from './b.ts';`, 'type src/views/b.ts'],
    [`export { type B } from './b.ts';`, 'type src/views/b.ts'],
    [`type B = typeof import('./b.ts');`, 'type src/views/b.ts'],
    [`let b: import('./b.ts').B;`, 'type src/views/b.ts'],
    [`new Worker(new URL('./b.ts', import.meta.url));`, 'worker src/views/b.ts'],
  ])('%s', (source, to) => expect(inCode(source)).toEqual([to]));

  test('packages, comments and texts are none', () => {
    expect(inCode(`import { signal } from '@preact/signals';`)).toEqual([]);
    expect(
      inCode(`// import './b.ts';\n/* import './c.ts' */\nconst text = "import './d.ts'";`),
    ).toEqual([]);
  });

  test('an Astro page imports in its front matter and in its scripts', () => {
    const page = `---\nimport A from './A.tsx';\n---\n<p>import './no.ts'</p>\n<script>\nimport './b.ts';\n</script>`;
    expect(found('src/site/P.astro', page)).toEqual(['src/site/A.tsx', 'src/site/b.ts']);
  });

  test('a chapter imports in paragraphs of their own, not in its listings', () => {
    const chapter = `---\ntitle: A\n---\n\nimport A from '#widgets/a/A.astro';\nimport {\n  B,\n} from '#site/B.astro';\n\nIt says so.\n\n\`\`\`ts\nimport './no.ts';\n\`\`\`\n\nexport { c } from '#site/c.ts';`;
    const to = ['src/widgets/a/A.astro', 'src/site/B.astro', 'src/site/c.ts'];
    expect(found('content/chapters/a.mdx', chapter)).toEqual(to);
  });
});

describe('findCycles()', () => {
  const arrows = (...names: string[]) =>
    names.map(([from, to]) => ({ from, to, isType: true, isWorker: false }));

  test('finds every knot, of types too, and no path that only forks', () => {
    expect(findCycles(arrows('ab', 'ac', 'bd', 'cd'))).toEqual([]);
    expect(findCycles(arrows('ab', 'ba', 'bc', 'cd', 'de', 'ec', 'xx'))).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
      ['x'],
    ]);
  });

  test('a worker’s address makes none', () => {
    const back = { from: 'b', to: 'a', isType: false, isWorker: true };
    expect(findCycles([...arrows('ab'), back])).toEqual([]);
  });
});
