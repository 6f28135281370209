/**
 * Which numbers of a tensor are known at a position of a trace. A cell that no step has finished yet has none: it is
 * empty, not 0. What a stamp has written so far is known, though not finished.
 */
import type { Tensor } from '#engine/tensor.ts';
import type { Known } from '#views/cell-text.ts';
import type { StampStep, Trace } from '#steps/step.ts';

export interface KnownCells {
  /** The same object as before where nothing in the tensor changed. */
  at(position: number): Known;
}

/** Makes the reader of one tensor. Throws RangeError where the trace has no such tensor. */
export function knownCells(trace: Trace, tensor: string): KnownCells {
  const values = trace.valuesAt(tensor);
  if (!values) throw new RangeError(`known: the trace has no tensor ${tensor}`);
  const finished = values.data;
  const stage = trace.stages.find(({ writes }) => writes === tensor);
  if (!stage) return { at: () => finished };
  const { start, end } = stage;
  const empty = new Array<undefined>(finished.length).fill(undefined);
  const during = remember(
    trace.at(start).kind === 'stamp' ? stamped(trace, values, start) : completed(values, start),
  );
  return {
    at: (position) =>
      position < start ? empty : position >= end - 1 ? finished : during(position),
  };
}

type AtPosition = (position: number) => Known;

function remember(compute: AtPosition): AtPosition {
  let last = -1;
  let known: Known = [];
  return (position) => {
    if (position !== last) known = compute(position);
    last = position;
    return known;
  };
}

/** Each cell is written once, in row-major order. */
const completed =
  ({ data }: Tensor, start: number): AtPosition =>
  (position) =>
    Array.from(data, (value, flat) => (start + flat <= position ? value : undefined));

/** Cells are written again and again: plays the stage from its start, or on from where it was asked last. */
function stamped(trace: Trace, { shape, data }: Tensor, start: number): AtPosition {
  let next = start;
  let known: (number | undefined)[] = [];
  return (position) => {
    // A sum that gathers shares begins at 0 once the first share arrives anywhere.
    if (next > position + 1 || next === start) {
      next = start;
      known = new Array<number>(data.length).fill(0);
    } else known = known.slice();
    for (; next <= position; next++)
      for (const { ref, value } of trace.at(next).writes) known[flatten(shape, ref.index)] = value;
    return known;
  };
}

/** What a stamp has written once its term number `term` is added: the rest of its window still holds `before`. */
export function partlyStamped(
  known: Known,
  shape: readonly number[],
  step: StampStep,
  term: number,
): Known {
  const partly = Array.from(known);
  for (const { to, before } of step.additions.slice(term + 1))
    partly[flatten(shape, to.index)] = before;
  return partly;
}

/** The same numbers with another in one cell: a sum so far. */
export function withNumber(
  known: Known,
  shape: readonly number[],
  index: readonly number[],
  value: number,
): Known {
  const changed = Array.from(known);
  changed[flatten(shape, index)] = value;
  return changed;
}

/** The place of a cell in the data of its tensor. */
export const flatten = (shape: readonly number[], index: readonly number[]): number =>
  index.reduce((flat, at, axis) => flat * shape[axis] + at, 0);
