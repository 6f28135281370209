/**
 * The pictures that the network is to tell apart: one pen stroke of some ink on 6 x 6 pixels, upright, lying or
 * slanting. Each is a function of its seed alone. Ink comes in whole hundredths and no two pixels of a stroke are quite
 * alike, so that pooling rarely meets a tie unless a picture is made for one.
 */
import { mulberry32, uniform, type Random } from '#engine/random.ts';
import { tensor } from '#engine/tensor.ts';
import type { Example } from '#experiments/experiment.ts';
import { side } from './network.ts';

/** What the three outputs stand for, in order. */
export const classes = ['upright', 'lying', 'slanting'] as const;
export type ClassName = (typeof classes)[number];

/** How far from its middle line a stroke still leaves ink, in pixels. */
const penWidth = 1.2;
/** The ink that the paper itself has, at most. */
const grain = 0.15;

/** Draws one stroke of class `label`. */
export function drawStroke(label: number, seed: number): Example {
  const random = mulberry32(seed * classes.length + label);
  const distance = strokeOf(label, random);
  const ink = 0.75 + 0.25 * uniform(random);
  const data = new Float64Array(side * side);
  for (let h = 0; h < side; h++)
    for (let w = 0; w < side; w++) {
      const line = ink * Math.max(0, 1 - distance(h, w) / penWidth);
      const amount = Math.min(1, line + grain * uniform(random));
      data[h * side + w] = Math.round(amount * 100) / 100;
    }
  return { picture: tensor([1, side, side], data), label };
}

/** The distance of a pixel from the middle line of a stroke of this class, in pixels. */
function strokeOf(label: number, random: Random): (h: number, w: number) => number {
  const middle = 1.3 + (side - 3.6) * uniform(random);
  const lean = 0.24 * (uniform(random) - 0.5);
  const centre = (side - 1) / 2;
  switch (classes[label]) {
    case 'upright':
      return (h, w) => Math.abs(w - middle - lean * (h - centre));
    case 'lying':
      return (h, w) => Math.abs(h - middle - lean * (w - centre));
    default: {
      const falls = uniform(random) < 0.5 ? 1 : -1;
      const shift = 1.6 * (uniform(random) - 0.5);
      return (h, w) => Math.abs(w - centre - shift - (falls + lean) * (h - centre)) * Math.SQRT1_2;
    }
  }
}

/** Draws `count` strokes, the classes in turn. */
export const drawStrokes = (count: number, seed: number): Example[] =>
  Array.from({ length: count }, (_, k) => drawStroke(k % classes.length, seed + k));
