/**
 * TeX to HTML, on the server and in the page, with every operand a link. Steps write an operand as
 * `\htmlData{cell=weight[0{,}0{,}1{,}1]}{0.50}`; KaTeX turns that into a span, and this adds what a link needs.
 */
import katex from 'katex';
import type { Role } from '#steps/step.ts';
import { plainOperand } from './operand-html.ts';

/** Enough for the operands around the reader, so that a step renders only what is new in it. */
const mostCached = 2000;
const cache = new Map<string, string>();

/**
 * Renders a line of TeX as KaTeX writes it, without its copy in MathML: the step's sentence is its text. A sum falls
 * into pieces, since its operands come again in step after step, KaTeX needs milliseconds for a long line, and what is
 * the same as before need not be laid out again.
 */
export const renderPieces = (tex: string): string[] => (piecesOf(tex) ?? [tex]).map(renderPiece);

function renderPiece(tex: string): string {
  let html = cache.get(tex);
  if (html === undefined) {
    html = plainOperand(tex) ?? renderTex(tex);
    if (cache.size >= mostCached) cache.delete(cache.keys().next().value!);
    cache.set(tex, html);
  }
  return html;
}

const renderTex = (tex: string): string =>
  katex.renderToString(tex, {
    output: 'html',
    throwOnError: false,
    strict: false,
    trust: ({ command }) => command === '\\htmlData',
  });

/** What may stand between two operands for the line to fall into pieces: nothing that reaches around an operand. */
const between = /^(?:\s|[+=(),]|\\(?:cdot|cdots|ldots|max|,|;)(?![a-z])|\\mathrel\{\+\})*$/;

/** Cuts a line into its operands and what stands between them; undefined where it is not a plain row of these. */
function piecesOf(tex: string): string[] | undefined {
  const pieces: string[] = [];
  let at = 0;
  while (at < tex.length) {
    const found = tex.indexOf('\\htmlData{', at);
    const gap = tex.slice(at, found < 0 ? undefined : found);
    if (!between.test(gap)) return undefined;
    // Empty groups on both sides give + and = the room that they have between two operands.
    if (gap.trim() !== '') pieces.push(`{}${gap}{}`);
    if (found < 0) break;
    at = groupEnd(tex, groupEnd(tex, found + '\\htmlData'.length));
    pieces.push(tex.slice(found, at));
  }
  return pieces;
}

/** The position after the group that opens at `start`. */
function groupEnd(tex: string, start: number): number {
  let depth = 0;
  for (let at = start; at < tex.length; at++) {
    if (tex[at] === '{') depth++;
    if (tex[at] === '}' && --depth === 0) return at + 1;
  }
  return tex.length;
}

export interface OperandLinks {
  /** The colour role of an operand, by the name of its cell. */
  roleOf(cell: string): Role | undefined;
  /** What a screen reader says of it: `weight[0,0,1,1] = 0.5`. */
  labelOf(cell: string): string;
}

/**
 * Makes the operands of a rendered piece links, which the arrows reach; Formula lets Tab reach one of them. Zeros that
 * stand in no cell are marked and are no links.
 */
export function linkOperands(html: string, links: OperandLinks): string {
  // KaTeX hides its HTML from screen readers, which must not be done to what holds links.
  const shown = html.replaceAll(' aria-hidden="true"', '');
  return shown.replace(operand, (_tag, before: string, cell: string, after: string) => {
    const rest = `<span class="enclosing lbl-operand" ${before}${after}`;
    if (after.includes('data-virtual')) return `${rest}>`;
    const role = links.roleOf(unescape(cell)) ?? '';
    const label = escape(links.labelOf(unescape(cell)));
    return `${rest} data-cell="${cell}" data-role="${role}" role="link" tabindex="-1" aria-label="${label}">`;
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
