/**
 * What varies from digit to digit, and by how much.
 *
 * A factor is a dial: 1 is its natural range, 0 switches it off, 2 doubles it. `strength` scales the deformations
 * together, from copybook (0) over natural handwriting (0.7) to hasty and hard to read (1).
 */

export const factorNames = [
  'families',
  'keys',
  'jitter',
  'bend',
  'warp',
  'slant',
  'rotation',
  'aspect',
  'width',
  'pressure',
  'lift',
  'ends',
  'centring',
] as const;

export type FactorName = (typeof factorNames)[number];

/** One number >= 0 for each factor; 1 is natural. `families`, `keys` and `centring` mean nothing above 1. */
export type Factors = Readonly<Record<FactorName, number>>;

export const naturalStrength = 0.7;

export const naturalFactors = Object.fromEntries(
  factorNames.map((name) => [name, 1]),
) as unknown as Factors;

/** Spreads at factor 1. Lengths are in hundredths of the skeleton's box unless said otherwise. */
export interface Ranges {
  /** Chance that a digit is written in another way than the first. */
  readonly families: number;
  /** Share of the mixture of keys against the first key alone. */
  readonly keys: number;
  /** Standard deviation of each coordinate of a control point. */
  readonly jitter: number;
  /** Standard deviation of each of the six coefficients of the quadratic map. */
  readonly bend: number;
  /** Standard deviation of the amplitude of each sine wave. */
  readonly warp: number;
  /** Shear x -= slant * y is triangular around `slantCentre`, this far to either side. */
  readonly slant: number;
  readonly slantCentre: number;
  /** Standard deviation in radians. */
  readonly rotation: number;
  /** Log-normal spread of width / height. */
  readonly aspect: number;
  /** Log-normal spread of the pen's radius. */
  readonly width: number;
  /** Standard deviation of the two ways in which the radius changes along a stroke, relative. */
  readonly pressure: number;
  /** Standard deviation of where the pen lands after a lift. */
  readonly lift: number;
  /** Standard deviation of what is missing (or too long) at each end, relative to the stroke's length. */
  readonly ends: number;
  /** 1: the centre of mass lies in the middle; 0: the middle of the box does. */
  readonly centring: number;
}

/** Works out the spreads at a strength (0..1) with each factor's dial. */
export function rangesAt(strength: number, factors: Factors): Ranges {
  return {
    families: Math.min(1, factors.families),
    keys: Math.min(1, factors.keys),
    jitter: 3.5 * strength * factors.jitter,
    bend: (0.17 / 50) * strength * factors.bend,
    warp: 4.1 * strength * factors.warp,
    slant: (0.125 + 0.6 * strength) * factors.slant,
    slantCentre: 0.125 * factors.slant,
    rotation: ((10 * Math.PI) / 180) * strength * factors.rotation,
    aspect: (0.1 + 0.17 * strength) * factors.aspect,
    width: 0.28 * factors.width,
    pressure: 0.25 * factors.pressure,
    lift: 2 * factors.lift,
    ends: 0.03 * factors.ends,
    centring: Math.min(1, factors.centring),
  };
}
