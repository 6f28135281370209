/** One term of a step as a sentence, with what it all comes to so far: for a reader who goes term by term. */
import { termsOf, type Detail } from './detail.ts';
import { formatNumber } from '#words/numbers.ts';
import { termOf } from './formula.ts';
import { evaluate, largest } from './evaluate.ts';
import { spokenTerms } from './parts.ts';
import { equation, phrases } from './phrases.ts';
import { runningSum, runningValue } from './running.ts';
import { dictionary, type Language } from '#words/language.ts';
import { detailFor, equalities, type Claim, type Equality } from './rounding.ts';
import { single } from './stage.ts';
import type { RouteStep, Step, SumStep, Term } from './step.ts';
import { cellName, grown, inWords, nameOf, numberOf, toText } from './text.ts';

interface TermPhrases {
  term(k: number, count: number): string;
  soFar(value: string): string;
  /** After the last term of a mistaken operation. */
  instead(value: string, written: string): string;
  /** After the last product: what the divisor makes of the sum. */
  over(value: string, divisor: string, result: string, isExact: boolean): string;
  end: string;
  /** `between` where the cell lies between two cells, in the gap of a stride. */
  zero(term: string, cell: string, tensor: string, between: boolean): string;
  /** A place that is in no maximum. */
  never(cell: string, tensor: string): string;
  largest(name: string, value: string): string;
}

const en: TermPhrases = {
  term: (k, count) => `${k} of ${count}: `,
  soFar: (value) => `; ${value} so far.`,
  instead: (value, written) => `; ${value} so far, but ${written} was written.`,
  over: (value, divisor, result, isExact) =>
    `; ${value} so far, and divided by ${divisor} it is ${isExact ? '' : 'about '}${result}.`,
  end: '.',
  zero: (term, cell, tensor, between) =>
    term === cell
      ? `${cell} lies ${between ? `between the cells of ${tensor}` : `outside ${tensor}`} and adds 0`
      : `${term} adds 0, for ${cell} lies ${between ? `between the cells of ${tensor}` : `outside ${tensor}`}`,
  never: (cell, tensor) => `${cell} lies outside ${tensor} and cannot win`,
  largest: (name, value) => `; the largest so far is ${name} with ${value}.`,
};

const zhCn: TermPhrases = {
  term: (k, count) => `第 ${k} 项，共 ${count} 项：`,
  soFar: (value) => `；至此 ${value}。`,
  instead: (value, written) => `；至此 ${value}，写入的却是 ${written}。`,
  over: (value, divisor, result, isExact) =>
    `；至此 ${value}，除以 ${divisor} ${isExact ? '得' : '约得'} ${result}。`,
  end: '。',
  zero: (term, cell, tensor, between) =>
    (term === cell ? cell : `${term} 加 0，因为 ${cell}`) +
    ` 在 ${tensor} ${between ? '的格子之间' : '之外'}` +
    (term === cell ? '，加 0' : ''),
  never: (cell, tensor) => `${cell} 在 ${tensor} 之外，不参与比较`,
  largest: (name, value) => `；至此最大的是 ${name} = ${value}。`,
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
  const head = say.term(term + 1, terms.length);
  switch (step.kind) {
    case 'sum':
    case 'route':
      return head + added(step, one, term, terms, say, detail);
    case 'select': {
      const number = numberOf(detail);
      const best = largest(step.candidates.slice(0, term + 1));
      const [candidate] = one.factors;
      const { tensor } = candidate.ref;
      const name = cellName(candidate.ref);
      const said =
        candidate.virtual === undefined
          ? equation(name, '', number(candidate))
          : say.never(name, tensor);
      return head + said + (best ? say.largest(cellName(best.ref), number(best)) : say.end);
    }
    case 'apply':
      return toText(step, language, detail);
    case 'stamp': {
      const [addition, result] = [step.additions[term], step.writes[term]];
      const claim = { deed: { ...step, additions: [addition] }, results: [result] };
      const fine = detailFor([claim], detail);
      const [sign] = equalities(claim, fine);
      return head + grown(addition, result, phrases[language], numberOf(fine), sign) + say.end;
    }
    default:
      return step satisfies never;
  }
}

/** A term of a sum, and what it all comes to so far; after the last also what a divisor makes of it. */
function added(
  step: SumStep | RouteStep,
  one: Term,
  term: number,
  terms: readonly Term[],
  say: TermPhrases,
  detail: Detail,
): string {
  const product = { ref: step.writes[0].ref, value: one.product };
  const claim: Claim = { deed: { kind: 'sum', terms: [one] }, results: [product] };
  const isLast = term === terms.length - 1;
  if (step.kind === 'route' || step.divisor === undefined || !isLast) {
    const fine = detailFor([claim], detail);
    const [sign] = equalities(claim, fine);
    const result = told(runningValue(step, term)!, fine);
    const isMistaken = isLast && equalities({ deed: step, results: step.writes }, fine)[0] === '≠';
    return (
      written(one, say, fine, sign) +
      (isMistaken ? say.instead(told(evaluate(step, {})[0], fine), result) : say.soFar(result))
    );
  }
  const { divisor, writes } = step;
  const undivided = { ref: step.writes[0].ref, value: runningSum(terms, term) };
  const division: Claim = {
    deed: { kind: 'sum', terms: [single(undivided)], divisor },
    results: writes,
  };
  const fine = detailFor([claim, division], detail);
  const [[sign], [quotientSign]] = [equalities(claim, fine), equalities(division, fine)];
  const number = numberOf(fine);
  return (
    written(one, say, fine, sign) +
    say.over(number(undivided), number(divisor), number(writes[0]), quotientSign === '=')
  );
}

const told = (value: number, detail: Detail): string => formatNumber(value, detail);

function written(one: Term, say: TermPhrases, detail: Detail, sign?: Equality): string {
  const term = termOf(one);
  const names = inWords(term, 'names', nameOf);
  const zero = one.factors.find(({ virtual }) => virtual !== undefined);
  if (zero) return say.zero(names, nameOf(zero), zero.ref.tensor, zero.virtual === 'inserted');
  const values = inWords(term, 'numbers', numberOf(detail));
  return equation(names, values, told(one.product, detail), sign);
}
