/** How a cell of a grid can be marked: as numbers that the grids read, CSS names and screen readers say. */

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
  /** A ReLU lets nothing through here, forward or backward. */
  closed: 256,
  /** A pooling chose this cell of a window: the window's gradient goes to it. */
  winner: 512,
  /** Inside a window, whose frame stands for the rings of its cells. */
  framed: 1024,
} as const;

/** A cell that shows a value and its gradient holds the marks of both in one number, the gradient's this far up. */
export const gradientBits = 16;

export type MarkName = keyof typeof mark;
const markNames = Object.keys(mark) as MarkName[];

/** The names of the marks in a number, for CSS and for screen readers. */
export const namesOfMarks = (bits: number): MarkName[] =>
  markNames.filter((name) => (bits & mark[name]) !== 0);

/** Marks by the key of the cell's index (`0,0,1,2`), for one tensor. */
export type CellMarks = ReadonlyMap<string, number>;
export type MarksInTheMaking = Map<string, Map<string, number>>;

export const noMarks: CellMarks = new Map();
