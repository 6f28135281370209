/**
 * Renders `$...$` and `$$...$$` with KaTeX while the site is built, so that a page needs no script to show a formula.
 * A formula that KaTeX does not understand fails the build with its source.
 */
import katex from 'katex';
import { defineMdastPlugin } from 'satteri';

const render = (tex: string, displayMode: boolean): string =>
  katex.renderToString(tex, { displayMode, throwOnError: true, strict: 'error' });

/** An equation may be wider than a phone: it scrolls by itself, and by keyboard too, so it takes the focus. */
const equation = (tex: string): string =>
  `<div class="lbl-equation" role="group" aria-label="Equation" tabindex="0">${render(tex, true)}</div>`;

// KaTeX's braces are text, not MDX expressions.
const raw = (html: string): { raw: string; mdxExpressions: false } => ({
  raw: html,
  mdxExpressions: false,
});

export const mathPlugin = defineMdastPlugin({
  name: 'katex-at-build-time',
  math: (node) => raw(equation(node.value)),
  inlineMath: (node) => raw(render(node.value, false)),
});
