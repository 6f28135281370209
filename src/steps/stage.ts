/**
 * A stage under construction: a run of steps that follow one rule and write one tensor. Each file of this folder that
 * is named after an operation makes such stages; `trace.ts` puts them one after the other.
 */
import { flatIndex, sizeOf, unravel, type Tensor } from '#engine/tensor.ts';
import { formatId, isInside } from './ids.ts';
import type {
  ApplyStep,
  CellRef,
  Operand,
  Role,
  RouteStep,
  SelectStep,
  StampStep,
  Step,
  SumStep,
  Term,
} from './step.ts';

/** A tensor with its name in the trace. */
export interface Named {
  readonly name: string;
  readonly tensor: Tensor;
  readonly role: Role;
  readonly gradientOf?: string;
}

/** The tensors of one operation by their part in it (`x`, `weight`, `dy`, `dWeight`), and what was asked of it. */
export interface Call {
  readonly name: string;
  readonly tensors: Readonly<Record<string, Named>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  /** The trace's name for a tensor that the operation needs besides: `exp` is `loss.exp` in a network. */
  nameOf(part: string): string;
}

export interface StageSteps {
  readonly id: string;
  readonly rule: string;
  readonly tensors: Readonly<Record<string, Named>>;
  readonly writes: Named;
  readonly attrs: Readonly<Record<string, number>>;
  readonly length: number;
  at(k: number): Step;
  /** The step of this stage whose id ends in `index`. */
  stepOf(index: readonly number[]): number | undefined;
  /** The step of this stage after which the cell `index` of the written tensor is finished. */
  completedBy(index: readonly number[]): number | undefined;
}

type Common = 'id' | 'stage' | 'rule' | 'reads' | 'writes';
/** What a rule says about one step; the rest follows from the stage. */
export type Body =
  | Omit<SumStep, Common>
  | Omit<SelectStep, Common>
  | Omit<RouteStep, Common>
  | Omit<ApplyStep, Common>
  | Omit<StampStep, Common>;

export interface StagePlan {
  readonly id: string;
  readonly rule: string;
  readonly tensors: Readonly<Record<string, Named>>;
  readonly writes: Named;
  readonly attrs: Readonly<Record<string, number>>;
}

/** Plans the stage that writes the last of its tensors: `conv1.backward.dx`, by the rule `conv2d.dx`. */
export function stagePlan(
  { name }: Call,
  pass: 'forward' | 'backward' | 'scatter',
  rule: string,
  tensors: Call['tensors'],
  attrs: StagePlan['attrs'] = {},
): StagePlan {
  const [part, writes] = Object.entries(tensors).at(-1)!;
  return { id: `${name}.${pass}.${part}`, rule, tensors, writes, attrs };
}

/** Makes the operand for the cell `index`, which must lie inside. */
export function operand(named: Named, index: readonly number[]): Operand {
  const ref = { tensor: named.name, index };
  const value = named.tensor.data[flatIndex(named.tensor.shape, index)];
  return named.role === 'constant' ? { ref, value, constant: true } : { ref, value };
}

export type OperandAt = (a: number, b?: number, c?: number, d?: number) => Operand;

/**
 * The operands of a tensor of up to four axes, each made when it is first asked for and kept: a sum over all pixels has
 * a thousand of them, and the steps of a stage meet the same ones again and again.
 */
export function operandsOf(named: Named): OperandAt {
  const { shape, data } = named.tensor;
  const [, B = 1, C = 1, D = 1] = shape;
  const made = new Array<Operand | undefined>(data.length).fill(undefined);
  return (a, b = 0, c = 0, d = 0) =>
    (made[((a * B + b) * C + c) * D + d] ??= operand(named, [a, b, c, d].slice(0, shape.length)));
}

export const refTo = (named: Named, index: readonly number[]): CellRef => ({
  tensor: named.name,
  index,
});

export const product = (first: Operand, second: Operand): Term => ({
  factors: [first, second],
  product: first.value * second.value,
});

export const single = (factor: Operand): Term => ({ factors: [factor], product: factor.value });

/** Makes the canonical stage: step k writes the k-th cell in row-major order, from all that it needs. */
export function cellStage(plan: StagePlan, body: (index: number[], k: number) => Body): StageSteps {
  const { shape, data } = plan.writes.tensor;
  const position = (index: readonly number[]): number => flatIndex(shape, index);
  return {
    ...plan,
    length: sizeOf(shape),
    at: (k) => {
      const index = unravel(shape, k);
      return finish(plan, index, body(index, k), [
        { ref: refTo(plan.writes, index), value: data[k] },
      ]);
    },
    stepOf: (index) => (isInside(shape, index) ? position(index) : undefined),
    completedBy: position,
  };
}

/** Adds to a body what every step has. */
export function finish(
  plan: StagePlan,
  index: readonly number[],
  body: Body,
  writes: readonly Operand[],
): Step {
  return {
    id: formatId(plan.id, index),
    stage: plan.id,
    rule: plan.rule,
    ...body,
    reads: readsOf(body),
    writes,
  };
}

function readsOf(body: Body): Operand[] {
  switch (body.kind) {
    case 'sum': {
      // Room for two factors a term, bias and divisor: an array that grows is copied again and again.
      const reads = new Array<Operand>(2 * body.terms.length + 2);
      let at = 0;
      if (body.bias !== undefined) reads[at++] = body.bias;
      // A sum may have a thousand terms: no iterator, no call for each.
      for (let k = 0; k < body.terms.length; k++) {
        const { factors, over } = body.terms[k];
        for (let f = 0; f < factors.length; f++)
          if (factors[f].virtual === undefined) reads[at++] = factors[f];
        if (over !== undefined) reads[at++] = over;
      }
      if (body.divisor !== undefined) reads[at++] = body.divisor;
      reads.length = at;
      return reads;
    }
    case 'select':
      return pushReal([], body.candidates);
    case 'route':
      return [...body.from];
    case 'apply':
      return pushReal([], body.operands);
    case 'stamp': {
      const reads = [body.from];
      for (const { term } of body.additions)
        for (const factor of term.factors) if (factor !== body.from) reads.push(factor);
      return reads;
    }
    default:
      return body satisfies never;
  }
}

function pushReal(reads: Operand[], operands: readonly Operand[]): Operand[] {
  for (const one of operands) if (one.virtual === undefined) reads.push(one);
  return reads;
}
