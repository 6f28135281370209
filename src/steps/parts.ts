/** A step as a reader goes through it, term by term. */
import { termsOf } from './detail.ts';
import { single } from './stage.ts';
import type { Operand, Step, Term } from './step.ts';

/** The parts that a reader passes one after the other: the products of a sum, then its bias; a function is one part. */
export function partsOf(step: Step): readonly (readonly Operand[])[] {
  if (step.kind === 'apply') return [step.operands];
  return spokenTerms(step).map(({ factors }) => factors);
}

/** The terms of a step, of which the bias of a sum is the last. */
export function spokenTerms(step: Step): readonly Term[] {
  const terms = termsOf(step);
  return step.kind === 'sum' && step.bias !== undefined ? [...terms, single(step.bias)] : terms;
}
