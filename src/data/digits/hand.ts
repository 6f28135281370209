/**
 * The random numbers of one digit that do not depend on how it is written: a hand.
 *
 * They are drawn first and always all of them, so that turning one dial changes that factor and leaves the others as
 * they were. Normals are sums of twelve uniforms (`normal12`), exact in every JavaScript engine.
 */
import { normal12, uniform, type Random } from '#engine/random.ts';
import type { Ranges } from './factors.ts';

/** One sine wave of the warp: amplitude * sin(kx * x + ky * y + phase). */
export interface Wave {
  readonly amplitude: number;
  readonly kx: number;
  readonly ky: number;
  readonly phase: number;
}

export interface Hand {
  /** Coefficients of x^2, xy, y^2 for x, then for y. */
  readonly bend: readonly number[];
  readonly wavesX: readonly Wave[];
  readonly wavesY: readonly Wave[];
  readonly slant: number;
  /** In radians. */
  readonly rotation: number;
  /** Width / height against the skeleton's. */
  readonly aspect: number;
  /** Standard normals for the pen's radius: the first for every digit, the second for families with more spread. */
  readonly width: number;
  readonly extraWidth: number;
  /** The radius along a stroke, t from 0 to 1, is multiplied by 1 + ramp * (2t - 1) + swell * sin(2 pi t + phase). */
  readonly ramp: number;
  readonly swell: number;
  readonly phase: number;
}

const wavesPerAxis = 3;
/** Radians per hundredth of the box: no wave is shorter than the box. */
const maxWaveNumber = 0.06;

export function drawHand(random: Random, ranges: Ranges): Hand {
  const bend = Array.from({ length: 6 }, () => ranges.bend * normal12(random));
  const wave = (): Wave => ({
    amplitude: ranges.warp * normal12(random),
    kx: maxWaveNumber * (2 * uniform(random) - 1),
    ky: maxWaveNumber * (2 * uniform(random) - 1),
    phase: 2 * Math.PI * uniform(random),
  });
  const wavesX = Array.from({ length: wavesPerAxis }, wave);
  const wavesY = Array.from({ length: wavesPerAxis }, wave);
  return {
    bend,
    wavesX,
    wavesY,
    slant: ranges.slantCentre + ranges.slant * (uniform(random) + uniform(random) - 1),
    rotation: ranges.rotation * normal12(random),
    aspect: Math.exp(ranges.aspect * normal12(random)),
    width: normal12(random),
    extraWidth: normal12(random),
    ramp: ranges.pressure * normal12(random),
    swell: ranges.pressure * normal12(random),
    phase: 2 * Math.PI * uniform(random),
  };
}
