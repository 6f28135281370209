/**
 * The one arithmetic step that all kernels share. Two builds come from the same source:
 *
 *   relaxed SIMD   a * b + c in one instruction where the processor has it (rounded once)
 *   plain SIMD     a multiplication, then an addition (rounded twice)
 *
 * so their results differ in the last digits. Within one build and one processor every result is the same to the bit.
 */

/** a * b + c in four float32 lanes. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** One float32 from memory in all four lanes: a single load, where a splat of a variable may cost two. */
// @ts-ignore: decorator
@inline
export function loadSplat(address: usize, offset: usize = 0): v128 {
  return v128.load_splat<f32>(address + offset);
}

/** Stores eight neighbouring float32. */
// @ts-ignore: decorator
@inline
export function storePair(target: usize, c0: v128, c1: v128): void {
  v128.store(target, c0);
  v128.store(target, c1, 16);
}

/** Zeros. Take it once, before a loop: in a loop the engine would make it anew in every turn. */
// @ts-ignore: decorator
@inline
export function zero(): v128 {
  return f32x4.splat(0);
}
