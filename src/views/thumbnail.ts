/** A tensor as one small picture: its channels beside and below each other, with a gap between them. */
import type { Tensor } from '#engine/tensor.ts';
import type { Plane } from './pixels.ts';

export interface ThumbnailOptions {
  /** How many channels stand beside each other; default: all. */
  readonly across?: number;
  /** The side of a square of numbers that is drawn as their mean, one pixel; default 1: every number is a pixel. */
  readonly shrink?: number;
}

export interface Thumbnail extends Plane {
  readonly values: readonly (number | undefined)[];
}

/** Pixels between two channels. */
const gap = 1;

/** Draws the first example of `of` [N, C, H, W], or of [N, F] as one row of features. */
export function thumbnailOf(
  { shape, data }: Tensor,
  { across, shrink = 1 }: ThumbnailOptions = {},
): Thumbnail {
  const [channels, height, width] = shape.length === 4 ? shape.slice(1) : [1, 1, shape[1] ?? 1];
  const [rows, columns] = [Math.ceil(height / shrink), Math.ceil(width / shrink)];
  const perRow = Math.min(channels, across ?? channels);
  const plane = {
    height: Math.ceil(channels / perRow) * (rows + gap) - gap,
    width: perRow * (columns + gap) - gap,
  };
  const values = new Array<number | undefined>(plane.height * plane.width).fill(undefined);
  for (let c = 0; c < channels; c++) {
    const top = Math.floor(c / perRow) * (rows + gap);
    const left = (c % perRow) * (columns + gap);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        values[(top + row) * plane.width + left + column] = meanOf(
          data.subarray(c * height * width, (c + 1) * height * width),
          { height, width },
          { row, column, shrink },
        );
  }
  return { ...plane, values };
}

/** The mean of the numbers of a square, of which less is left at the lower and at the right edge. */
function meanOf(
  map: Tensor['data'],
  { height, width }: { height: number; width: number },
  { row, column, shrink }: { row: number; column: number; shrink: number },
): number {
  let [sum, count] = [0, 0];
  for (let h = row * shrink; h < Math.min(height, (row + 1) * shrink); h++)
    for (let w = column * shrink; w < Math.min(width, (column + 1) * shrink); w++) {
      sum += map[h * width + w];
      count++;
    }
  return sum / count;
}
