/**
 * TeX to HTML, on the server and in the page, with every operand a link. Steps write an operand as
 * `\htmlData{cell=weight[0{,}0{,}1{,}1]}{0.50}`; KaTeX turns that into a span, and this adds what a link needs.
 */
import katex from 'katex';
import type { Role } from '#steps/step.ts';

/** Enough for the steps around the reader, so that going back costs nothing. */
const mostCached = 400;
const cache = new Map<string, string>();

/** Renders TeX as KaTeX writes it, without its copy in MathML: the step's sentence is its text. */
export function renderTex(tex: string): string {
  let html = cache.get(tex);
  if (html === undefined) {
    html = katex.renderToString(tex, {
      output: 'html',
      throwOnError: false,
      strict: false,
      trust: ({ command }) => command === '\\htmlData',
    });
    if (cache.size >= mostCached) cache.delete(cache.keys().next().value!);
    cache.set(tex, html);
  }
  return html;
}

export interface OperandLinks {
  /** The colour role of an operand, by the name of its cell. */
  roleOf(cell: string): Role | undefined;
  /** What a screen reader says of it: `weight[0,0,1,1] = 0.5`. */
  labelOf(cell: string): string;
}

/**
 * Makes the operands of a rendered formula links: the first can be reached by Tab, the others by arrows. Zeros that
 * stand in no cell are marked and are no links.
 */
export function linkOperands(html: string, links: OperandLinks): string {
  let isFirst = true;
  // KaTeX hides its HTML from screen readers, which must not be done to what holds links.
  return html
    .replaceAll(' aria-hidden="true"', '')
    .replace(operand, (_tag, before: string, cell: string, after: string) => {
      if (after.includes('data-virtual'))
        return `<span class="enclosing lbl-operand" ${before}${after}>`;
      const tabIndex = isFirst ? 0 : -1;
      isFirst = false;
      const role = links.roleOf(unescape(cell));
      const label = escape(links.labelOf(unescape(cell)));
      return `<span class="enclosing lbl-operand" ${before}${after} data-cell="${cell}" data-role="${role ?? ''}" role="link" tabindex="${tabIndex}" aria-label="${label}">`;
    });
}

const operand = /<span class="enclosing"([^>]*?) data-cell="([^"]*)"([^>]*)>/g;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};
const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character]);
const unescape = (text: string): string =>
  Object.entries(entities).reduceRight(
    (all, [character, entity]) => all.replaceAll(entity, character),
    text,
  );
