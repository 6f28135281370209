/**
 * What was done to every image of MNIST before anybody trained on it, done to a drawing: "size normalized to fit in a 20x20
 * pixel box while preserving their aspect ratio. The resulting images contain grey levels as a result of the anti-aliasing
 * technique", then "centered in a 28x28 image by computing the center of mass of the pixels, and translating the image so as
 * to position this point at the center of the 28x28 field". A network reads what it has seen; a drawing that is not
 * normalised is as strange to it as one lying on its side.
 *
 * Source: LeCun, Cortes, Burges, The MNIST database, http://yann.lecun.com/exdb/mnist/ ; LeCun, Bottou, Bengio, Haffner,
 * Gradient-based learning applied to document recognition, 1998, section III.A.
 */
import { tensor, type Tensor } from '#engine/tensor.ts';

export const boxSize = 20;
export const imageSize = 28;
/** The centre as MNIST's images have it: the middle of pixel (14, 14), a half to the lower right of the field's own. */
const centre = 14;

/** Rows `top` to `top + height` and columns `left` to `left + width`, in pixels. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** Both stages, each with what decided it. */
export interface Normalised {
  /** Where the ink is, in pixels of the drawing. */
  readonly box: Box;
  /** [1, h, w], 0..1: what is in the box, its longer side now 20 pixels. */
  readonly scaled: Tensor;
  /** Of `scaled`, in its pixels: [0, 0] is the middle of the first. */
  readonly centreOfMass: { readonly h: number; readonly w: number };
  /** Where in `image` the first row and column of `scaled` come to lie, in whole pixels. */
  readonly offset: { readonly h: number; readonly w: number };
  /** [1, 28, 28], 0..1: what a network is given. */
  readonly image: Tensor;
}

/** Normalises a drawing [1, H, W] of ink 0..1; undefined where there is none on it. */
export function normalise(ink: Tensor): Normalised | undefined {
  const box = boxOf(ink);
  if (!box) return undefined;
  const scaled = scaleToBox(ink, box);
  const centreOfMass = centreOfMassOf(scaled);
  const [, height, width] = scaled.shape;
  const offset = { h: offsetFor(centreOfMass.h, height), w: offsetFor(centreOfMass.w, width) };
  return { box, scaled, centreOfMass, offset, image: place(scaled, offset) };
}

/** The smallest box with all the ink. */
function boxOf({ shape, data }: Tensor): Box | undefined {
  const [, height, width] = shape;
  let [top, left, bottom, right] = [height, width, -1, -1];
  for (let h = 0; h < height; h++)
    for (let w = 0; w < width; w++) {
      // NaN is no ink.
      if (!(data[h * width + w] > 0)) continue;
      top = Math.min(top, h);
      left = Math.min(left, w);
      bottom = Math.max(bottom, h);
      right = Math.max(right, w);
    }
  if (bottom < 0) return undefined;
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/**
 * Every pixel of the box becomes the mean of the ink that it covers, parts of pixels counted as parts: along the columns
 * first, then along the rows.
 */
function scaleToBox({ shape, data }: Tensor, { top, left, height, width }: Box): Tensor {
  const [, , W] = shape;
  // So many pixels of the drawing, a fraction perhaps, become one.
  const span = Math.max(height, width) / boxSize;
  const rows = coverage(height, span);
  const columns = coverage(width, span);
  const narrowed = new Float64Array(height * columns.length);
  for (let h = 0; h < height; h++)
    for (const [q, parts] of columns.entries())
      for (const { at, share } of parts)
        narrowed[h * columns.length + q] += share * data[(top + h) * W + left + at];
  const scaled = new Float32Array(rows.length * columns.length);
  for (const [p, parts] of rows.entries())
    for (let q = 0; q < columns.length; q++) {
      let mean = 0;
      for (const { at, share } of parts) mean += share * narrowed[at * columns.length + q];
      // Shares add up to 1 but for rounding.
      scaled[p * columns.length + q] = Math.min(mean, 1);
    }
  return tensor([1, rows.length, columns.length], scaled);
}

/** For each pixel along an axis: which pixels of the drawing, `extent` in all, it covers, and each one's share of it. */
function coverage(extent: number, span: number) {
  // Rounding must not add a pixel that covers nothing.
  const count = Math.min(boxSize, Math.ceil(extent / span));
  return Array.from({ length: count }, (_, pixel) => {
    const from = pixel * span;
    const to = Math.min(extent, from + span);
    const parts: { readonly at: number; readonly share: number }[] = [];
    for (let at = Math.floor(from); at < to; at++)
      parts.push({ at, share: (Math.min(to, at + 1) - Math.max(from, at)) / span });
    return parts;
  });
}

function centreOfMassOf({ shape, data }: Tensor) {
  const [, height, width] = shape;
  let [mass, h, w] = [0, 0, 0];
  for (let p = 0; p < height; p++)
    for (let q = 0; q < width; q++) {
      const ink = data[p * width + q];
      mass += ink;
      h += ink * p;
      w += ink * q;
    }
  return { h: h / mass, w: w / mass };
}

/** Whole pixels, as in MNIST. The ink never leaves the image, however lopsided the drawing. */
function offsetFor(middle: number, extent: number): number {
  return Math.min(imageSize - extent, Math.max(0, Math.round(centre - middle)));
}

function place({ shape, data }: Tensor, offset: Normalised['offset']): Tensor {
  const [, height, width] = shape;
  const image = new Float32Array(imageSize * imageSize);
  for (let p = 0; p < height; p++) {
    const row = data.subarray(p * width, (p + 1) * width);
    image.set(row, (p + offset.h) * imageSize + offset.w);
  }
  return tensor([1, imageSize, imageSize], image);
}
