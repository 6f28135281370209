/**
 * A step as a formula for KaTeX. Every operand stands in `\htmlData{cell=conv1.weight[0,1,2,2]}{...}` (needs KaTeX's
 * `trust` for \htmlData), so that a view can link it to its cell; what lies outside also has `virtual=padding`.
 */
import { choose, formatOf, isInsideTerm, type Detail } from './detail.ts';
import { formatTex, inTexProduct } from '#words/numbers.ts';
import { formatCell } from './ids.ts';
import { functions, ruleOf } from './rules.ts';
import type { Operand, SelectStep, Step, StampStep, SumStep, Term } from './step.ts';

export interface Tex {
  /** The equation for any cell. */
  readonly rule: string;
  /** The equation with this step's cells. */
  readonly symbolic: string;
  /** The same with their numbers. */
  readonly numeric: string;
}

export function toTex(step: Step, detail: Detail = {}): Tex {
  const name: Write = (one) => link(one, cellTex(one));
  const number: Write = (one) => link(one, formatTex(one.value, formatOf(one, detail)));
  const left = step.kind === 'stamp' ? '' : `${name(step.writes[0])} = `;
  const result =
    step.kind === 'stamp'
      ? ''
      : ` = ${detail.isVeiled ? link(step.writes[0], '{?}') : number(step.writes[0])}`;
  // Written when asked for: letters and numbers are mostly wanted at different moments.
  return {
    rule: ruleOf(step.rule).tex,
    get symbolic() {
      return left + right(step, detail, name);
    },
    get numeric() {
      return right(step, detail, number) + result;
    },
  };
}

type Write = (one: Operand) => string;

function right(step: Step, detail: Detail, write: Write): string {
  switch (step.kind) {
    case 'sum':
      return sum(step, detail, write);
    case 'select':
      return select(step, detail, write);
    case 'route':
      return step.from.length === 0
        ? '0'
        : step.from.map((one) => inTexProduct(write(one))).join(' + ');
    case 'apply':
      return functions[step.fn].tex(...step.operands.map(write));
    case 'stamp':
      return stamp(step, detail, write);
    default:
      return step satisfies never;
  }
}

function sum({ terms, bias, divisor }: SumStep, detail: Detail, write: Write): string {
  // Term by term, zeros from outside have their turn like the others, so the list must not change under the reader.
  const isWorth = (k: number): boolean => detail.term !== undefined || isInsideTerm(terms[k]);
  const parts = choose(terms.length, detail, isWorth).map((k) =>
    k === 'gap' ? '\\cdots' : term(terms[k], write),
  );
  if (bias !== undefined) parts.push(inTexProduct(write(bias)));
  const total = parts.length === 0 ? '0' : parts.join(' + ');
  return divisor === undefined ? total : `\\frac{${total}}{${write(divisor)}}`;
}

function term({ factors, over }: Term, write: Write): string {
  const product = factors.map((one) => inTexProduct(write(one))).join(' \\cdot ');
  return over === undefined ? product : `\\frac{${product}}{${write(over)}}`;
}

/** The winner is underlined, so that colour is not needed to tell it. */
function select({ candidates, winner }: SelectStep, detail: Detail, write: Write): string {
  const { isVeiled = false } = detail;
  const parts = choose(
    candidates.length,
    isVeiled ? detail : { ...detail, term: winner },
    (k) => candidates[k].virtual === undefined,
  );
  const list = parts.map((k) => {
    if (k === 'gap') return '\\ldots';
    const written = write(candidates[k]);
    return k === winner && !isVeiled ? `\\underline{${written}}` : written;
  });
  return `\\max(${list.join(',\\; ')})`;
}

function stamp({ additions, writes }: StampStep, detail: Detail, write: Write): string {
  const lines = choose(additions.length, detail).map((k) => {
    if (k === 'gap') return '&\\;\\,\\vdots';
    const { to, before, term: share } = additions[k];
    const after = writes[k];
    return write(after) === link(after, cellTex(after))
      ? `${write(after)} &\\mathrel{+}= ${term(share, write)}`
      : `${link({ ref: to, value: before }, formatTex(before, detail))} + ${term(share, write)} &= ${write(after)}`;
  });
  return `\\begin{aligned}${lines.join(' \\\\ ')}\\end{aligned}`;
}

/** A comma inside \htmlData's attributes is written {,}. */
function link(one: Operand, body: string): string {
  const cell = formatCell(one.ref).replaceAll(',', '{,}');
  const outside = one.virtual === undefined ? '' : `,virtual=${one.virtual}`;
  return `\\htmlData{cell=${cell}${outside}}{${body}}`;
}

/** Letters of the parts; a part without one is written as a word. */
const letters: Readonly<Record<string, string>> = {
  weight: 'W',
  bias: 'b',
  alpha: '\\alpha',
  logits: 'z',
  probabilities: 'p',
  target: 't',
  loss: 'L',
  learningRate: '\\eta',
};

/** `conv1.dWeight[1,0,2,2]` as dW with the layer above and the index below. */
export function cellTex({ ref, value, virtual }: Operand): string {
  if (virtual !== undefined) return value === 0 ? '0' : formatTex(value);
  const words = ref.tensor.split('.');
  const last = words.at(-1) ?? '';
  const above = words.slice(0, -1).join('.');
  const below = ref.index.join(',');
  return partTex(last) + (above && `^{\\text{${above}}}`) + (below && `_{${below}}`);
}

export function partTex(part: string): string {
  const gradient = /^d([A-Z]\w*|[a-z])$/.exec(part);
  if (gradient === null) return letters[part] ?? (part.length === 1 ? part : `\\text{${part}}`);
  return `\\mathrm{d}${partTex(gradient[1][0].toLowerCase() + gradient[1].slice(1))}`;
}
