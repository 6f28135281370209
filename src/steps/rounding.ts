/**
 * Whether a printed equation is true of its printed numbers. A page shows few digits; where `0.02 + (−0.02)` would be
 * said to make `−0.004`, the whole equation is written with more of them, and where rounding still shows it says ≈.
 * This is the one place that decides so, for sentences and for formulas.
 */
import { printedNumber, type PrintedNumber } from '#words/numbers.ts';
import { choose, formatOf, isInsideTerm, type Detail } from './detail.ts';
import { evaluate, type Deed, type Read } from './evaluate.ts';
import type { Sign } from './expression.ts';
import { functions } from './rules.ts';
import type { Operand, Step, Term } from './step.ts';

/** An equation, or several in a row: what is done, and what each comes to. */
export interface Claim {
  readonly deed: Deed;
  readonly results: readonly Operand[];
  /** Some of its numbers are not written, so that nobody can hold the rounded ones against the result. */
  readonly isPartial?: boolean;
}

/** What stands between the two sides of each equation of a claim. */
export type Equality = Extract<Sign, '=' | '≈' | '≠'>;

/** More decimals than these nobody reads. */
const mostDecimals = 6;
/** Within this share of the result, rounding does not mislead: `≈`. */
const nearly = 1 / 20;
/** Rounding to the last digit may be a larger share, but `0.01 / 2 = 0.01` would mislead. */
const misleading = 1 / 10;
/** Below this share of what it is made of, a result is what rounding in float64 left of 0. */
const noise = 1e-12;
/** Beyond this share, a result is not its step's: a mistaken operation wrote it. Float32 results stay well within. */
const mistaken = 1e-4;

/** The same detail with as many decimals as make all claims true, or nearly; as they are where none do. */
export function detailFor(claims: readonly Claim[], detail: Detail): Detail {
  const { decimals: first = 2 } = detail;
  for (let decimals = first; decimals <= mostDecimals; decimals++) {
    const fine = { ...detail, decimals };
    if (claims.every((claim) => verdicts(claim, fine).every((one) => one !== undefined)))
      return decimals === first ? detail : fine;
  }
  return detail;
}

/** The sign of each equation of a claim, as it is printed with this detail. */
export const equalities = (claim: Claim, detail: Detail): Equality[] =>
  verdicts(claim, detail).map((one) => one ?? '≈');

/** What a step says with this detail. */
export const claimOf = (step: Step, detail: Detail): Claim => ({
  deed: step,
  results: step.writes,
  isPartial: step.kind === 'sum' && leavesOut(step.terms, detail),
});

const leavesOut = (terms: readonly Term[], detail: Detail): boolean =>
  choose(terms.length, detail, (k) => isInsideTerm(terms[k])).includes('gap');

/** Of each equation: a sign that is true, or undefined where more digits are needed. */
function verdicts({ deed, results, isPartial }: Claim, detail: Detail): (Equality | undefined)[] {
  const told = (one: Operand) => printedNumber(one.value, formatOf(one, detail));
  const known: Read = (one) => told(one).value;
  if (deed.kind === 'select')
    return [isTold(deed.candidates, deed.winner, known) ? '=' : undefined];
  let scale = 0;
  const exact = evaluate(deed, functions, ({ value, constant }) => {
    if (constant !== true) scale = Math.max(scale, Math.abs(value));
    return value;
  });
  const printed = isPartial === true ? [] : evaluate(deed, functions, known);
  return results.map((result, k): Equality | undefined => {
    if (!isOwn(result.value, exact[k], scale)) return '≠';
    return isPartial === true ? '=' : verdict(printed[k], told(result), scale);
  });
}

/** Whether a result is what its step comes to. */
const isOwn = (result: number, exact: number, scale: number): boolean =>
  Object.is(result, exact) ||
  Math.abs(exact - result) <= mistaken * Math.max(scale, Math.abs(result));

/** Holds what the printed numbers come to against the printed result. `scale` is the size of the largest of them. */
function verdict(
  comesTo: number,
  { value, unit }: PrintedNumber,
  scale: number,
): Equality | undefined {
  if (Object.is(comesTo, value)) return '=';
  const [error, size] = [Math.abs(comesTo - value), Math.abs(value)];
  // Half a unit is met exactly where a number ends in 5; binary fractions may lie a hair beyond it.
  const isRounded = error <= 0.5000001 * unit;
  if (size <= noise * scale) return value === 0 && isRounded ? '=' : '≈';
  if (isRounded && error <= misleading * size) return '=';
  return error <= nearly * size ? '≈' : undefined;
}

/** Whether one can see of the printed numbers which of them won. */
function isTold(candidates: readonly Operand[], winner: number, known: Read): boolean {
  const best = candidates[winner];
  return candidates.every((one) => one.value === best.value || known(one) !== known(best));
}
