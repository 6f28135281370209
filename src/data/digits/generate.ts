/**
 * Handwritten digits drawn by code: pure and deterministic for each (seed, index), whatever was drawn before.
 * Labels have a stream of their own, so that they do not depend on the drawing: each ten digits hold every class once.
 */
import { mulberry32, shuffle } from '#engine/random.ts';
import { drawCurves, type Polylines } from './curve.ts';
import { deform } from './deform.ts';
import { naturalFactors, naturalStrength, rangesAt, type Factors } from './factors.ts';
import { drawHand } from './hand.ts';
import { penRadii } from './pen.ts';
import { digitSize, fitToBox, rasterise } from './raster.ts';
import { skeletons } from './skeletons.ts';
import { chooseFamily, controlPoints } from './vary.ts';

export interface DigitOptions {
  /** 0..1, see `factors.ts`; natural handwriting if left out. */
  readonly strength?: number;
  /** Dials that are not at 1. */
  readonly factors?: Partial<Factors>;
}

/** A digit as lines, before it is painted: the points in 0..20, the pen's radius in pixels at each. */
export interface DrawnDigit {
  readonly family: string;
  readonly polylines: Polylines;
  readonly radii: Float64Array;
  /** See `rasterise`. */
  readonly centring: number;
}

export const classes = 10;
export const pixelCount = digitSize * digitSize;

/** Two streams for each (seed, index), far apart: one for labels, one for the drawing. */
const labelStream = 0x9e3779b9;
const drawingStream = 0x85ebca6b;

/** Mixes three numbers into the seed of a generator (the finaliser of MurmurHash3, twice). */
function mix(seed: number, index: number, stream: number): number {
  return scramble(scramble((seed ^ stream) | 0) ^ Math.imul(index + 1, 0xc2b2ae35));
}

function scramble(value: number): number {
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** The label at `index`: digits 10 k .. 10 k + 9 are the ten classes in random order. */
export function labelAt(seed: number, index: number): number {
  const deck = Math.floor(index / classes);
  const order = shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], mulberry32(mix(seed, deck, labelStream)));
  return order[index % classes];
}

/** Draws the digit `label` at (seed, index) as lines in MNIST's box. */
export function drawDigit(
  label: number,
  seed: number,
  index: number,
  options: DigitOptions = {},
): DrawnDigit {
  const { strength = naturalStrength, factors } = options;
  const ranges = rangesAt(strength, { ...naturalFactors, ...factors });
  const random = mulberry32(mix(seed, index, drawingStream));
  const hand = drawHand(random, ranges);
  const family = chooseFamily(random, skeletons[label], ranges);
  const control = controlPoints(random, family, ranges);
  const polylines = drawCurves(random, control, family, ranges);
  deform(polylines.points, hand);
  const radii = penRadii(polylines, hand, family, ranges);
  fitToBox(polylines, radii);
  return { family: family.name, polylines, radii, centring: ranges.centring };
}

/** Paints a drawn digit into `pixels` [28 * 28], bytes from 0 paper to 255 ink, from `offset` on. */
export function paintDigit(digit: DrawnDigit, pixels: Uint8Array, offset = 0): void {
  rasterise(digit.polylines, digit.radii, digit.centring, pixels, offset);
}
