/**
 * From a family's keys to the control points of one digit: choose a family, mix its keys, jitter the points, shift the
 * strokes that begin after a pen lift.
 */
import { normal12, uniform, type Random } from '#engine/random.ts';
import type { Ranges } from './factors.ts';
import type { Family } from './parse.ts';

/** Chooses by weight; with the chance 1 - ranges.families it is the first. */
export function chooseFamily(random: Random, families: readonly Family[], ranges: Ranges): Family {
  const other = uniform(random) < ranges.families;
  let total = 0;
  for (const family of families) total += family.weight;
  let rest = uniform(random) * total;
  if (!other) return families[0];
  for (const family of families) {
    rest -= family.weight;
    if (rest < 0) return family;
  }
  return families[families.length - 1];
}

/** Above 1, the mixture favours one key: mostly this one, some of another. */
const mixturePeak = 1.56;
/** How far a mixture may reach beyond its keys: weights are stretched away from their mean by this. */
const mixtureStretch = 1.2;

/** Returns the control points x0, y0, x1, y1, ... of one digit, in -50..50. */
export function controlPoints(random: Random, family: Family, ranges: Ranges): Float64Array {
  const points = mixKeys(random, family, ranges);
  jitter(random, points, family, ranges);
  for (let stroke = 1; stroke < family.starts.length - 1; stroke++) {
    const dx = ranges.lift * normal12(random);
    const dy = ranges.lift * normal12(random);
    for (let point = family.starts[stroke]; point < family.starts[stroke + 1]; point++) {
      points[2 * point] += dx;
      points[2 * point + 1] += dy;
    }
  }
  return points;
}

function mixKeys(random: Random, { keys }: Family, ranges: Ranges): Float64Array {
  const count = keys.length;
  const weights = keys.map(() => (-Math.log(1 - uniform(random))) ** mixturePeak);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const points = new Float64Array(keys[0].length);
  for (let k = 0; k < count; k++) {
    const stretched = (mixtureStretch * weights[k]) / total - (mixtureStretch - 1) / count;
    const weight = ranges.keys * stretched + (k === 0 ? 1 - ranges.keys : 0);
    const key = keys[k];
    for (let i = 0; i < points.length; i++) points[i] += weight * key[i];
  }
  return points;
}

/** Moves neighbours together: each shift is the mean of three (two at an end), scaled so that its spread is kept. */
function jitter(random: Random, points: Float64Array, family: Family, ranges: Ranges): void {
  const spread = ranges.jitter * family.jitter;
  const { starts } = family;
  for (let stroke = 0; stroke + 1 < starts.length; stroke++) {
    const begin = starts[stroke];
    const end = starts[stroke + 1];
    for (let axis = 0; axis < 2; axis++) {
      let before = 0;
      let here = normal12(random);
      for (let point = begin; point < end; point++) {
        const after = point + 1 < end ? normal12(random) : 0;
        const terms = point === begin || point + 1 === end ? 2 : 3;
        points[2 * point + axis] += (spread * (before + here + after)) / Math.sqrt(terms);
        before = here;
        here = after;
      }
    }
  }
}
