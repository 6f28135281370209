/** What is lit in the grids: the cells that the current step reads and writes, and those around a hovered cell. */
import { keyOf } from './cell-text.ts';
import type { CellRef, Operand, Step, Term, Trace } from '#steps/step.ts';

/** One bit each, so that a cell's marks are one number and comparing them is cheap. */
export const mark = {
  read: 1,
  write: 2,
  /** A factor of the term just added. */
  term: 4,
  /** Being written: its sum is not complete yet. */
  partial: 8,
  hovered: 16,
  /** The hovered cell was made from this one. */
  source: 32,
  /** Made from the hovered cell. */
  consumer: 64,
  /** A check says that this number is not what it should be. */
  wrong: 128,
} as const;

/** A cell that shows a value and its gradient holds the marks of both in one number, the gradient's this far up. */
export const gradientBits = 16;

export type MarkName = keyof typeof mark;
export const markNames = Object.keys(mark) as MarkName[];

/** The names of the marks in a number, for CSS and for screen readers. */
export const namesOfMarks = (bits: number): MarkName[] =>
  markNames.filter((name) => (bits & mark[name]) !== 0);

/** Marks by the key of the cell's index (`0,0,1,2`), for one tensor. */
export type CellMarks = ReadonlyMap<string, number>;
export type MarksByTensor = ReadonlyMap<string, CellMarks>;
export type MarksInTheMaking = Map<string, Map<string, number>>;

export const noMarks: CellMarks = new Map();

/** The parts that a step shows one after the other at the level of terms. */
export function termsOf(step: Step): readonly (readonly Operand[])[] {
  switch (step.kind) {
    case 'sum': {
      const parts = step.terms.map(({ factors }) => factors);
      if (step.bias) parts.push([step.bias]);
      return parts;
    }
    case 'select':
      return step.candidates.map((candidate) => [candidate]);
    case 'route':
      return step.from.map((from) => [from]);
    case 'apply':
      return [step.operands];
    case 'stamp':
      return step.additions.map(({ term }) => term.factors);
    default:
      return step satisfies never;
  }
}

/** Returns the marks of a step shown whole, or up to its term number `term`. */
export function marksOfStep(step: Step, term: number | undefined): MarksInTheMaking {
  const marks: MarksInTheMaking = new Map();
  const terms = termsOf(step);
  for (const { ref } of step.reads) add(marks, ref, mark.read);
  // Zeros of padding are read too, though they stand in no cell.
  for (const factors of terms)
    for (const { ref, virtual } of factors) if (virtual) add(marks, ref, mark.read);
  const isPartial = term !== undefined && term < terms.length - 1;
  if (step.kind === 'stamp' && term !== undefined) {
    const current: Term | undefined = step.additions[term]?.term;
    step.additions.forEach(({ to }, k) => k <= term && add(marks, to, mark.write));
    current?.factors.forEach(({ ref }) => add(marks, ref, mark.term));
    return marks;
  }
  for (const { ref } of step.writes) add(marks, ref, mark.write | (isPartial ? mark.partial : 0));
  if (term !== undefined) terms[term]?.forEach(({ ref }) => add(marks, ref, mark.term));
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

/** Adds marks that come from elsewhere, for example of a check. */
export function addMarks(marks: MarksInTheMaking, tensor: string, cells: CellMarks): void {
  for (const [key, bits] of cells) addAt(marks, tensor, key, bits);
}

const add = (marks: MarksInTheMaking, { tensor, index }: CellRef, bits: number): void =>
  addAt(marks, tensor, keyOf(index), bits);

function addAt(marks: MarksInTheMaking, tensor: string, key: string, bits: number): void {
  let cells = marks.get(tensor);
  if (!cells) marks.set(tensor, (cells = new Map<string, number>()));
  cells.set(key, (cells.get(key) ?? 0) | bits);
}
