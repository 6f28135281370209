/**
 * Seeded random numbers. The same seed gives the same numbers to the bit in every browser and in Node: mulberry32
 * works on 32-bit integers, and `normal12` and `uniform` are exact in float64. Only `boxMuller` uses functions whose
 * last digit an engine may choose (Math.log, Math.cos), so nothing that must be repeatable draws from it.
 *
 * Source: mulberry32 by Tommy Ettinger (public domain); checked against tests/goldens/prng.json.
 */

/** Draws the next whole number of a stream, 0 ≤ u < 2³². Each call moves the stream on. */
export type Random = () => number;

const two32 = 4294967296;

/** Starts a stream of 32-bit integers. Only the lower 32 bits of `seed` count. */
export function mulberry32(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** Draws from [0, 1). */
export function uniform(random: Random): number {
  return random() / two32;
}

/** Draws a nearly normal number, mean 0, variance 1, by Irwin and Hall: twelve uniforms minus 6, so within ±6. */
export function normal12(random: Random): number {
  let sum = 0;
  for (let draw = 0; draw < 12; draw++) sum += random();
  return sum / two32 - 6;
}

/** Draws a normal number, mean 0, variance 1, by Box and Muller (the cosine branch; two draws of the stream). */
export function boxMuller(random: Random): number {
  const u1 = (random() + 1) / two32;
  const u2 = random() / two32;
  return Math.sqrt(-2 * Math.log(u1)) * Math.cos(2 * Math.PI * u2);
}

/** Shuffles `items` in place (Fisher and Yates) and returns them. */
export function shuffle<Items extends { [index: number]: unknown; readonly length: number }>(
  items: Items,
  random: Random,
): Items {
  for (let last = items.length - 1; last > 0; last--) {
    const chosen = Math.floor(uniform(random) * (last + 1));
    const kept = items[last];
    items[last] = items[chosen];
    items[chosen] = kept;
  }
  return items;
}

/** Returns 0 … count − 1 in an order that the seed alone decides. */
export function shuffledIndices(count: number, seed: number): Uint32Array {
  return shuffle(
    Uint32Array.from({ length: count }, (_, index) => index),
    mulberry32(seed),
  );
}
