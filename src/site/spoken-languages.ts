/**
 * Figures speak every language of the book, and a page carried all of them. What no page is written in is left out while
 * the site is built: of `{ en: …, 'zh-cn': … }` and `dictionary(en, zhCn)` only the English stays until there is a folder
 * `content/chapters/zh-cn`. Nothing is left out in tests and in development.
 */
import MagicString from 'magic-string';
import { existsSync } from 'node:fs';
import type { Plugin } from 'vite';

/** What the walk looks at of a node: places in the text, and what calls and objects are made of. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly name?: string;
  readonly value?: unknown;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
  readonly properties?: readonly (Node & { readonly key?: Node })[];
}

const chapters = new URL('../../content/chapters/', import.meta.url);
const second = 'zh-cn';
const isSpoken = existsSync(new URL(second, chapters));

/** Calls back for a node and all that is in it. */
function walk(node: Node, enter: (node: Node) => void): void {
  enter(node);
  for (const part of Object.values(node).flat())
    if (typeof (part as Node | null)?.type === 'string') walk(part as Node, enter);
}

/** The code without the words of the second language; undefined where it has none. `program` is its syntax tree. */
export function withoutSecondLanguage(code: string, program: object) {
  const text = new MagicString(code);
  walk(program as Node, ({ type, callee, arguments: given, properties }) => {
    if (type === 'CallExpression' && callee?.name === 'dictionary' && given?.length === 2)
      text.remove(given[0].end, given[1].end);
    if (type !== 'ObjectExpression') return;
    const place = properties!.findIndex(({ key }) => key?.value === second);
    if (place > 0) text.remove(properties![place - 1].end, properties![place].end);
  });
  return text.hasChanged() ? { code: text.toString(), map: text.generateMap() } : undefined;
}

export const spokenLanguages = (): Plugin => ({
  name: 'spoken-languages',
  apply: 'build',
  transform(code, id) {
    if (
      isSpoken ||
      !id.includes('/src/') ||
      (!code.includes(second) && !code.includes('dictionary('))
    )
      return undefined;
    return withoutSecondLanguage(code, this.parse(code));
  },
});
