/** Numbers as areas of colour: for each level of a scale one SVG path, so that a picture of any size is a few elements. */
import { colourLevel, colourLevels } from './scale.ts';
import type { Known } from './cell-text.ts';

export interface Plane {
  readonly height: number;
  readonly width: number;
  /** [height, width] from `offset` on; what is not known yet is left out. */
  readonly values: Known;
  readonly offset?: number;
}

/** Every level of a scale but 0, the ground: -8 to -1, 1 to 8. */
export const drawnLevels: readonly number[] = Array.from(
  { length: 2 * colourLevels },
  (_, k) => k - colourLevels + (k < colourLevels ? 0 : 1),
);

/**
 * The path of each level that occurs, in units of pixels: runs of a row are one rectangle each. A gradient that is not
 * known has no colour, as a 0 has none: who draws both says which is which.
 */
export function pathsOf({ height, width, values, offset = 0 }: Plane, most: number) {
  const paths = new Map<number, string>();
  for (let h = 0; h < height; h++)
    for (let w = 0; w < width;) {
      const level = colourLevel(values[offset + h * width + w], most);
      const start = w;
      do w++;
      while (w < width && colourLevel(values[offset + h * width + w], most) === level);
      if (level !== 0)
        paths.set(level, `${paths.get(level) ?? ''}M${start} ${h}h${w - start}v1h${start - w}z`);
    }
  return paths;
}
