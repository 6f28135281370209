/**
 * Digits drawn on a pad by code: the generator's skeletons as the way of a pen, in a place and a size of their own, through
 * the same ink and the same normalisation as a reader's. Pure and deterministic for each (seed, index).
 */
import type { LabelledImages } from '#engine/backend.ts';
import { mulberry32, uniform } from '#engine/random.ts';
import { drawDigit, labelAt } from '../digits/generate.ts';
import { drawingOf } from './drawing.ts';
import { boxSize, imageSize } from './normalise.ts';
import type { PenPoint, Stroke } from './strokes.ts';

/** As hasty as the generator writes: what a finger or a mouse makes of digits. */
const strength = 1;
/** The longer side of a digit, in heights of the pad. */
const sizes = { least: 0.5, most: 0.85 };
/** Sets the place on the pad apart from the drawing, which has streams of its own. */
const placeStream = 0x27d4eb2f;

/** Digits to train on, to choose by and to be measured with are never the same. */
export const drawnSeeds = { training: 1, validation: 2, measured: 3 } as const;

/** The strokes of the digit `label` at (seed, index) on a square pad, as a mouse makes them: without pressure. */
export function drawStrokes(label: number, seed: number, index: number): Stroke[] {
  const { points, starts } = drawDigit(label, seed, index, { strength }).polylines;
  const random = mulberry32(mulberry32(seed ^ placeStream)() ^ Math.imul(index + 1, placeStream));
  const size = sizes.least + (sizes.most - sizes.least) * uniform(random);
  const left = (1 - size) * uniform(random);
  const top = (1 - size) * uniform(random);
  const at = (k: number): PenPoint => ({
    x: left + (size * points[2 * k]) / boxSize,
    y: top + (size * points[2 * k + 1]) / boxSize,
  });
  return starts
    .slice(0, -1)
    .map((start, stroke) =>
      Array.from({ length: starts[stroke + 1] - start }, (_, k) => at(start + k)),
    );
}

/** Draws `count` digits, every class once in each ten, and normalises them. */
export function drawnDigits(seed: number, count: number): LabelledImages {
  const pixels = new Uint8Array(count * imageSize ** 2);
  const labels = Uint8Array.from({ length: count }, (_, index) => labelAt(seed, index));
  for (const [index, label] of labels.entries()) {
    const { normalised } = drawingOf(drawStrokes(label, seed, index));
    // A skeleton always leaves ink.
    const { data } = normalised!.image;
    for (const [k, ink] of data.entries()) pixels[index * data.length + k] = Math.round(255 * ink);
  }
  return { count, pixels, labels };
}
