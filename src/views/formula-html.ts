/** TeX to HTML by KaTeX, on the server and in the page, with every operand a link: for what is no plain row of them. */
import katex from 'katex';
import type { Role } from '#steps/step.ts';

export interface OperandLinks {
  /** The colour role of an operand, by the name of its cell. */
  roleOf(cell: string): Role | undefined;
  /** What a screen reader says of it: `weight[0,0,1,1] = 0.5`. */
  labelOf(cell: string): string;
}

/** Writes `tex` as KaTeX does, without its copy in MathML: the step's sentence is its text. */
export const linkedHtml = (tex: string, links: OperandLinks): string =>
  linkOperands(
    katex.renderToString(tex, {
      output: 'html',
      throwOnError: false,
      strict: false,
      trust: ({ command }) => command === '\\htmlData',
    }),
    links,
  );

/**
 * Makes the operands links, which the arrows reach; Formula lets Tab reach one of them. Zeros that stand in no cell are
 * marked and are no links.
 */
function linkOperands(html: string, links: OperandLinks): string {
  // KaTeX hides its HTML from screen readers, which must not be done to what holds links.
  const shown = html.replaceAll(' aria-hidden="true"', '');
  return shown.replace(operand, (_tag, size: string, cell: string, after: string) => {
    const rest = `<span class="enclosing${size} lbl-operand"${after}`;
    if (after.includes('data-virtual')) return `${rest}>`;
    const role = links.roleOf(unescape(cell)) ?? '';
    const label = escape(links.labelOf(unescape(cell)));
    return `${rest} data-cell="${cell}" data-role="${role}" role="link" tabindex="-1" aria-label="${label}">`;
  });
}

const operand = /<span class="enclosing([^"]*)" data-cell="([^"]*)"([^>]*)>/g;

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
