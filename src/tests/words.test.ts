/** One way to say a thing: numbers are printed in one place, islands speak their page's language, Chinese is set as Chinese. */
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const sources = new Map(
  globSync('src/**/*.{ts,tsx,astro}')
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('src/tests/') && !file.includes('.test.'))
    .map((file) => [file, readFileSync(file, 'utf8')]),
);
const filesWith = (pattern: RegExp, of: RegExp): string[] =>
  [...sources].flatMap(([file, text]) => (of.test(file) && pattern.test(text) ? [file] : []));

describe('words', () => {
  test('print every number: nobody else turns digits into text', () => {
    const printing = /\.to(Fixed|Precision|Exponential|LocaleString)\(|\bIntl\./;
    expect(filesWith(printing, /^src\/(?!words\/)/)).toEqual([]);
    expect(filesWith(printing, /^src\/words\//)).not.toEqual([]);
  });

  test('of a figure stand in dictionaries; a pair of phrases is all that stands elsewhere', () => {
    expect(filesWith(/'zh-cn': \{/, /^src\/(?!words\/)/)).toEqual([]);
  });
});

describe('the language of a page', () => {
  test('reaches every island through its wrapper', () => {
    const islands = filesWith(/\sclient:/, /\.astro$/);
    expect(islands.length).toBeGreaterThan(5);
    for (const file of islands) {
      expect(sources.get(file), file).toContain(
        'const language = languageOf(Astro.currentLocale);',
      );
      expect(sources.get(file), file).toMatch(/<\w+\s[^<]*\{language\}/);
    }
  });

  test('is passed by no chapter', () => {
    const chapters = globSync('content/**/*.mdx');
    expect(chapters.filter((file) => /\slanguage=/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('Chinese sentences', () => {
  const han = /\p{Script=Han}/u;
  /** What stands for a value that is put in; a sentence has it beside Chinese text or in its place. */
  const value = '\uFFFC';
  /** Half-width marks that touch Chinese text, or a comma without the space that it has in code. */
  const halfWidth =
    /[\p{Script=Han}\uFFFC），。：；？！][,:;?!(]|[\p{Script=Han}]\)|[,:;?!(][\p{Script=Han}\uFFFC]|\)\p{Script=Han}|,[^\s\d]/u;

  /** The Chinese string literals of a file, with a mark for each `${value}` and `{value}`. */
  function literals(file: string, text: string): string[] {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) found.push(node.text);
      if (ts.isTemplateExpression(node)) {
        const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
        found.push(parts.map((part) => part.text).join(value));
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    return found.filter((one) => han.test(one)).map((one) => one.replace(/\{\w+\}/g, value));
  }

  test('have full-width punctuation', () => {
    const sentences = [...sources]
      .filter(([file]) => !file.endsWith('.astro'))
      .flatMap(([file, text]) => literals(file, text));
    expect(sentences.length).toBeGreaterThan(400);
    expect(sentences.filter((sentence) => halfWidth.test(sentence))).toEqual([]);
  });

  test('are told from code', () => {
    const wrong = [
      '的梯度,一步',
      'x,图片',
      '它(已)在',
      '对:\uFFFC。',
      '\uFFFC,\uFFFC 核',
      '有 ReLU,He 初始化',
    ];
    expect(wrong.filter((sentence) => !halfWidth.test(sentence))).toEqual([]);
    const right = ['取自 N(0, 1)。', '差商 L(w + h)，在', '97,344 张图像', '按 ? 查看按键'];
    expect(right.filter((sentence) => halfWidth.test(sentence))).toEqual([]);
  });
});
