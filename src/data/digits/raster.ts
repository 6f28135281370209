/**
 * From polylines to pixels, with MNIST's normalisation: the inked box is scaled to fit 20 x 20 pixels, keeping its
 * proportions, and the image is shifted by whole pixels so that the centre of mass lies in the pixel (14, 14) of 28 x 28.
 * Source: http://yann.lecun.com/exdb/mnist/ ; that the centre is (14, 14) and not (13.5, 13.5) is how MNIST's images lie.
 */
import { drawCapsule } from '../drawing/capsule.ts';
import type { Polylines } from './curve.ts';

export const digitSize = 28;
export const boxSize = 20;
const centre = 14;

/** Room around the box while drawing, for the soft edge. */
const margin = 2;
const canvasSize = boxSize + 2 * margin;

/** Scales the points, in place, so that the digit with its pen's radii fills the box at 0..20 along its longer side. */
export function fitToBox({ points }: Polylines, radii: Float64Array): void {
  let scale = 1;
  const fitting = (axis: number): number => {
    const { size, before, after } = extent(points, radii, scale, axis);
    return (boxSize - before - after) / Math.max((size - before - after) / scale, 1e-6);
  };
  // A point's reach is scale * position + radius, so which points are outermost depends on the scale: a few rounds settle it.
  for (let round = 0; round < 3; round++) scale = Math.min(fitting(0), fitting(1));
  for (const axis of [0, 1]) {
    const { least, size } = extent(points, radii, scale, axis);
    const shift = (boxSize - size) / 2 - least;
    for (let i = axis; i < points.length; i += 2) points[i] = scale * points[i] + shift;
  }
}

/** How far ink reaches along one axis, and the radii of the outermost points. */
function extent(points: Float64Array, radii: Float64Array, scale: number, axis: number) {
  let least = Infinity;
  let most = -Infinity;
  let before = 0;
  let after = 0;
  for (let i = 0; i < radii.length; i++) {
    const at = scale * points[2 * i + axis];
    const radius = radii[i];
    if (at - radius < least) {
      least = at - radius;
      before = radius;
    }
    if (at + radius > most) {
      most = at + radius;
      after = radius;
    }
  }
  return { least, size: most - least, before, after };
}

/** Draws every line piece. Points are in the box, 0..20; the canvas has a margin around it. */
function ink({ points, starts }: Polylines, radii: Float64Array): Float32Array {
  const data = new Float32Array(canvasSize * canvasSize);
  const canvas = { data, height: canvasSize, width: canvasSize };
  for (let stroke = 0; stroke + 1 < starts.length; stroke++)
    for (let a = starts[stroke]; a + 1 < starts[stroke + 1]; a++) {
      const [x, y, toX, toY] = points.subarray(2 * a, 2 * a + 4);
      const growth = radii[a + 1] - radii[a];
      drawCapsule(canvas, [x + margin, y + margin], [toX - x, toY - y], [radii[a], growth]);
    }
  return data;
}

/** Whole pixels from the canvas to the image; the box never leaves the image, however lopsided the digit. */
function shiftTo(middle: number): number {
  const shift = Math.round(centre - middle);
  return Math.min(digitSize - boxSize - margin, Math.max(-margin, shift));
}

/**
 * Draws a digit that lies in the box and writes it to `pixels` [28 * 28] as bytes from `offset` on. With `centring` 1 the
 * centre of mass comes to the middle, with 0 the box does; in between, partly.
 */
export function rasterise(
  polylines: Polylines,
  radii: Float64Array,
  centring: number,
  pixels: Uint8Array,
  offset: number,
): void {
  const canvas = ink(polylines, radii);
  let mass = 0;
  let massW = 0;
  let massH = 0;
  for (let h = 0; h < canvasSize; h++)
    for (let w = 0; w < canvasSize; w++) {
      const value = canvas[h * canvasSize + w];
      mass += value;
      massW += value * w;
      massH += value * h;
    }
  const boxCentre = margin + (boxSize - 1) / 2 + 0.5;
  const middleW = boxCentre + centring * (massW / mass - boxCentre);
  const middleH = boxCentre + centring * (massH / mass - boxCentre);
  const shiftW = shiftTo(middleW);
  const shiftH = shiftTo(middleH);
  pixels.fill(0, offset, offset + digitSize * digitSize);
  for (let h = 0; h < canvasSize; h++) {
    const row = h + shiftH;
    if (row < 0 || row >= digitSize) continue;
    for (let w = 0; w < canvasSize; w++) {
      const column = w + shiftW;
      if (column < 0 || column >= digitSize) continue;
      const value = canvas[h * canvasSize + w];
      pixels[offset + row * digitSize + column] = Math.round(255 * value);
    }
  }
}
