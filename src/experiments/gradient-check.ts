/** A gradient check as figures tell it: every cell with its place, which of them are wrong, and the worst. */
import { checkGradient, type CheckedEntry, type CheckedTensor } from '#engine/gradient-check.ts';
import type { Operation } from '#engine/operation.ts';
import { unravel, type Tensor } from '#engine/tensor.ts';
import type { OperationRun } from '#steps/operation-trace.ts';

export interface CheckedCell extends CheckedEntry {
  readonly index: readonly number[];
  readonly isWrong: boolean;
}

export interface TensorCheck {
  readonly name: string;
  readonly shape: readonly number[];
  readonly cells: readonly CheckedCell[];
  readonly wrong: number;
  readonly kinks: number;
  /** Largest relative error of the cells without a kink. */
  readonly error: number;
  /** The cell that is off by most; undefined where none is wrong. */
  readonly worst: CheckedCell | undefined;
}

/**
 * Tells which cells are wrong: those whose relative error is `wrongFrom` or more, or no number. A cell on a kink has no
 * slope to compare with and is neither right nor wrong.
 */
export function judge(
  name: string,
  shape: readonly number[],
  { entries, kinks, worst: error }: CheckedTensor,
  wrongFrom: number,
): TensorCheck {
  const cells = entries.map((entry): CheckedCell => {
    const isWrong = !entry.kink && !(entry.relativeError < wrongFrom);
    return { ...entry, index: unravel(shape, entry.at), isWrong };
  });
  const wrong = cells.filter((cell) => cell.isWrong);
  const worst = wrong.toSorted((a, b) => distance(b) - distance(a))[0];
  return { name, shape, cells, wrong: wrong.length, kinks, error, worst };
}

const distance = ({ analytic, quotient }: CheckedEntry): number => Math.abs(analytic - quotient);

/**
 * Holds the gradient of the input `part` against finite differences of the loss Σ dy·y, whose gradient for y is dy: what
 * any layer above amounts to for one small move. Everything in float64; mutates nothing.
 */
export function checkInput(
  operation: Operation<any, any, any>,
  { inputs, attrs, dy }: Required<Omit<OperationRun, 'name' | 'output'>>,
  part: string,
  gradient: Tensor,
): CheckedTensor {
  const { shape, data } = inputs[part];
  const point: Tensor = { shape, data: data.slice() };
  const loss = (): number => {
    const y = operation.forward({ ...inputs, [part]: point }, attrs).data;
    let sum = 0;
    for (let flat = 0; flat < y.length; flat++) sum += dy.data[flat] * y[flat];
    return sum;
  };
  return checkGradient(loss, point, gradient);
}
