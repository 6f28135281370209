/** A step as a reader goes through it, term by term. */
import { termsOf } from './detail.ts';
import type { Operand, Step } from './step.ts';

/** The parts that a reader passes one after the other: the products of a sum, then its bias; a function is one part. */
export function partsOf(step: Step): readonly (readonly Operand[])[] {
  if (step.kind === 'apply') return [step.operands];
  const parts = termsOf(step).map(({ factors }) => factors);
  return step.kind === 'sum' && step.bias !== undefined ? [...parts, [step.bias]] : parts;
}
