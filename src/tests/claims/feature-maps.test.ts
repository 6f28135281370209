/** Claims about the feature maps of the chapter *Convolution, forward*, each under its sentence. */
import { expect, test } from 'vitest';
import { drawDigits } from '#widgets/feature-maps/digits.ts';
import { firstSeed, textOf } from '#widgets/feature-maps/ink.ts';
import { createFeatureMaps } from '#widgets/feature-maps/model.ts';
import { planeOf } from '#widgets/feature-maps/scales.ts';

const { picture, layers } = createFeatureMaps({ digits: textOf(drawDigits(firstSeed)), digit: 4 });
const [{ made }] = layers.value;
const [vertical, horizontal] = [0, 1].map((d) => planeOf(made, d));
const side = 28;
const ink = (h: number, w: number): number => picture.value.data[h * side + w];
/** The answer of a window whose middle is the pixel (h, w). */
const at = (map: ArrayLike<number>, h: number, w: number): number =>
  map[(h - 1) * (side - 2) + w - 1];
const inside = Array.from({ length: side - 2 }, (_, k) => k + 1);
const sum = (numbers: readonly number[]): number => numbers.reduce((so, one) => so + one, 0);
const largest = (list: readonly number[], of: (one: number) => number): number =>
  list.toSorted((a, b) => of(b) - of(a))[0];

const bar = largest(inside, (h) => sum(inside.map((w) => ink(h, w))));
const stem = largest(inside, (w) => sum(inside.map((h) => ink(h, w))));
/** How far from its middle a stroke still has an edge. */
const reach = 2;
/** Where crossbar and stem are alone: nothing else is near. */
const crossbarColumns = inside.filter(
  (w) => ink(bar, w) > 0.5 && [-1, 0, 1].every((o) => ink(bar - 2 * reach, w + o) === 0),
);
const stemRows = inside.filter((h) => ink(h, stem) > 0.5 && h > bar + 2 * reach);

test('the four has a crossbar and a stem', () => {
  expect(crossbarColumns.length).toBeGreaterThan(1);
  expect(stemRows.length).toBeGreaterThan(3);
});

test('"blue along the left side of a stem and orange along its right side"', () => {
  for (const h of stemRows.slice(0, -1)) {
    expect(at(vertical, h, stem - reach)).toBeGreaterThan(1);
    expect(at(vertical, h, stem + reach)).toBeLessThan(-1);
  }
});

test('"it hardly sees the crossbar … and the crossbar and the ends of the strokes are nearly all it sees"', () => {
  const around = (map: ArrayLike<number>, places: readonly (readonly [number, number])[]) =>
    sum(places.map(([h, w]) => Math.abs(at(map, h, w))));
  const offsets = [-2, -1, 0, 1, 2];
  const onBar = crossbarColumns.flatMap((w) => offsets.map((o) => [bar + o, w] as const));
  const onStem = stemRows.slice(0, -1).flatMap((h) => offsets.map((o) => [h, stem + o] as const));
  const times = 4;
  expect(around(horizontal, onBar)).toBeGreaterThan(times * around(vertical, onBar));
  expect(around(vertical, onStem)).toBeGreaterThan(times * around(horizontal, onStem));
});
