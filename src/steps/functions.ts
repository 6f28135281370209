/**
 * The functions that an `apply` step may name: what each does to its operands, in the very order of operations of the
 * engine, and how it is written. `tex` gets the operands already written.
 */
export interface StepFunction {
  of(...values: number[]): number;
  tex(...operands: string[]): string;
  /** The same in plain text. */
  text(...operands: string[]): string;
}

export const functions: Readonly<Record<string, StepFunction>> = {
  copy: { of: (x) => x, tex: (x) => x, text: (x) => x },
};
