/** A step as a reader goes through it, term by term. */
import type { Operand, Step } from './step.ts';

/** The parts that a reader passes one after the other: the products of a sum, then its bias; a function is one part. */
export function partsOf(step: Step): readonly (readonly Operand[])[] {
  switch (step.kind) {
    case 'sum': {
      const parts = step.terms.map(({ factors }) => factors);
      if (step.bias) parts.push([step.bias]);
      return parts;
    }
    case 'select':
      return step.candidates.map((candidate) => [candidate]);
    case 'route':
      return step.from.map((from) => [from]);
    case 'apply':
      return [step.operands];
    case 'stamp':
      return step.additions.map(({ term }) => term.factors);
    default:
      return step satisfies never;
  }
}
