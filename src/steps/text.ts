/** A step as one full sentence, for captions and screen readers; read in order, they are the lesson. */
import { choose, formatOf, isInsideTerm, type Detail } from './detail.ts';
import { formatNumber } from '#words/numbers.ts';
import { cell, gap, plus, quotient, type Expression } from './expression.ts';
import { applied, termOf } from './formula.ts';
import { formatCell } from './ids.ts';
import { phrases, type Phrases } from './phrases.ts';
import type { Language } from '#words/language.ts';
import { print, type Hand, type Writing } from './print.ts';
import type { Addition, CellRef, Operand, Step, StampStep, SelectStep, SumStep } from './step.ts';

type Write = (one: Operand) => string;

/** Prints a formula in plain text, its cells by `write`. */
export const inWords = (of: Expression, writing: Writing, write: Write): string =>
  print(of, handFor(writing, write));

const firmnessOf = (number: string): 'sum' | 'product' | 'single' => {
  if (number.startsWith('\u2212')) return 'sum';
  return number.includes('·') ? 'product' : 'single';
};

const raised: Readonly<Record<string, string>> = { '2': '²', '3': '³' };

const handFor = (writing: Writing, write: Write): Hand<string> => ({
  holds: ({ operand }) => (writing === 'names' ? 'single' : firmnessOf(write(operand))),
  isFlat: true,
  join: (parts) => parts.join(''),
  text: (text) => (text === '⋯' ? '…' : text),
  sign: (sign) => (sign === '·' ? sign : ` ${sign} `),
  cell: ({ operand }, isSetOff) => (isSetOff ? `(${write(operand)})` : write(operand)),
  name: (name, index) => (index.length === 0 ? name : `${name}[${index.join(',')}]`),
  fraction: (above, below) => `${above} / ${below}`,
  power: (base, exponent) => base + (raised[exponent] ?? `^${exponent}`),
  exp: (of) => `exp(${of})`,
  root: (of, isSingle) => (isSingle ? `√${of}` : `√(${of})`),
  over: (name, indices) => `${name} ${indices}  `,
});

/** What a sentence is made with: its phrases, and how a number is written. */
interface Speech {
  readonly say: Phrases;
  readonly detail: Detail;
  readonly number: Write;
}

/** Writes the number of a cell. */
export const numberOf =
  (detail: Detail): Write =>
  (one) =>
    formatNumber(one.value, formatOf(one, detail));

export function toText(step: Step, language: Language, detail: Detail = {}): string {
  const say = phrases[language];
  const number = numberOf(detail);
  const name = cellName((step.writes[0] ?? step.reads[0]).ref);
  const value = step.writes[0] === undefined ? '' : number(step.writes[0]);
  switch (step.kind) {
    case 'sum':
      return sum(step, name, value, { say, detail, number });
    case 'select':
      return select(step, name, { say, detail, number });
    case 'route': {
      if (step.from.length > 0) {
        const [names, values] = written(plus(...step.from.map((one) => cell(one))), number);
        return say.arrives(name, step.from.length === 1 ? names : `${names} = ${values}`, value);
      }
      return step.passedBy.length === 0
        ? say.unread(name)
        : say.lost(name, step.passedBy.map(formatCell));
    }
    case 'apply': {
      const operands = step.operands.map((one) => cell(one));
      const [names, values] = written(applied(step.fn, operands), number);
      return say.becomes(name, names, names === values ? '' : values, value);
    }
    case 'stamp':
      return stamp(step, { say, detail, number });
    default:
      return step satisfies never;
  }
}

/** By names, and by numbers. */
const written = (of: Expression, number: Write): [names: string, values: string] => [
  inWords(of, 'names', nameOf),
  inWords(of, 'numbers', number),
];

function sum(
  { terms, bias, divisor }: SumStep,
  name: string,
  value: string,
  { say, detail, number }: Speech,
): string {
  const isWhole = detail.all === true;
  const shown = choose(terms.length, detail, (k) => isInsideTerm(terms[k]));
  const zeros = terms.flatMap(({ factors }) => factors.find((one) => one.virtual) ?? []);
  const between = zeros.some((one) => one.virtual === 'inserted');
  const products = terms.length > 0 && terms[0].factors.length > 1;
  const note =
    isWhole || zeros.length === 0
      ? ''
      : say.outside(zeros.length, zeros[0].ref.tensor, between, products);
  if (shown.length === 0 && bias === undefined) return say.nothing(name, note);
  const parts = shown.map((k) => (k === 'gap' ? gap : termOf(terms[k])));
  const total = plus(...parts, ...(bias === undefined ? [] : [cell(bias)]));
  const whole = divisor === undefined ? total : quotient(total, cell(divisor));
  const left = shown.filter((k) => k !== 'gap').length;
  const real = isWhole ? terms.length : terms.length - zeros.length;
  const hidden = left < real ? say.hidden(real, products) : '';
  return say.gets(name, ...written(whole, number), value, hidden, note);
}

export const nameOf = (one: Operand): string => cellName(one.ref);

/** A scalar needs no index in a sentence. */
export const cellName = (ref: CellRef): string =>
  ref.index.length === 0 ? ref.tensor : formatCell(ref);

function select(
  { candidates, winner }: SelectStep,
  name: string,
  { say, detail, number }: Speech,
): string {
  const keep = (k: number) => candidates[k].virtual === undefined;
  const list = choose(candidates.length, { ...detail, term: winner }, keep).map((k) =>
    k === 'gap' ? '…' : `${nameOf(candidates[k])} = ${number(candidates[k])}`,
  );
  const best = candidates[winner];
  const later = candidates
    .slice(winner + 1)
    .filter((one) => one.value === best.value && one.virtual === undefined);
  return say.largest(name, list, formatCell(best.ref), number(best), later.map(nameOf));
}

function stamp({ from, additions, writes }: StampStep, { say, detail, number }: Speech): string {
  const tensor = writes[0]?.ref.tensor ?? '';
  const list = choose(additions.length, detail).map((k) =>
    k === 'gap' ? '…' : grown(additions[k], writes[k], say, number),
  );
  return say.stamps(nameOf(from), number(from), additions.length, tensor, list);
}

/** What a cell becomes by an addition. */
export function grown(
  { to, before, term }: Addition,
  result: Operand,
  say: Phrases,
  number: Write,
): string {
  const sum = plus(cell({ ref: to, value: before }), termOf(term));
  return say.grows(formatCell(to), inWords(sum, 'numbers', number), number(result));
}
