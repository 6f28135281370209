/** A step as one full sentence, for captions and screen readers; read in order, they are the lesson. */
import { choose, formatOf, isInsideTerm, type Detail } from './detail.ts';
import { formatNumber, inProduct } from '#words/numbers.ts';
import { functions } from './rules.ts';
import { formatCell } from './ids.ts';
import { phrases, type Phrases } from './phrases.ts';
import type { Language } from '#words/language.ts';
import type { CellRef, Operand, Step, StampStep, SelectStep, SumStep, Term } from './step.ts';

type Write = (one: Operand) => string;

export function toText(step: Step, language: Language, detail: Detail = {}): string {
  const say = phrases[language];
  const number: Write = (one) => formatNumber(one.value, formatOf(one, detail));
  const cell = cellName((step.writes[0] ?? step.reads[0]).ref);
  const value = step.writes[0] === undefined ? '' : number(step.writes[0]);
  switch (step.kind) {
    case 'sum':
      return sum(step, cell, value, say, detail, number);
    case 'select':
      return select(step, cell, say, detail, number);
    case 'route':
      if (step.from.length > 0) {
        const names = step.from.map(nameOf).join(' + ');
        const values = step.from.map((one) => inProduct(number(one))).join(' + ');
        return say.arrives(cell, step.from.length === 1 ? names : `${names} = ${values}`, value);
      }
      return step.passedBy.length === 0
        ? say.unread(cell)
        : say.lost(cell, step.passedBy.map(formatCell));
    case 'apply': {
      const { text } = functions[step.fn];
      const names = text(...step.operands.map(nameOf));
      const values = text(...step.operands.map(number));
      return say.becomes(cell, names, names === values ? '' : values, value);
    }
    case 'stamp':
      return stamp(step, say, detail, number);
    default:
      return step satisfies never;
  }
}

function sum(
  { terms, bias, divisor }: SumStep,
  cell: string,
  value: string,
  say: Phrases,
  detail: Detail,
  number: Write,
): string {
  const shown = choose(terms.length, detail, (k) => isInsideTerm(terms[k]));
  const zeros = terms.flatMap(({ factors }) => factors.find((one) => one.virtual) ?? []);
  const outside = zeros.length;
  const between = zeros.some((one) => one.virtual === 'inserted');
  const products = terms.length > 0 && terms[0].factors.length > 1;
  const note =
    detail.all === true || outside === 0
      ? ''
      : say.outside(outside, zeros[0].ref.tensor, between, products);
  if (shown.length === 0 && bias === undefined) return say.nothing(cell, note);
  const write = (one: Write): string => {
    const parts = shown.map((k) => (k === 'gap' ? '…' : product(terms[k], one)));
    if (bias !== undefined) parts.push(inProduct(one(bias)));
    const total = parts.join(' + ');
    if (divisor === undefined) return total;
    return `${parts.length === 1 ? total : `(${total})`} / ${one(divisor)}`;
  };
  const left = shown.filter((k) => k !== 'gap').length;
  const real = detail.all === true ? terms.length : terms.length - outside;
  const hidden = left < real ? say.hidden(real, products) : '';
  return say.gets(cell, write(nameOf), write(number), value, hidden, note);
}

const nameOf: Write = (one) => cellName(one.ref);

/** A scalar needs no index in a sentence. */
export const cellName = (ref: CellRef): string =>
  ref.index.length === 0 ? ref.tensor : formatCell(ref);

export function product({ factors, over }: Term, write: Write): string {
  const multiplied = factors.map((one) => inProduct(write(one))).join('·');
  return over === undefined ? multiplied : `${multiplied}/${write(over)}`;
}

function select(
  { candidates, winner }: SelectStep,
  cell: string,
  say: Phrases,
  detail: Detail,
  number: Write,
): string {
  const keep = (k: number) => candidates[k].virtual === undefined;
  const list = choose(candidates.length, { ...detail, term: winner }, keep).map((k) =>
    k === 'gap' ? '…' : `${nameOf(candidates[k])} = ${number(candidates[k])}`,
  );
  const best = candidates[winner];
  const later = candidates
    .slice(winner + 1)
    .filter((one) => one.value === best.value && one.virtual === undefined);
  return say.largest(cell, list, formatCell(best.ref), number(best), later.map(nameOf));
}

function stamp(
  { from, additions, writes }: StampStep,
  say: Phrases,
  detail: Detail,
  number: Write,
): string {
  const tensor = writes[0]?.ref.tensor ?? '';
  const list = choose(additions.length, detail).map((k) => {
    if (k === 'gap') return '…';
    const { to, before, term } = additions[k];
    const sum = `${formatNumber(before, detail)} + ${product(term, number)}`;
    return say.grows(formatCell(to), sum, number(writes[k]));
  });
  return say.stamps(nameOf(from), number(from), additions.length, tensor, list);
}
