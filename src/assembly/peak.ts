/**
 * The most multiply-adds a core can do at once, as a yardstick for the other kernels: twelve independent sums in
 * registers and nothing else. 12 vectors x 4 lanes x 2 operations in each turn, 96 in all.
 */
import { multiplyAdd } from './vector';

export function peak(turns: i32, factor: f32): f32 {
  const a = f32x4.splat(factor);
  const b = f32x4.splat(1 - factor);
  let c0 = a;
  let c1 = b;
  let c2 = a;
  let c3 = b;
  let c4 = a;
  let c5 = b;
  let c6 = a;
  let c7 = b;
  let c8 = a;
  let c9 = b;
  let c10 = a;
  let c11 = b;
  for (let turn = 0; turn < turns; turn++) {
    c0 = multiplyAdd(a, b, c0);
    c1 = multiplyAdd(a, b, c1);
    c2 = multiplyAdd(a, b, c2);
    c3 = multiplyAdd(a, b, c3);
    c4 = multiplyAdd(a, b, c4);
    c5 = multiplyAdd(a, b, c5);
    c6 = multiplyAdd(a, b, c6);
    c7 = multiplyAdd(a, b, c7);
    c8 = multiplyAdd(a, b, c8);
    c9 = multiplyAdd(a, b, c9);
    c10 = multiplyAdd(a, b, c10);
    c11 = multiplyAdd(a, b, c11);
  }
  c0 = f32x4.add(f32x4.add(c0, c1), f32x4.add(c2, c3));
  c4 = f32x4.add(f32x4.add(c4, c5), f32x4.add(c6, c7));
  c8 = f32x4.add(f32x4.add(c8, c9), f32x4.add(c10, c11));
  c0 = f32x4.add(f32x4.add(c0, c4), c8);
  return (
    f32x4.extract_lane(c0, 0) +
    f32x4.extract_lane(c0, 1) +
    f32x4.extract_lane(c0, 2) +
    f32x4.extract_lane(c0, 3)
  );
}
