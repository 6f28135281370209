/**
 * A step is plain data: these cells were read, this was done, this cell was written. A trace is a pure function from
 * a position to a step. Views, formulas, captions, URLs and tests all read it; none computes a number again.
 */
import type { Tensor } from '#engine/tensor.ts';

export interface CellRef {
  readonly tensor: string;
  readonly index: readonly number[];
}

/**
 * A value and the cell it came from. `virtual` marks a value that stands in no cell: `padding` lies outside the tensor
 * (its index is then negative or too large: `x[0,0,-1,2]`), `inserted` lies between two cells, where a stride leaves a
 * gap (its index then has a fraction: `dy[0,0,0.5,1]`). A sum meets 0 there, a maximum -Infinity.
 */
export interface Operand {
  readonly ref: CellRef;
  readonly value: number;
  readonly virtual?: 'padding' | 'inserted';
  /** A number that somebody chose, a count or a rate, and so is written with all its digits. */
  readonly constant?: true;
}

/** One factor or two, multiplied; then, if there is an `over`, divided by it. */
export interface Term {
  readonly factors: readonly Operand[];
  readonly over?: Operand;
  readonly product: number;
}

/** One `+=` of a stamp: the cell held `before`, `term.product` is added. */
export interface Addition {
  readonly to: CellRef;
  readonly before: number;
  readonly term: Term;
}

interface StepBase {
  /** Stable and readable, `stage` + index of the written cell: `conv1.backward.dWeight[1,0,2,2]`. */
  readonly id: string;
  readonly stage: string;
  /** The rule that made it, a key of `rules.ts`: `conv2d.dWeight`. Formula, sentence and source line hang on it. */
  readonly rule: string;
  /** Every real cell that was read; what is `virtual` stands only in the terms or candidates. */
  readonly reads: readonly Operand[];
  readonly writes: readonly Operand[];
}

/** From 0, the products are added in their order; then the bias is added; then the sum is divided. */
export interface SumStep extends StepBase {
  readonly kind: 'sum';
  readonly terms: readonly Term[];
  readonly bias?: Operand;
  readonly divisor?: Operand;
}

/** The largest of the candidates; on a tie the first. `winner` is a position in `candidates`. */
export interface SelectStep extends StepBase {
  readonly kind: 'select';
  readonly candidates: readonly Operand[];
  readonly winner: number;
}

/** The sum of what arrives unchanged; `passedBy` are the cells that could have sent something but chose another. */
export interface RouteStep extends StepBase {
  readonly kind: 'route';
  readonly from: readonly Operand[];
  readonly to: CellRef;
  readonly passedBy: readonly CellRef[];
}

/** A function of `functions.ts` applied to the operands in order. */
export interface ApplyStep extends StepBase {
  readonly kind: 'apply';
  readonly fn: string;
  readonly operands: readonly Operand[];
}

/** The scatter form: `from` adds its share to every cell that it reaches; `writes` hold the sums so far. */
export interface StampStep extends StepBase {
  readonly kind: 'stamp';
  readonly from: Operand;
  readonly additions: readonly Addition[];
}

/** A closed set: a switch over `kind` ends in `never`. */
export type Step = SumStep | SelectStep | RouteStep | ApplyStep | StampStep;

/** The colour role of a tensor. `state` is an optimizer's memory, `constant` a number that somebody chose. */
export type Role = 'input' | 'target' | 'weight' | 'activation' | 'gradient' | 'state' | 'constant';

export interface TensorInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: Role;
  /** The tensor that this one is the gradient of. */
  readonly gradientOf?: string;
}

/** Steps `start` (included) to `end` (not included) of a trace. */
export interface Stage {
  readonly id: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  /** Names of the tensors in play by the part they have in the rule: `{ x: 'conv1.y', weight: 'conv2.weight' }`. */
  readonly tensors: Readonly<Record<string, string>>;
  /** The tensor that this stage writes. */
  readonly writes: string;
  /** Whole numbers of the rule, pairs unfolded: `{ strideHeight: 1, strideWidth: 1, paddingHeight: 0, ... }`. */
  readonly attrs: Readonly<Record<string, number>>;
}

export interface Trace {
  readonly length: number;
  readonly stages: readonly Stage[];
  /** Every tensor in play, inputs first, then in the order in which they are written. */
  readonly tensors: readonly TensorInfo[];
  /** Pure and random-access: does not depend on what was asked before. Throws RangeError outside 0..length-1. */
  at(position: number): Step;
  /** The position of the step that completes this cell, if any does. */
  indexOf(ref: CellRef): number | undefined;
  /** The position of the step with this id; undefined where there is none or the text is no id. */
  positionOf(id: string): number | undefined;
  /** The stage that a position lies in. */
  stageAt(position: number): Stage;
  /** The numbers of a tensor when its stage is finished; undefined where there is no such tensor. */
  valuesAt(tensor: string): Tensor | undefined;
  /** Positions of all steps that read this cell, ascending. */
  readers(ref: CellRef): readonly number[];
}
