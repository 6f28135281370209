/** A claim is tested under its sentence: what the titles of this folder quote stands in a chapter, so none outlives it. */
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Without emphasis, code marks and mathematics' dollars; what is computed while building is left out, as in the titles. */
const plain = (text: string): string =>
  text
    .replace(/<(Fact|Measured|Count|Sym)\s[^>]*\/>/g, ' … ')
    .replace(/[_*`$]/g, '')
    .replace(/\s+/g, ' ');

const prose = globSync('content/chapters/*.mdx').map((file) => plain(readFileSync(file, 'utf8')));

/** The strings of a file between "quotation marks". */
function quotesOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) found.push(node.head.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found.flatMap((one) => [...one.matchAll(/"([^"]+)"/g)].map(([, quote]) => quote!));
}

/** Whether one chapter holds all parts of a quotation, which an ellipsis stands between. */
const isSaid = (quote: string): boolean =>
  prose.some((text) =>
    quote.split('…').every((part) => text.includes(part.trim().replace(/\s+/g, ' '))),
  );

const quotes = globSync('src/tests/claims/*.test.ts')
  .filter((file) => file !== 'src/tests/claims/sentences.test.ts')
  .flatMap((file) => quotesOf(file));

test('what is quoted is said', () => {
  expect(quotes.length).toBeGreaterThan(30);
  expect(quotes.filter((quote) => !isSaid(quote))).toEqual([]);
});

test('what nobody says is found out', () => expect(isSaid('a kernel … is a network')).toBe(false));
