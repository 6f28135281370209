import { expect, test } from 'vitest';
import { cutRegion } from './source.ts';

const text = `import x;
// #region forward
export function forward() {
  // #region inner
  return 1;
  // #endregion
}
// #endregion
`;

test('cutRegion(text, name) drops the markers', () => {
  expect(cutRegion(text, 'forward', 'a.ts')).toBe('export function forward() {\n  return 1;\n}');
});

test('cutRegion(text, name) takes the indentation off an inner region', () => {
  expect(cutRegion(text, 'inner', 'a.ts')).toBe('return 1;');
});

test('cutRegion(text, name) names the regions that there are', () => {
  expect(() => cutRegion(text, 'backward', 'a.ts')).toThrowErrorMatchingInlineSnapshot(
    `[Error: source: a.ts has no region "backward"; it has: forward, inner]`,
  );
});

test('cutRegion(text, name) refuses a region that is never closed', () => {
  expect(() => cutRegion('// #region open\n1', 'open', 'a.ts')).toThrowErrorMatchingInlineSnapshot(
    `[Error: source: region "open" of a.ts is never closed]`,
  );
});
