/**
 * The matrix product of a dense layer: forward (y = x W^T + b, ReLU) and its input gradient (dx = dy W, masked).
 *
 *   c[row][column] = sum over k of a[row][k] * b[k][column]
 *
 * Blocking: a tile of 4 rows x 8 columns is kept in eight vectors while k runs; each turn loads two vectors of b and
 * four splats of a for eight multiply-adds, which is what a core can do at once: 16 registers would hold a larger tile,
 * but the compiler needs some of them. b lies packed in panels of 8 columns, [column / 8][k][8], so that it is read
 * straight through; a panel stays in the first cache while all rows of the chunk pass.
 * Loop order: panel, block of 4 rows, k. The order of every sum is that of k, whatever the number of rows.
 * Rows are computed in fours: buffers hold a multiple of four rows, and what the last block's spare rows hold is never read.
 * Row steps are an odd number of cache lines, lest the four rows of a fall into one set of the cache.
 */
import { Product } from './descriptors';
import { loadSplat, multiplyAdd, zero } from './vector';

/** Rows `row`... (`count` of them, rounded up to a multiple of four) of c. */
export function multiply(task: Product, row: i32, count: i32): void {
  const aRowStep = task.aRowStep;
  const cRowStep = task.cRowStep;
  const depth = task.depth;
  const a = task.a + row * aRowStep;
  const c = task.c + row * cRowStep;
  const mask = task.mask != 0 ? task.mask + row * cRowStep : 0;
  for (let panel = 0; panel < task.panelCount; panel++) {
    const b = task.panels + panel * (depth << 5);
    const bias = task.bias != 0 ? task.bias + (panel << 5) : 0;
    for (let r = 0; r < count; r += 4) {
      const at = r * cRowStep + (panel << 5);
      tile(a + r * aRowStep, aRowStep, b, depth, c + at, cRowStep, bias, mask != 0 ? mask + at : 0, task.relu);
    }
  }
}

function tile(
  a: usize,
  aRowStep: usize,
  b: usize,
  depth: i32,
  c: usize,
  cRowStep: usize,
  bias: usize,
  mask: usize,
  relu: i32,
): void {
  let c00 = zero();
  let c01 = c00;
  if (bias != 0) {
    c00 = v128.load(bias);
    c01 = v128.load(bias, 16);
  }
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  let a1 = a + aRowStep;
  let a2 = a1 + aRowStep;
  let a3 = a2 + aRowStep;
  const end = b + (depth << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = loadSplat(a);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = loadSplat(a1);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = loadSplat(a2);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = loadSplat(a3);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    a += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    b += 32;
  }
  finish(c, c00, c01, mask, relu);
  finish(c + cRowStep, c10, c11, mask != 0 ? mask + cRowStep : 0, relu);
  finish(c + 2 * cRowStep, c20, c21, mask != 0 ? mask + 2 * cRowStep : 0, relu);
  finish(c + 3 * cRowStep, c30, c31, mask != 0 ? mask + 3 * cRowStep : 0, relu);
}

/** What follows a product, while it is still in registers: ReLU forward, or the mask that ReLU leaves for the way back. */
// @ts-ignore: decorator
@inline
function finish(c: usize, c0: v128, c1: v128, mask: usize, relu: i32): void {
  if (relu) {
    c0 = f32x4.pmax(c0, zero());
    c1 = f32x4.pmax(c1, zero());
  }
  if (mask != 0) {
    c0 = v128.and(c0, f32x4.gt(v128.load(mask), zero()));
    c1 = v128.and(c1, f32x4.gt(v128.load(mask, 16), zero()));
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
}
