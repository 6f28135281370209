/** How numbers become colours: a scale is stated, in a legend, and shared by the tensors of one role in a figure. */

export interface Scale {
  /**
   * `ink`: 0 is the page's own ground and `most` is full ink, for pictures, which are never negative. `diverging`: 0 is
   * the ground, blue above and orange below, strongest at `most` and −`most`.
   */
  readonly kind: 'ink' | 'diverging';
  /** The size at which the colour is strongest; 0 where every number is 0. */
  readonly most: number;
}

export const unitScale: Scale = { kind: 'diverging', most: 1 };

/** Steps of a scale on either side of 0. */
export const colourLevels = 8;

/** Where a number stands on a scale, -8 to 8; only 0 and nothing are 0. */
export function colourLevel(value: number | undefined, most: number): number {
  if (value === undefined || Number.isNaN(value) || value === 0 || most === 0) return 0;
  const level = Math.ceil(Math.min(1, Math.abs(value) / most) * colourLevels);
  return value < 0 ? -level : level;
}
