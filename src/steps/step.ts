/**
 * A step is plain data: these cells were read, this was done, this cell was written. A trace is a pure function from
 * a position to a step. Views, formulas, captions, URLs and tests all read it; none computes a number again.
 */
export interface CellRef {
  readonly tensor: string;
  readonly index: readonly number[];
}

export interface Operand {
  readonly ref: CellRef;
  readonly value: number;
}

export interface Term {
  readonly factors: readonly Operand[];
  readonly product: number;
}

interface StepBase {
  /** Stable and readable, `stage` + written cell: `conv1.backward.dWeight[1,0,2,2]`. */
  readonly id: string;
  readonly stage: string;
  readonly reads: readonly Operand[];
  readonly writes: readonly Operand[];
}

/** A closed set: a switch over `kind` ends in `never`. */
export type Step =
  | (StepBase & { readonly kind: 'sum'; readonly terms: readonly Term[]; readonly bias?: Operand })
  | (StepBase & {
      readonly kind: 'select';
      readonly candidates: readonly Operand[];
      readonly winner: number;
    })
  | (StepBase & { readonly kind: 'route'; readonly from: readonly Operand[]; readonly to: CellRef })
  | (StepBase & {
      readonly kind: 'apply';
      readonly fn: string;
      readonly operands: readonly Operand[];
    });

/** Steps `start` (included) to `end` (not included) of a trace. */
export interface Stage {
  readonly id: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

export interface Trace {
  readonly length: number;
  readonly stages: readonly Stage[];
  /** Pure and random-access: does not depend on what was asked before. */
  at(position: number): Step;
  /** The position of the step that writes this cell, if any does. */
  indexOf(ref: CellRef): number | undefined;
}
