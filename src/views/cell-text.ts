/** How cells are written in grids: names, numbers in a narrow column, and how strongly a number is coloured. */
import type { CellRef } from '#steps/step.ts';

const minus = '\u2212';

/** The numbers of a tensor as far as they are known; undefined where a cell is not computed yet. */
export type Known = ArrayLike<number | undefined>;

/** The index of a cell as text; cells outside of the tensor have one too: `0,0,-1,2`, `0,0,0.5,1`. */
export const keyOf = (index: readonly number[]): string => index.join(',');

/** The name of a cell as links, formulas and sentences write it: `weight[0,0,1,2]`. */
export const nameOf = ({ tensor, index }: CellRef): string => `${tensor}[${keyOf(index)}]`;

/** Whether both name the same cell. */
export const isSameCell = (a: CellRef | undefined, b: CellRef | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && nameOf(a) === nameOf(b));

export interface CellNumberFormat {
  /** Digits after the point. */
  readonly decimals: number;
  /** Write the plus of a positive number, as gradients do. */
  readonly signed?: boolean;
}

/**
 * Writes a number for a narrow, right-aligned column: `−0.30`. Exactly 0 is `0`, without decimals, so that it differs
 * from what only rounds to it, `0.00`. From 10 on there are at most three digits and the point, so that the
 * width stays; from a million on, only the power of ten is told.
 */
export function cellNumber(value: number, { decimals, signed = false }: CellNumberFormat): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 ? minus : signed && value > 0 ? '+' : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return '0';
  if (size >= 1e6) return sign + size.toExponential(0).replace('e+', 'e');
  const extra = size < 10 ? 0 : Math.floor(Math.log10(size));
  return sign + size.toFixed(extra === 0 ? decimals : Math.min(decimals, Math.max(0, 2 - extra)));
}

/** Writes a number for a readout or a screen reader, with six significant digits: `−0.304517`. */
export function fullNumber(value: number): string {
  if (!Number.isFinite(value)) return cellNumber(value, { decimals: 0 });
  return String(Number(value.toPrecision(6))).replace('-', minus);
}

/** Steps of the diverging colour scale on either side of 0. */
export const colourLevels = 8;

/** Where a number stands on the colour scale, -8 to 8; only 0 and nothing are 0. */
export function colourLevel(value: number | undefined, scale: number): number {
  if (value === undefined || Number.isNaN(value) || value === 0 || scale === 0) return 0;
  const level = Math.ceil(Math.min(1, Math.abs(value) / scale) * colourLevels);
  return value < 0 ? -level : level;
}
