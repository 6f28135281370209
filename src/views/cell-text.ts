/** What stands for a cell: its index and its name. */
import type { CellRef } from '#steps/step.ts';

/** The numbers of a tensor as far as they are known; undefined where a cell is not computed yet. */
export type Known = ArrayLike<number | undefined>;

/** The index of a cell as text; cells outside of the tensor have one too: `0,0,-1,2`, `0,0,0.5,1`. */
export const keyOf = (index: readonly number[]): string => index.join(',');

/** The name of a cell as links, formulas and sentences write it: `weight[0,0,1,2]`. */
export const nameOf = ({ tensor, index }: CellRef): string => `${tensor}[${keyOf(index)}]`;
