/**
 * What a pad records and what its ink is. A pad's unit is its own height, so that the same strokes give the same drawing on
 * every screen: y runs from 0 at the top to 1 at the bottom, x from 0 at the left to width / height, which is 1 on a square.
 */
import { tensor, type Tensor } from '#engine/tensor.ts';
import { drawCapsule } from './capsule.ts';

export interface PenPoint {
  readonly x: number;
  readonly y: number;
  /** 0..1 as pointers report it: a mouse presses with 0.5, which is also what is taken where nothing is said. */
  readonly pressure?: number;
}

/** From where the pen is put down to where it is lifted. One point is a dot. */
export type Stroke = readonly PenPoint[];

export interface InkSize {
  /** In pixels; whole numbers >= 1. */
  readonly height: number;
  readonly width: number;
}

/**
 * How thick a line is at the usual pressure, in heights of the pad: on a digit that takes up two thirds of the pad as thick
 * as MNIST's lines, 2.3 pixels of 20.
 */
export const penWidth = 0.07;
const usualPressure = 0.5;

/** Draws the strokes with a round pen: ink [1, H, W] from 0 (paper) to 1, float32. What is off the pad is cut off. */
export function inkOf(strokes: readonly Stroke[], { height, width }: InkSize): Tensor {
  const data = new Float32Array(height * width);
  const canvas = { data, height, width };
  for (const stroke of strokes) {
    const points = stroke.map((point) => inPixels(point, height));
    // A dot is a piece of length 0.
    const ends = points.length === 1 ? points : points.slice(1);
    for (const [k, { x, y, radius }] of ends.entries()) {
      const from = points[k];
      const path = [x - from.x, y - from.y] as const;
      drawCapsule(canvas, [from.x, from.y], path, [from.radius, radius - from.radius]);
    }
  }
  return tensor([1, height, width], data);
}

function inPixels({ x, y, pressure = usualPressure }: PenPoint, height: number) {
  const pressed = Math.min(Math.max(pressure, 0), 1);
  const radius = (height * penWidth * (usualPressure + pressed)) / 2;
  return { x: x * height, y: y * height, radius };
}
