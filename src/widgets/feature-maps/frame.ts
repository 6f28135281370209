/** Where a window lies, as the picture's frame takes it. */
import type { PixelWindow } from '#views/PixelMap.tsx';
import type { Extent } from './layers.ts';

/** Rows and columns as a frame on a picture. */
export function windowOf(extent: Extent | undefined): PixelWindow | undefined {
  if (extent === undefined) return undefined;
  const { rows, columns } = extent;
  return {
    h: rows[0],
    w: columns[0],
    height: rows[1] - rows[0] + 1,
    width: columns[1] - columns[0] + 1,
  };
}
