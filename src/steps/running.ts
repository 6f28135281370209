/**
 * What a step has come to after one of its terms, for a reader who goes term by term. The terms are those that a reader
 * passes: the products of a sum, then its bias.
 */
import { termsOf } from './detail.ts';
import { largest } from './evaluate.ts';
import type { Step, Term } from './step.ts';

/**
 * The value of the cell being written once term number `term` (from 0) is added, in the engine's order. The last term
 * gives the step's own result. Undefined where nothing can be said yet: a maximum that has met no cell, a function that
 * needs all of its operands, and a stamp, which finishes a cell with every term.
 */
export function runningValue(step: Step, term: number): number | undefined {
  switch (step.kind) {
    case 'sum': {
      const last = step.terms.length - 1 + (step.bias === undefined ? 0 : 1);
      if (term >= last) return step.writes[0].value;
      return runningSum(step.terms, term);
    }
    case 'route':
      return runningSum(termsOf(step), term);
    case 'select':
      return largest(step.candidates.slice(0, term + 1))?.value;
    case 'apply':
    case 'stamp':
      return undefined;
    default:
      return step satisfies never;
  }
}

/** From 0, the products up to number `term`, one after the other as the engine adds them. */
export function runningSum(terms: readonly Term[], term: number): number {
  let sum = 0;
  for (let k = 0; k <= term && k < terms.length; k++) sum += terms[k].product;
  return sum;
}
