/**
 * Does what a step says, from the values it read alone. It is how tests hold a trace against the operation, how stages
 * between two results of the engine (softmax's exp and sum) get their numbers, and how a printed equation is held
 * against its printed numbers.
 */
import type { StepFunction } from './functions.ts';
import type { Operand, Step, SumStep, Term } from './step.ts';

/** A step that is not placed in a trace: what is done, to what. */
export type Deed = Unfinished<Step>;

type Unfinished<S> = S extends Step ? Omit<S, 'id' | 'stage' | 'rule' | 'reads' | 'writes'> : never;

/** How an operand is taken: as it is, or as it is printed. */
export type Read = (one: Operand) => number;
const asItIs: Read = ({ value }) => value;

/** Returns the values that the step writes, in the order of its `writes`. `functions` are those that it may apply. */
export function evaluate(
  step: Deed,
  functions: Readonly<Record<string, StepFunction>>,
  read: Read = asItIs,
): number[] {
  switch (step.kind) {
    case 'sum':
      return [total(step, read)];
    case 'select':
      return [largest(step.candidates)?.value ?? -Infinity];
    case 'route':
      return [step.from.reduce((sum, one) => sum + read(one), 0)];
    case 'apply':
      return [functions[step.fn].of(...step.operands.map(read))];
    case 'stamp':
      return step.additions.map(
        ({ to, before, term }) => read({ ref: to, value: before }) + multiply(term, read),
      );
    default:
      return step satisfies never;
  }
}

function multiply({ factors, over }: Term, read: Read): number {
  const first = read(factors[0]);
  const product = factors.length === 1 ? first : first * read(factors[1]);
  return over === undefined ? product : product / read(over);
}

function total(
  { terms, bias, divisor }: Pick<SumStep, 'terms' | 'bias' | 'divisor'>,
  read: Read,
): number {
  let sum = 0;
  for (const term of terms) sum += multiply(term, read);
  if (bias !== undefined) sum += read(bias);
  return divisor === undefined ? sum : sum / read(divisor);
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
