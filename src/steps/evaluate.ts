/**
 * Does what a step says, from the values it read alone. It is how tests hold a trace against the operation, how stages
 * between two results of the engine (softmax's exp and sum) get their numbers, and how a printed equation is held
 * against its printed numbers.
 */
import type { StepFunction } from './functions.ts';
import type { Operand, Step, Term } from './step.ts';

/** A step that is not placed in a trace: what is done, to what. */
export type Deed = Unfinished<Step>;

type Unfinished<S> = S extends Step ? Omit<S, 'id' | 'stage' | 'rule' | 'reads' | 'writes'> : never;

/** Returns the values that the step writes, in the order of its `writes`. `functions` are those that it may apply. */
export function evaluate(step: Deed, functions: Readonly<Record<string, StepFunction>>): number[] {
  switch (step.kind) {
    case 'sum':
      return [total(step.terms, step.bias, step.divisor)];
    case 'select':
      return [largest(step.candidates)?.value ?? -Infinity];
    case 'route':
      return [step.from.reduce((sum, one) => sum + one.value, 0)];
    case 'apply':
      return [functions[step.fn].of(...step.operands.map((one) => one.value))];
    case 'stamp':
      return step.additions.map(({ before, term }) => before + multiply(term));
    default:
      return step satisfies never;
  }
}

function multiply({ factors, over }: Term): number {
  const product = factors.length === 1 ? factors[0].value : factors[0].value * factors[1].value;
  return over === undefined ? product : product / over.value;
}

function total(terms: readonly Term[], bias?: Operand, divisor?: Operand): number {
  let sum = 0;
  for (const term of terms) sum += multiply(term);
  if (bias !== undefined) sum += bias.value;
  return divisor === undefined ? sum : sum / divisor.value;
}

/** The first of the largest. What lies outside never wins; a NaN does, as in the engine, so that it stays seen. */
export function largest(candidates: readonly Operand[]): Operand | undefined {
  let best: Operand | undefined;
  for (const one of candidates)
    if (
      one.virtual === undefined &&
      (best === undefined || one.value > best.value || Number.isNaN(one.value))
    )
      best = one;
  return best;
}
