/** The end of a convolution's tile: four outputs of a pooling window become one, while they are still in registers. */

/**
 * Four values c0..c3 of four channels each, at the window's `offsets`: the greatest goes to `y`, its place
 * in the input, `base` + offset, to `winners` as u32. Windows of more than four come in groups: what the groups before found is read back unless this is
 * the `first`; `floor` (0 for ReLU, else -infinity) is applied with the `last`.
 */
// @ts-ignore: decorator
@inline
export function pool(
  offsets: usize,
  base: usize,
  first: bool,
  last: bool,
  floor: v128,
  y: usize,
  winners: usize,
  c0: v128,
  c1: v128,
  c2: v128,
  c3: v128,
): void {
  let best = c0;
  let winner = v128.load_splat<i32>(offsets);
  const from = i32x4.splat(base);
  if (!first) {
    const before = v128.load(y);
    winner = select4(winner, i32x4.sub(v128.load(winners), from), f32x4.gt(c0, before));
    best = f32x4.pmax(before, c0);
  }
  // pmax(a, b) is b only where b is greater, and stays what it was beside a NaN.
  winner = select4(v128.load_splat<i32>(offsets, 4), winner, f32x4.gt(c1, best));
  best = f32x4.pmax(best, c1);
  winner = select4(v128.load_splat<i32>(offsets, 8), winner, f32x4.gt(c2, best));
  best = f32x4.pmax(best, c2);
  winner = select4(v128.load_splat<i32>(offsets, 12), winner, f32x4.gt(c3, best));
  best = f32x4.pmax(best, c3);
  if (last) best = f32x4.pmax(best, floor);
  v128.store(y, best);
  v128.store(winners, i32x4.add(winner, from));
}

/** a where the mask is set, else b; masks come from comparisons, all ones or all zeros in a lane. */
// @ts-ignore: decorator
@inline
function select4(a: v128, b: v128, mask: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_laneselect(a, b, mask);
  return v128.bitselect(a, b, mask);
}
