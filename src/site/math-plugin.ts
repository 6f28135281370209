/**
 * Renders `$...$` and `$$...$$` with KaTeX while the site is built, so that a page needs no script to show a formula.
 * A formula that KaTeX does not understand fails the build with its source.
 */
import katex from 'katex';
import { defineMdastPlugin } from 'satteri';

const render = (tex: string, displayMode: boolean): { raw: string; mdxExpressions: false } => ({
  raw: katex.renderToString(tex, { displayMode, throwOnError: true, strict: 'error' }),
  mdxExpressions: false, // KaTeX's braces are text, not expressions
});

export const mathPlugin = defineMdastPlugin({
  name: 'katex-at-build-time',
  math: (node) => render(node.value, true),
  inlineMath: (node) => render(node.value, false),
});
