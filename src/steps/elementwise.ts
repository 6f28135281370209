/** Stages in which every cell of the result is one function of the cells at the same place. */
import { sizeOf, unravel, zeros, type Tensor } from '#engine/tensor.ts';
import { evaluate } from './evaluate.ts';
import { functions } from './functions.ts';
import { cellStage, operand } from './stage.ts';
import type { Body, Call, Named, StagePlan, StageSteps } from './stage.ts';
import type { Operand, Role } from './step.ts';

/** Applies `fn`. A tensor of lower rank is read at the leading indices: [N] at n, a scalar at its only cell. */
export function applyStage(plan: StagePlan, fn: string, ...parts: readonly Named[]): StageSteps {
  return cellStage(plan, (index) => applied(fn, ...parts.map((part) => along(part, index))));
}

/** The cell of `part` that goes with `index`. */
export const along = (part: Named, index: readonly number[]): Operand =>
  operand(part, index.slice(0, part.tensor.shape.length));

export const applied = (fn: string, ...operands: Operand[]): Body => ({
  kind: 'apply',
  fn,
  operands,
});

/** A number that somebody chose, as a tensor, so that a step can read it like any other. */
export const constant = (name: string, value: number): Named => ({
  name,
  tensor: { shape: [], data: Float64Array.of(value) },
  role: 'constant',
});

/**
 * A tensor between two results of the engine, which the engine does not hand out: its numbers are what its own steps
 * come to. Returns it with its stage.
 */
export function derived(
  call: Call,
  pass: 'forward' | 'backward' | 'update' | 'mean',
  part: string,
  shape: readonly number[],
  rest: Pick<StagePlan, 'rule' | 'tensors'> & {
    role?: Role;
    gradientOf?: string;
    /** The part it plays in the rule, if that is not the last word of its name. */
    as?: string;
  },
  body: (index: number[]) => Body,
): [Named, StageSteps] {
  const tensor: Tensor = zeros(shape);
  for (let k = 0; k < sizeOf(shape); k++)
    tensor.data[k] = evaluate(body(unravel(shape, k)), functions)[0];
  const { rule, tensors, gradientOf, as = part } = rest;
  const role = rest.role ?? (pass === 'forward' ? 'activation' : 'gradient');
  const name = call.nameOf(part);
  const named =
    gradientOf === undefined ? { name, tensor, role } : { name, tensor, role, gradientOf };
  const id = `${call.name}.${pass}.${part}`;
  const plan = { id, rule, tensors: { ...tensors, [as]: named }, writes: named };
  return [named, cellStage(plan, body)];
}
