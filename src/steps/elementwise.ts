/** Stages in which every cell of the result is one function, or one sum, of the cells that belong to its place. */
import { sizeOf, unravel, zeros } from '#engine/tensor.ts';
import { evaluate } from './evaluate.ts';
import { functions } from './functions.ts';
import { cellStage, operand, product, single } from './stage.ts';
import type { Body, Call, Named, StagePlan, StageSteps } from './stage.ts';
import type { Operand, Role } from './step.ts';

/**
 * What a step does with the tensors that it reads, in their order: the function of this name; or `Σ`, the sum of the
 * first tensor's cells, each times the cell of the second, if there is one; or what a body of its own says.
 */
export type Doing = string | ((index: number[]) => Body);

/** The stage that does this with all tensors of its plan but the last, which it writes. */
export const doingStage = (plan: StagePlan, doing: Doing): StageSteps =>
  cellStage(plan, bodyOf(doing, Object.values(plan.tensors).slice(0, -1)));

/** A tensor of lower rank is read at the leading indices: [N] at n, a scalar at its only cell. */
function bodyOf(doing: Doing, read: readonly Named[]): (index: number[]) => Body {
  if (typeof doing !== 'string') return doing;
  if (doing === 'Σ') return (index) => sumBelow(index, read[0], read[1]);
  return (index) => applied(doing, ...read.map((part) => along(part, index)));
}

/** The sum over all cells of `part` that begin with `index`, in row-major order, each times its cell of `other`. */
export const sumBelow = (index: readonly number[], part: Named, other?: Named) => ({
  kind: 'sum' as const,
  terms: cellsBelow(part, index).map((one) =>
    other === undefined ? single(one) : product(one, along(other, one.ref.index)),
  ),
});

/** All cells of `part` that begin with `index`, in row-major order. */
export function cellsBelow(part: Named, index: readonly number[]): Operand[] {
  const rest = part.tensor.shape.slice(index.length);
  return Array.from({ length: sizeOf(rest) }, (_, k) =>
    operand(part, [...index, ...unravel(rest, k)]),
  );
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
  doing: Doing,
): [Named, StageSteps] {
  const { rule, tensors, gradientOf, as = part } = rest;
  const body = bodyOf(doing, Object.values(tensors));
  const tensor = zeros(shape);
  for (let k = 0; k < tensor.data.length; k++)
    tensor.data[k] = evaluate(body(unravel(shape, k)), functions)[0];
  const role = rest.role ?? (pass === 'forward' ? 'activation' : 'gradient');
  const named = { name: call.nameOf(part), tensor, role, ...(gradientOf && { gradientOf }) };
  const id = `${call.name}.${pass}.${part}`;
  const plan = { id, rule, tensors: { ...tensors, [as]: named }, writes: named, attrs: {} };
  return [named, cellStage(plan, body)];
}
