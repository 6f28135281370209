/** What stands for a cell: its name, and how strongly its number is coloured. */
import type { CellRef } from '#steps/step.ts';

/** The numbers of a tensor as far as they are known; undefined where a cell is not computed yet. */
export type Known = ArrayLike<number | undefined>;

/** The index of a cell as text; cells outside of the tensor have one too: `0,0,-1,2`, `0,0,0.5,1`. */
export const keyOf = (index: readonly number[]): string => index.join(',');

/** The name of a cell as links, formulas and sentences write it: `weight[0,0,1,2]`. */
export const nameOf = ({ tensor, index }: CellRef): string => `${tensor}[${keyOf(index)}]`;

/** Steps of the diverging colour scale on either side of 0. */
export const colourLevels = 8;

/** Where a number stands on the colour scale, -8 to 8; only 0 and nothing are 0. */
export function colourLevel(value: number | undefined, scale: number): number {
  if (value === undefined || Number.isNaN(value) || value === 0 || scale === 0) return 0;
  const level = Math.ceil(Math.min(1, Math.abs(value) / scale) * colourLevels);
  return value < 0 ? -level : level;
}
