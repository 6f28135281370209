/**
 * How the cells of a tensor of any rank lie on the page: the last two axes are rows and columns, every combination of
 * the axes before them is a panel. A frame adds the cells that only a sum sees: zeros of padding around the tensor,
 * and for a stride zeros between its cells.
 */
import { keyOf } from './cell-text.ts';

export interface LayoutCell {
  readonly index: readonly number[];
  readonly key: string;
  /** Position in the tensor's data; -1 for a cell of the frame, which holds 0. */
  readonly flat: number;
}

export interface Panel {
  /** The index of the leading axes. */
  readonly lead: readonly number[];
  readonly rows: readonly (readonly LayoutCell[])[];
}

export interface Layout {
  readonly panels: readonly Panel[];
  /** Rows and columns of one panel, without the frame. */
  readonly height: number;
  readonly width: number;
}

export interface Frame {
  /** Zeros around the tensor: rows above and below, columns left and right. */
  readonly padding: readonly [number, number];
  /** Zeros below and to the right, where they are not as many as above and to the left. */
  readonly after?: readonly [number, number];
  /** 1 for none; with 2 there is one zero between two neighbours. */
  readonly stride?: readonly [number, number];
}

/** Turns every panel by 180 degrees; the cells keep their indices. */
export function rotated(layout: Layout): Layout {
  const panels = layout.panels.map(({ lead, rows }) => ({
    lead,
    rows: rows.toReversed().map((row) => row.toReversed()),
  }));
  return { ...layout, panels };
}

/** The key that means the same movement in a panel turned by 180 degrees. */
export const turnedKey = (key: string): string => turnedKeys[key] ?? key;

const turnedKeys: Readonly<Record<string, string>> = {
  ArrowLeft: 'ArrowRight',
  ArrowRight: 'ArrowLeft',
  ArrowUp: 'ArrowDown',
  ArrowDown: 'ArrowUp',
  Home: 'End',
  End: 'Home',
};

export type Orientation = 'row' | 'column';

/** Lays out a tensor. A vector is one row or one column, a scalar one cell. */
export function layOut(
  shape: readonly number[],
  orientation: Orientation = 'row',
  frame: Frame = { padding: [0, 0] },
): Layout {
  const { padding, after = padding, stride = [1, 1] } = frame;
  const rank = shape.length;
  const isMatrix = rank >= 2;
  const height = isMatrix ? shape[rank - 2] : orientation === 'column' ? (shape[0] ?? 1) : 1;
  const width = isMatrix ? shape[rank - 1] : orientation === 'row' ? (shape[0] ?? 1) : 1;
  const at = (lead: readonly number[], row: number, column: number): number[] =>
    isMatrix ? [...lead, row, column] : rank === 1 ? [Math.max(row, column)] : [];

  const leads = leadsOf(shape.slice(0, Math.max(0, rank - 2)));
  const panels = leads.map((lead, number) => ({
    lead,
    rows: places(height, padding[0], after[0], stride[0]).map((row) =>
      places(width, padding[1], after[1], stride[1]).map((column) => {
        const index = at(lead, row, column);
        const isReal =
          Number.isInteger(row) &&
          row >= 0 &&
          row < height &&
          Number.isInteger(column) &&
          column >= 0 &&
          column < width;
        const flat = isReal ? (number * height + row) * width + column : -1;
        return { index, key: keyOf(index), flat };
      }),
    ),
  }));
  return { panels, height, width };
}

/** The coordinates along one axis, those of the frame included: -1, -0.5, 0, 0.5, 1 and so on. */
function places(extent: number, before: number, after: number, stride: number): number[] {
  const count = before + (extent - 1) * stride + 1 + after;
  return Array.from({ length: Math.max(0, count) }, (_, k) => (k - before) / stride);
}

function leadsOf(axes: readonly number[]): number[][] {
  let leads: number[][] = [[]];
  for (const extent of axes)
    leads = leads.flatMap((lead) => Array.from({ length: extent }, (_, k) => [...lead, k]));
  return leads;
}

/** The position of the cell that an event is about; undefined beside the cells. */
export function flatOf(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest('[data-flat]') : null;
  return cell ? Number(cell.getAttribute('data-flat')) : undefined;
}

const alongRow: Readonly<Record<string, string>> = {
  ArrowDown: 'ArrowRight',
  ArrowUp: 'ArrowLeft',
};

/** Where the keyboard's cursor goes from a cell: through the panel and, past its sides, to the next one. */
export function moveCursor(
  { panels, height, width }: Pick<Layout, 'height' | 'width'> & { panels: { length: number } },
  flat: number,
  key: string,
): number | undefined {
  const panel = Math.floor(flat / (height * width));
  const row = Math.floor(flat / width) % height;
  const column = flat % width;
  const to = (p: number, r: number, c: number): number => (p * height + r) * width + c;
  // A single row may stand upright: both pairs of arrows go along it.
  switch (height === 1 ? (alongRow[key] ?? key) : key) {
    case 'ArrowRight':
      if (column < width - 1) return flat + 1;
      return panel < panels.length - 1 ? to(panel + 1, row, 0) : flat;
    case 'ArrowLeft':
      if (column > 0) return flat - 1;
      return panel > 0 ? to(panel - 1, row, width - 1) : flat;
    case 'ArrowDown':
      return row < height - 1 ? flat + width : flat;
    case 'ArrowUp':
      return row > 0 ? flat - width : flat;
    case 'Home':
      return to(panel, row, 0);
    case 'End':
      return to(panel, row, width - 1);
    case 'PageDown':
      return to(Math.min(panel + 1, panels.length - 1), row, column);
    case 'PageUp':
      return to(Math.max(panel - 1, 0), row, column);
    default:
      return undefined;
  }
}
