/** A step as one full sentence, for captions and screen readers; read in order, they are the lesson. */
import { choose, formatOf, isInsideTerm, type Detail } from './detail.ts';
import { formatNumber } from '#words/numbers.ts';
import { cell, gap, plus, quotient, type Expression } from './expression.ts';
import { applied, termOf } from './formula.ts';
import { formatCell } from './ids.ts';
import { equation, phrases, type Phrases } from './phrases.ts';
import type { Language } from '#words/language.ts';
import { print, type Hand, type Writing } from './print.ts';
import { claimOf, detailFor, equalities, type Equality } from './rounding.ts';
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

/** What a sentence is made with: its phrases, how a number is written, and the sign of each of its equations. */
interface Speech {
  readonly say: Phrases;
  readonly detail: Detail;
  readonly number: Write;
  readonly signs: readonly Equality[];
}

/** Writes the number of a cell. */
export const numberOf =
  (detail: Detail): Write =>
  (one) =>
    formatNumber(one.value, formatOf(one, detail));

export function toText(step: Step, language: Language, detail: Detail = {}): string {
  const claim = claimOf(step, detail);
  const fine = detailFor([claim], detail);
  const signs = equalities(claim, fine);
  const speech = { say: phrases[language], detail: fine, number: numberOf(fine), signs };
  const { say, number } = speech;
  const name = cellName((step.writes[0] ?? step.reads[0]).ref);
  const equationOf = (of: Expression): string =>
    equation(...written(of, number), number(step.writes[0]), signs[0]);
  switch (step.kind) {
    case 'sum':
      return sum(step, name, equationOf, speech);
    case 'select':
      return select(step, name, speech);
    case 'route': {
      const passedBy = step.passedBy.map(formatCell);
      if (step.from.length > 0) {
        const whole = equationOf(plus(...step.from.map((one) => cell(one))));
        return say.arrives(name, whole, step.from.length, passedBy);
      }
      return passedBy.length === 0 ? say.unread(name) : say.lost(name, passedBy);
    }
    case 'apply':
      return say.becomes(
        name,
        equationOf(
          applied(
            step.fn,
            step.operands.map((one) => cell(one)),
          ),
        ),
      );
    case 'stamp':
      return stamp(step, speech);
    default:
      return step satisfies never;
  }
}

/** By names, and by numbers; the latter are empty where nothing in them is a cell. */
const written = (of: Expression, number: Write): [names: string, values: string] => {
  const [names, values] = [inWords(of, 'names', nameOf), inWords(of, 'numbers', number)];
  return [names, names === values ? '' : values];
};

function sum(
  { terms, bias, divisor }: SumStep,
  name: string,
  equationOf: (of: Expression) => string,
  { say, detail }: Speech,
): string {
  const shown = choose(terms.length, detail, (k) => isInsideTerm(terms[k]));
  const isWhole = detail.all === true;
  const zeros = terms.flatMap(({ factors }) => factors.find((one) => one.virtual) ?? []);
  const unwritten = say.unwritten({
    total: terms.length,
    written: shown.filter((k) => k !== 'gap' && (isWhole || isInsideTerm(terms[k]))).length,
    zeros: isWhole ? 0 : zeros.length,
    tensor: zeros[0]?.ref.tensor ?? '',
    between: zeros.some((one) => one.virtual === 'inserted'),
    products: terms.length > 0 && terms[0].factors.length > 1,
  });
  if (shown.length === 0 && bias === undefined) return say.nothing(name, unwritten);
  const parts = shown.map((k) => (k === 'gap' ? gap : termOf(terms[k])));
  const total = plus(...parts, ...(bias === undefined ? [] : [cell(bias)]));
  const whole = divisor === undefined ? total : quotient(total, cell(divisor));
  return say.gets(name, equationOf(whole), unwritten);
}

export const nameOf = (one: Operand): string => cellName(one.ref);

/** A scalar needs no index in a sentence. */
export const cellName = (ref: CellRef): string =>
  ref.index.length === 0 ? ref.tensor : formatCell(ref);

function select(
  { candidates, winner }: SelectStep,
  cell: string,
  { say, detail, number }: Speech,
): string {
  const isInside = ({ virtual }: Operand): boolean => virtual === undefined;
  const list = choose(candidates.length, { ...detail, term: winner }, (k) =>
    isInside(candidates[k]),
  ).map((k) => (k === 'gap' ? say.gap : `${nameOf(candidates[k])} = ${number(candidates[k])}`));
  const best = candidates[winner];
  const isTied = (one: Operand): boolean => one.value === best.value && isInside(one);
  return say.largest({
    ...{ cell, list, winner: formatCell(best.ref), value: number(best) },
    tied: candidates
      .slice(winner + 1)
      .filter(isTied)
      .map(nameOf),
    places: candidates.filter((one) => !isInside(one)).length,
    tensor: best.ref.tensor,
  });
}

function stamp(
  { from, additions, writes }: StampStep,
  { say, detail, number, signs }: Speech,
): string {
  const tensor = writes[0]?.ref.tensor ?? '';
  const list = choose(additions.length, detail).map((k) =>
    k === 'gap' ? say.gap : grown(additions[k], writes[k], say, number, signs[k]),
  );
  return say.stamps(nameOf(from), number(from), additions.length, tensor, list);
}

/** What a cell becomes by an addition. */
export function grown(
  { to, before, term }: Addition,
  result: Operand,
  say: Phrases,
  number: Write,
  sign: Equality | undefined,
): string {
  const sum = inWords(plus(cell({ ref: to, value: before }), termOf(term)), 'numbers', number);
  return say.grows(formatCell(to), equation(sum, '', number(result), sign));
}
