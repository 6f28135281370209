/** What the chapter *Notation* says of itself: "Every symbol of the book, its name in the code, its meaning and its shape." */
import { globSync, readFileSync } from 'node:fs';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { notation } from '../../site/notation.ts';
import { equationOf, equations } from '#widgets/equation/equations.ts';
import { rules } from '#steps/rules.ts';
import { toTex } from '#steps/tex.ts';

/** The letters of an equation: `dW` for a gradient, `k_H` for one along a side; words and indices of cells apart. */
function symbolsIn(tex: string): string[] {
  const found: string[] = [];
  const take =
    (name: (...parts: string[]) => string) =>
    (_all: string, ...parts: string[]): string => {
      found.push(name(...parts));
      return '';
    };
  // MathML has every letter in an element of its own: <mi> for a variable, upright for a word or the d of a gradient.
  const rest = katex
    .renderToString(tex, { output: 'mathml', throwOnError: true })
    .replace(/<annotation[\s\S]*?<\/annotation>|<mtext>.*?<\/mtext>/g, '')
    .replace(
      /<msub(?:sup)?><mi>(.)<\/mi><m[in]>([HW\d])<\/m[in]>/g,
      take((of, side) => `${of}_${side}`),
    )
    .replace(
      /<mi mathvariant="normal">(d)<\/mi>((?:<[^i>]*>)*)<mi>(.)<\/mi>/g,
      take((d, _, of) => d + of),
    )
    .replace(
      /<mi mathvariant="normal">∂<\/mi>((?:<[^i>]*>)*)<mi>(.)<\/mi>/g,
      take((_, of) => `∂${of}`),
    )
    .replace(
      /<mo stretchy="false">\[<\/mo>/g,
      take(() => '[·]'),
    );
  for (const [, letter] of rest.matchAll(/<mi>(.)<\/mi>/gu)) found.push(letter!);
  return [...new Set(found)].toSorted();
}

const known = new Set(notation.flatMap(({ tex, also = [] }) => [tex, ...also].flatMap(symbolsIn)));
const unknown = (tex: string): string[] => symbolsIn(tex).filter((symbol) => !known.has(symbol));

const chapters = globSync('content/chapters/*.mdx').map((file) => [
  file.replaceAll('\\', '/'),
  readFileSync(file, 'utf8'),
]) as [string, string][];
const mathOf = (text: string): string[] =>
  [...text.matchAll(/\$\$([\s\S]+?)\$\$|\$([^$\n]+)\$/g)].map(
    ([, apart, inLine]) => (apart ?? inLine)!,
  );

describe('every symbol of the book is in the table', () => {
  test('letters are told from words', () => {
    expect(
      symbolsIn('\\mathrm{d}W_{d,c} = k_H \\, \\text{logSum}_{n} + \\max(β_{1}, [x > 0])'),
    ).toEqual(['[·]', 'c', 'd', 'dW', 'k_H', 'n', 'x', 'β_1'].toSorted());
    expect(symbolsIn('\\frac{\\partial L}{\\partial y_{n}}')).toEqual(['n', '∂L', '∂y']);
    expect(unknown('x + ζ')).toEqual(['ζ']);
  });

  test.each(Object.entries(equations))('of the rule %s', (_name, equation) => {
    expect(unknown(toTex(equation))).toEqual([]);
  });

  test('an equation names a slope only where the code has one', () => {
    const sloped = Object.entries(rules).flatMap(([name, rule]) =>
      symbolsIn(toTex(equationOf(name))).includes('α') ? [rule] : [],
    );
    expect(sloped.length).toBeGreaterThan(3);
    const slopeless = sloped.filter(
      ({ file }) => !readFileSync(`src/engine/${file}`, 'utf8').includes('alpha'),
    );
    expect(slopeless.map(({ file }) => file)).toEqual([]);
  });

  test.each(chapters)('of %s', (_file, text) => {
    expect(mathOf(text).flatMap(unknown)).toEqual([]);
  });

  test('with its meaning in both languages', () => {
    for (const { code, meaning } of notation) {
      expect(meaning.en, code).toMatch(/[a-z]/);
      expect(meaning['zh-cn'], code).toMatch(/\p{Script=Han}/u);
      expect(meaning['zh-cn'], code).not.toMatch(/\p{Script=Han}[,:;?!(]|[,:;?!)]\p{Script=Han}/u);
    }
  });
});

test('a letter with two meanings stands in the list above the table', () => {
  const page = new Map(chapters).get('content/chapters/notation.mdx')!;
  const listed = [...page.matchAll(/^- (.*?) (?:is|are) /gm)].flatMap(([, letters]) =>
    mathOf(letters!),
  );
  const letters = notation.map(({ tex }) => tex);
  const twice = letters.filter((letter, at) => letters.indexOf(letter) !== at);
  expect(twice.length).toBeGreaterThan(3);
  expect(twice.filter((letter) => !listed.includes(letter))).toEqual([]);
});
