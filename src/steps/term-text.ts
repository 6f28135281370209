/** One term of a step as a sentence, with what it all comes to so far: for a reader who goes term by term. */
import { formatOf, termsOf, type Detail } from './detail.ts';
import { formatNumber } from '#words/numbers.ts';
import { cell, plus } from './expression.ts';
import { termOf } from './formula.ts';
import { largest } from './evaluate.ts';
import { runningSum, runningValue } from './running.ts';
import { dictionary, type Language } from '#words/language.ts';
import type { Operand, Step, Term } from './step.ts';
import { cellName, inWords, nameOf, toText } from './text.ts';

interface TermPhrases {
  term(k: number, count: number): string;
  adds(names: string, values: string, product: string): string;
  soFar(value: string): string;
  /** After the last product: what the divisor makes of the sum. */
  over(value: string, divisor: string, result: string): string;
  end: string;
  /** `between` where it lies between two cells, in the gap of a stride. */
  zero(names: string, between: boolean): string;
  candidate(name: string, value: string): string;
  largest(name: string, value: string): string;
  grows(cell: string, sum: string, value: string): string;
}

const en: TermPhrases = {
  term: (k, count) => `${k} of ${count}: `,
  adds: (names, values, product) => `${names} = ${values === '' ? '' : `${values} = `}${product}`,
  soFar: (value) => `; ${value} so far.`,
  over: (value, divisor, result) => `; ${value} so far, and divided by ${divisor} it is ${result}.`,
  end: '.',
  zero: (names, between) => `${names} lies ${between ? 'between the cells' : 'outside'} and adds 0`,
  candidate: (name, value) => `${name} = ${value}`,
  largest: (name, value) => `; the largest so far is ${name} with ${value}.`,
  grows: (cell, sum, value) => `${cell} becomes ${sum} = ${value}.`,
};

const zhCn: TermPhrases = {
  term: (k, count) => `第 ${k} 项，共 ${count} 项：`,
  adds: en.adds,
  soFar: (value) => `；至此 ${value}。`,
  over: (value, divisor, result) => `；至此 ${value}，除以 ${divisor} 得 ${result}。`,
  end: '。',
  zero: (names, between) => `${names} 在${between ? '格子之间' : '边界之外'}，加 0`,
  candidate: en.candidate,
  largest: (name, value) => `；至此最大的是 ${name}，${value}。`,
  grows: (cell, sum, value) => `${cell} 变为 ${sum} = ${value}。`,
};

const phrases = dictionary(en, zhCn);

/**
 * `term` counts from 0: the products of a sum, then its bias. A function and a step of a single term are told whole.
 * Throws RangeError where there is no such term.
 */
export function toTermText(
  step: Step,
  term: number,
  language: Language,
  detail: Detail = {},
): string {
  const terms = spokenTerms(step);
  if (terms.length <= 1 && term === 0) return toText(step, language, detail);
  const one = terms[term];
  if (one === undefined) throw new RangeError(`${step.id} has ${terms.length} terms, no ${term}`);
  const say = phrases[language];
  const number = (value: number): string => formatNumber(value, detail);
  const head = say.term(term + 1, terms.length);
  switch (step.kind) {
    case 'sum':
    case 'route': {
      const said = head + written(one, say, detail);
      if (step.kind === 'route' || step.divisor === undefined || term < terms.length - 1)
        return said + say.soFar(number(runningValue(step, term)!));
      const divisor = formatNumber(step.divisor.value, { chosen: true });
      const undivided = number(runningSum(terms, term));
      return said + say.over(undivided, divisor, number(step.writes[0].value));
    }
    case 'select': {
      const best = largest(step.candidates.slice(0, term + 1));
      const [candidate] = one.factors;
      const tail = best && say.largest(cellName(best.ref), number(best.value));
      return (
        head + say.candidate(cellName(candidate.ref), number(candidate.value)) + (tail ?? say.end)
      );
    }
    case 'apply':
      return toText(step, language, detail);
    case 'stamp': {
      const { to, before } = step.additions[term];
      const sum = plus(cell({ ref: to, value: before }), termOf(one));
      const said = inWords(sum, 'numbers', numberOf(detail));
      return head + say.grows(cellName(to), said, number(step.writes[term].value));
    }
    default:
      return step satisfies never;
  }
}

/** As a reader passes them: the bias of a sum is its last term, and a function takes all its operands at once. */
function spokenTerms(step: Step): readonly Term[] {
  if (step.kind === 'apply') return termsOf(step).slice(0, 1);
  if (step.kind !== 'sum' || step.bias === undefined) return termsOf(step);
  return [...step.terms, { factors: [step.bias], product: step.bias.value }];
}

const numberOf =
  (detail: Detail) =>
  (one: Operand): string =>
    formatNumber(one.value, formatOf(one, detail));

function written(one: Term, say: TermPhrases, detail: Detail): string {
  const term = termOf(one);
  const names = inWords(term, 'names', nameOf);
  const zero = one.factors.find(({ virtual }) => virtual !== undefined);
  if (zero) return say.zero(names, zero.virtual === 'inserted');
  const values = inWords(term, 'numbers', numberOf(detail));
  const result = formatNumber(one.product, detail);
  return say.adds(names, result === values ? '' : values, result);
}
