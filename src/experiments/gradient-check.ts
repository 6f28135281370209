/** A gradient check as figures tell it: every cell with its place, which of them are wrong, and the worst. */
import { checkGradient, type CheckedEntry, type CheckedTensor } from '#engine/gradient-check.ts';
import type { Operation } from '#engine/operation.ts';
import { unravel, type Tensor } from '#engine/tensor.ts';
import { gradientName } from '#steps/operation-trace.ts';
import type { Run } from './operation.ts';

export interface CheckedCell extends CheckedEntry {
  readonly index: readonly number[];
  readonly isWrong: boolean;
  /** |analytic − quotient| */
  readonly distance: number;
}

export interface Judgement {
  /** Cells are wrong from this relative error on. */
  readonly wrongFrom: number;
  /** What the worst of them is off by most in. */
  readonly offBy: 'distance' | 'relativeError';
}

export interface TensorCheck {
  readonly name: string;
  readonly shape: readonly number[];
  readonly cells: readonly CheckedCell[];
  readonly wrong: number;
  readonly kinks: number;
  /** Largest relative error of the cells without a kink. */
  readonly error: number;
  /** The wrong cell that is off by most; undefined where there is none. */
  readonly worst: CheckedCell | undefined;
}

/** Tells which cells are wrong, a relative error that is no number included. A kink has no slope: it is neither. */
export function judge(
  name: string,
  shape: readonly number[],
  { entries, kinks, worst: error }: CheckedTensor,
  { wrongFrom, offBy }: Judgement,
): TensorCheck {
  const cells = entries.map((entry): CheckedCell => {
    const isWrong = !entry.kink && !(entry.relativeError < wrongFrom);
    const distance = Math.abs(entry.analytic - entry.quotient);
    return { ...entry, index: unravel(shape, entry.at), isWrong, distance };
  });
  const wrong = cells.filter((cell) => cell.isWrong);
  const worst = wrong.toSorted((a, b) => b[offBy] - a[offBy])[0];
  return { name, shape, cells, wrong: wrong.length, kinks, error, worst };
}

/**
 * Holds the gradient of the input `part`, as the trace has it, against finite differences of the loss Σ dy·y, whose
 * gradient for y is dy: what any layer above amounts to for one small move. Everything in float64; the run needs a dy.
 */
export function checkInput(
  operation: Operation<any, any, any>,
  { inputs, attrs, dy, trace }: Run,
  part: string,
  judgement: Judgement,
): TensorCheck {
  const { shape, data } = inputs[part];
  const point: Tensor = { shape, data: data.slice() };
  const loss = (): number => {
    const y = operation.forward({ ...inputs, [part]: point }, attrs).data;
    let sum = 0;
    for (let flat = 0; flat < y.length; flat++) sum += dy!.data[flat] * y[flat];
    return sum;
  };
  const name = gradientName(part);
  return judge(name, shape, checkGradient(loss, point, trace.valuesAt(name)!), judgement);
}
