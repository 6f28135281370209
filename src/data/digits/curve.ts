/** Smooth curves through control points, as polylines: uniform Catmull-Rom splines between the corners. */
import type { Ranges } from './factors.ts';
import { normal12, type Random } from '#engine/random.ts';
import type { Family } from './parse.ts';

/** Polylines of a digit: points x0, y0, ... and where each stroke begins, with the number of points at the end. */
export interface Polylines {
  readonly points: Float64Array;
  readonly starts: readonly number[];
}

/** Line pieces between two control points. */
const samplesPerSpan = 6;

/** Samples of the four Catmull-Rom weights, t = 0, 1/6 ... 5/6. */
const basis = Array.from({ length: samplesPerSpan }, (_, sample) => {
  const t = sample / samplesPerSpan;
  return [
    0.5 * t * (-1 + t * (2 - t)),
    0.5 * (2 + t * t * (-5 + 3 * t)),
    0.5 * t * (1 + t * (4 - 3 * t)),
    0.5 * t * t * (t - 1),
  ];
});

/** Draws the curves of all strokes and cuts off, or prolongs, their ends at random. */
export function drawCurves(
  random: Random,
  control: Float64Array,
  { starts, corners }: Family,
  ranges: Ranges,
): Polylines {
  const strokes = starts.length - 1;
  const sampleStarts = [0];
  for (let stroke = 0; stroke < strokes; stroke++)
    sampleStarts.push(
      sampleStarts[stroke] + (starts[stroke + 1] - starts[stroke] - 1) * samplesPerSpan + 1,
    );
  const points = new Float64Array(2 * sampleStarts[strokes]);
  for (let stroke = 0; stroke < strokes; stroke++) {
    sampleStroke(
      points,
      sampleStarts[stroke],
      control,
      corners,
      starts[stroke],
      starts[stroke + 1],
    );
    const first = sampleStarts[stroke];
    const last = sampleStarts[stroke + 1] - 1;
    moveEnd(points, first, last, ranges.ends * normal12(random));
    moveEnd(points, last, first, ranges.ends * normal12(random));
  }
  return { points, starts: sampleStarts };
}

/** Writes the samples of control points `begin` to `end` from position `to` on. Ends and corners repeat their point. */
function sampleStroke(
  points: Float64Array,
  to: number,
  control: Float64Array,
  corners: Uint8Array,
  begin: number,
  end: number,
): void {
  let out = 2 * to;
  for (let b = begin; b + 1 < end; b++) {
    const a = b === begin || corners[b] === 1 ? b : b - 1;
    const c = b + 1;
    const d = c + 1 === end || corners[c] === 1 ? c : c + 1;
    for (const [wa, wb, wc, wd] of basis)
      for (let axis = 0; axis < 2; axis++)
        points[out++] =
          wa * control[2 * a + axis] +
          wb * control[2 * b + axis] +
          wc * control[2 * c + axis] +
          wd * control[2 * d + axis];
  }
  points[out] = control[2 * end - 2];
  points[out + 1] = control[2 * end - 1];
}

/**
 * Writes the curves of one key as an SVG path in 0..100, for pictures of a skeleton: uniform Catmull-Rom spans are cubic
 * Bezier curves whose inner points lie a sixth of the neighbours' distance from the ends.
 */
export function svgPath(control: Float64Array, { starts, corners }: Family): string {
  const at = (x: number, y: number): string => `${round(x + 50)} ${round(y + 50)}`;
  let path = '';
  for (let stroke = 0; stroke + 1 < starts.length; stroke++) {
    const begin = starts[stroke];
    const end = starts[stroke + 1];
    path += `M${at(control[2 * begin], control[2 * begin + 1])}`;
    for (let b = begin; b + 1 < end; b++) {
      const c = b + 1;
      const a = b === begin || corners[b] === 1 ? b : b - 1;
      const d = c + 1 === end || corners[c] === 1 ? c : c + 1;
      const [ax, bx, cx, dx] = [a, b, c, d].map((point) => control[2 * point]);
      const [ay, by, cy, dy] = [a, b, c, d].map((point) => control[2 * point + 1]);
      path += `C${at(bx + (cx - ax) / 6, by + (cy - ay) / 6)} ${at(cx - (dx - bx) / 6, cy - (dy - by) / 6)} ${at(cx, cy)}`;
    }
  }
  return path;
}

const round = (value: number): number => Math.round(10 * value) / 10;

/**
 * Cuts the share `cut` of the stroke's length off the end `from`; prolongs it straight on where `cut` is negative.
 * The points that fall away are laid on the new end, so that the count stays.
 */
function moveEnd(points: Float64Array, from: number, towards: number, cut: number): void {
  const direction = from < towards ? 1 : -1;
  let length = 0;
  for (let i = from; i !== towards; i += direction) length += distance(points, i, i + direction);
  let rest = cut * length;
  if (rest < 0) {
    const step = distance(points, from, from + direction);
    if (step > 0) slide(points, from, from, from + direction, rest / step);
    return;
  }
  for (let i = from; i !== towards && rest > 0; i += direction) {
    const step = distance(points, i, i + direction);
    const part = step > rest ? rest / step : 1;
    slide(points, i, i, i + direction, part);
    for (let j = from; j !== i; j += direction) slide(points, j, i, i, 0);
    rest -= step;
  }
}

/** Puts point i at a + part * (b - a). */
function slide(points: Float64Array, i: number, a: number, b: number, part: number): void {
  const x = points[2 * a] + part * (points[2 * b] - points[2 * a]);
  const y = points[2 * a + 1] + part * (points[2 * b + 1] - points[2 * a + 1]);
  points[2 * i] = x;
  points[2 * i + 1] = y;
}

function distance(points: Float64Array, a: number, b: number): number {
  const dx = points[2 * b] - points[2 * a];
  const dy = points[2 * b + 1] - points[2 * a + 1];
  return Math.sqrt(dx * dx + dy * dy);
}
