/**
 * How the images of a data set lie. A square can lie in eight ways (the dihedral group of order 8); a set whose files
 * keep another than the upright one is turned once, when it is read, training and test images alike.
 *
 * The case that matters is EMNIST (Cohen, Afshar, Tapson and van Schaik, 2017), whose files hold every image transposed:
 * each column of pixels stands where a row is expected. The catalogue of TensorFlow Datasets says so of `emnist`:
 * "inverted horizontally and rotated 90 anti-clockwise", which together is the transpose.
 */
import type { LabelledImages } from '#engine/backend.ts';

/** What is done to an image as it is stored. Rotations are clockwise, in degrees. */
export const turns = [
  'as-stored',
  'transpose',
  'rotate-90',
  'rotate-180',
  'rotate-270',
  'flip-horizontal',
  'flip-vertical',
  'anti-transpose',
] as const;
export type Turn = (typeof turns)[number];

/** Which pixel of the stored image comes to (row, column) of the turned one; `last` is the last row and column. */
type Source = (row: number, column: number, last: number) => readonly [row: number, column: number];

const sources: Readonly<Record<Turn, Source>> = {
  'as-stored': (row, column) => [row, column],
  transpose: (row, column) => [column, row],
  'rotate-90': (row, column, last) => [last - column, row],
  'rotate-180': (row, column, last) => [last - row, last - column],
  'rotate-270': (row, column, last) => [column, last - row],
  'flip-horizontal': (row, column, last) => [row, last - column],
  'flip-vertical': (row, column, last) => [last - row, column],
  'anti-transpose': (row, column, last) => [last - column, last - row],
};

/** For each pixel of a turned image, row by row, its place in the stored one: [side * side]. */
export function sourcesOf(turn: Turn, side: number): Uint32Array {
  return Uint32Array.from({ length: side * side }, (_, place) => {
    const [row, column] = sources[turn](Math.floor(place / side), place % side, side - 1);
    return row * side + column;
  });
}

/** Turns square images, [count, side, side] bytes, into a copy. */
export function turnedImages(
  { count, pixels, labels }: LabelledImages,
  side: number,
  turn: Turn,
): LabelledImages {
  const from = sourcesOf(turn, side);
  const size = from.length;
  const turned = new Uint8Array(count * size);
  for (let start = 0; start < turned.length; start += size)
    for (let place = 0; place < size; place++) turned[start + place] = pixels[start + from[place]];
  return { count, pixels: turned, labels };
}
