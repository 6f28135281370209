/** What the first page carries for those who are not there yet: computed while the site is built. */
import { drawingOf } from '#data/drawing/drawing.ts';
import { drawStrokes } from '#data/drawing/drawn-digits.ts';
import type { Model } from '#formats/model.ts';
import { shownOf, stillOf } from './shown.ts';
import type { Opening } from './model.ts';

/** Thousandths of the pad are finer than a pixel of it. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** A generated digit, and what the network makes of it. */
export function openingOf(
  { network, parameters }: Model,
  { label, seed, index }: { label: number; seed: number; index: number },
): Opening {
  const strokes = drawStrokes(label, seed, index).map((stroke) =>
    stroke.map(({ x, y }) => ({ x: rounded(x), y: rounded(y) })),
  );
  const image = drawingOf(strokes).normalised?.image;
  return { label, strokes, ...stillOf(shownOf(network, parameters, image)) };
}
