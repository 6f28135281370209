/** The pen: a radius in pixels at every point of the polylines. */
import type { Polylines } from './curve.ts';
import type { Ranges } from './factors.ts';
import type { Hand } from './hand.ts';
import type { Family } from './parse.ts';

/** Median radius in pixels of the 28 x 28 image. */
const meanRadius = 1.15;
/** However light the pressure, this share of the radius is left. */
const leastPressure = 0.35;

/** Returns the radius at each point, in pixels. */
export function penRadii(
  { points, starts }: Polylines,
  hand: Hand,
  family: Family,
  ranges: Ranges,
): Float64Array {
  const spread = ranges.width * hand.width;
  const extra = ranges.width > 0 ? family.widthSpread * Math.abs(hand.extraWidth) : 0;
  const radius = Math.min(family.maxRadius, meanRadius * Math.exp(spread + extra));
  const radii = new Float64Array(points.length / 2);
  for (let stroke = 0; stroke + 1 < starts.length; stroke++) {
    const begin = starts[stroke];
    const last = starts[stroke + 1] - 1;
    for (let i = begin; i <= last; i++) {
      const t = (i - begin) / (last - begin);
      const swell = hand.swell * Math.sin(2 * Math.PI * t + hand.phase);
      radii[i] = radius * Math.max(leastPressure, 1 + hand.ramp * (2 * t - 1) + swell);
    }
  }
  return radii;
}
