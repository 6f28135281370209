/** What is lit in the grids: the cells that the current step reads and writes, and those around a hovered cell. */
import { keyOf } from '#views/cell-text.ts';
import { mark, type MarksInTheMaking } from '#views/marks.ts';
import { partsOf } from '#steps/parts.ts';
import type { CellRef, Step, Term, Trace } from '#steps/step.ts';
import { decisionsOf } from './gates.ts';

/**
 * Returns the marks of a step shown whole, or up to its term number `term`. Cells of the tensors in `framed` have a
 * frame around them all.
 */
export function marksOfStep(
  step: Step,
  term: number | undefined,
  framed: readonly string[],
): MarksInTheMaking {
  const marks: MarksInTheMaking = new Map();
  const parts = partsOf(step);
  const frameOf = ({ tensor }: CellRef): number => (framed.includes(tensor) ? mark.framed : 0);
  for (const { ref } of step.reads) add(marks, ref, mark.read | frameOf(ref));
  // Zeros of padding are read too, though they stand in no cell.
  for (const factors of parts)
    for (const { ref, virtual } of factors) if (virtual) add(marks, ref, mark.read | frameOf(ref));
  const isPartial = term !== undefined && term < parts.length - 1;
  if (step.kind === 'stamp' && term !== undefined) {
    const current: Term | undefined = step.additions[term]?.term;
    step.additions.forEach(({ to }, k) => k <= term && add(marks, to, mark.write));
    current?.factors.forEach(({ ref }) => add(marks, ref, mark.term));
    return marks;
  }
  for (const { ref } of step.writes)
    add(marks, ref, mark.write | (isPartial ? mark.partial : 0) | frameOf(ref));
  if (term !== undefined) parts[term]?.forEach(({ ref }) => add(marks, ref, mark.term));
  return marks;
}

/** Adds the marks around a hovered cell: what made it, and what is made from it. */
export function addHover(marks: MarksInTheMaking, ref: CellRef, trace: Trace): void {
  add(marks, ref, mark.hovered);
  const writer = trace.indexOf(ref);
  if (writer !== undefined)
    for (const source of trace.at(writer).reads) add(marks, source.ref, mark.source);
  for (const reader of trace.readers(ref))
    for (const { ref: made } of trace.at(reader).writes) add(marks, made, mark.consumer);
}

/** Marks what the steps up to `index` have decided. */
export function addDecisions(marks: MarksInTheMaking, trace: Trace, index: number): void {
  for (const { ref, bit, position } of decisionsOf(trace))
    if (position <= index) add(marks, ref, bit);
}

/** Marks a cell that is wrong, once the step that completes it is done. */
export function addWrong(marks: MarksInTheMaking, ref: CellRef, trace: Trace, index: number): void {
  const by = trace.indexOf(ref);
  if (by !== undefined && by <= index) add(marks, ref, mark.wrong);
}

function add(marks: MarksInTheMaking, { tensor, index }: CellRef, bits: number): void {
  let cells = marks.get(tensor);
  if (!cells) marks.set(tensor, (cells = new Map<string, number>()));
  const key = keyOf(index);
  cells.set(key, (cells.get(key) ?? 0) | bits);
}
