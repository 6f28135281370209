/** One term of a step as a sentence, with what it all comes to so far: for a reader who goes term by term. */
import { termsOf, type Detail } from './detail.ts';
import { formatNumber } from '#words/numbers.ts';
import { termOf } from './formula.ts';
import { largest } from './evaluate.ts';
import { spokenTerms } from './parts.ts';
import { equation, phrases } from './phrases.ts';
import { runningSum, runningValue } from './running.ts';
import { dictionary, type Language } from '#words/language.ts';
import type { Step, Term } from './step.ts';
import { cellName, grown, inWords, nameOf, numberOf, toText } from './text.ts';

interface TermPhrases {
  term(k: number, count: number): string;
  soFar(value: string): string;
  /** After the last product: what the divisor makes of the sum. */
  over(value: string, divisor: string, result: string): string;
  end: string;
  /** `between` where it lies between two cells, in the gap of a stride. */
  zero(names: string, between: boolean): string;
  largest(name: string, value: string): string;
}

const en: TermPhrases = {
  term: (k, count) => `${k} of ${count}: `,
  soFar: (value) => `; ${value} so far.`,
  over: (value, divisor, result) => `; ${value} so far, and divided by ${divisor} it is ${result}.`,
  end: '.',
  zero: (names, between) => `${names} lies ${between ? 'between the cells' : 'outside'} and adds 0`,
  largest: (name, value) => `; the largest so far is ${name} with ${value}.`,
};

const zhCn: TermPhrases = {
  term: (k, count) => `第 ${k} 项，共 ${count} 项：`,
  soFar: (value) => `；至此 ${value}。`,
  over: (value, divisor, result) => `；至此 ${value}，除以 ${divisor} 得 ${result}。`,
  end: '。',
  zero: (names, between) => `${names} 在${between ? '格子之间' : '边界之外'}，加 0`,
  largest: (name, value) => `；至此最大的是 ${name}，${value}。`,
};

const termPhrases = dictionary(en, zhCn);

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
  const terms = step.kind === 'apply' ? termsOf(step).slice(0, 1) : spokenTerms(step);
  if (terms.length <= 1 && term === 0) return toText(step, language, detail);
  const one = terms[term];
  if (one === undefined) throw new RangeError(`${step.id} has ${terms.length} terms, no ${term}`);
  const say = termPhrases[language];
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
        head + equation(cellName(candidate.ref), '', number(candidate.value)) + (tail ?? say.end)
      );
    }
    case 'apply':
      return toText(step, language, detail);
    case 'stamp': {
      const [addition, result] = [step.additions[term], step.writes[term]];
      return head + grown(addition, result, phrases[language], numberOf(detail)) + say.end;
    }
    default:
      return step satisfies never;
  }
}

function written(one: Term, say: TermPhrases, detail: Detail): string {
  const term = termOf(one);
  const names = inWords(term, 'names', nameOf);
  const zero = one.factors.find(({ virtual }) => virtual !== undefined);
  if (zero) return say.zero(names, zero.virtual === 'inserted');
  const values = inWords(term, 'numbers', numberOf(detail));
  return equation(names, values, formatNumber(one.product, detail));
}
