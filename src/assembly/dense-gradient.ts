/**
 * The gradients of a dense layer's parameters over rows of the batch:
 *
 *   dWeight[out][in] = sum over n of dy[n][out] * x[n][in]        dBias[out] = sum over n of dy[n][out]
 *
 * Again a tile of 4 (in) x 8 (out) in eight vectors, while n runs. dy is packed in panels [out / 8][n][8], x is read by
 * columns: four neighbouring numbers of each row, in splats. The result comes out in the layout of the weights,
 * [out / 8][in][8], so that the update that follows meets it in the first cache.
 * One call makes one panel: the unit that threads share out. Sums run over n in order, so the bits do not depend on who
 * does it.
 */
import { DenseGradient } from './descriptors';
import { loadSplat, multiplyAdd, storePair, zero } from './vector';

/** Packs rows `row`... of dy (`count` of them) into its panels. */
export function packRows(task: DenseGradient, row: i32, count: i32): void {
  const panelStep = task.dyPanelRows << 5;
  for (let r = row; r < row + count; r++) {
    let from = task.dy + r * task.dyRowStep;
    let to = task.dyPanels + (r << 5);
    for (let o = 0; o < task.outFeatures; o += 8) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += 32;
      to += panelStep;
    }
  }
}

/** Gradient of one panel of weights and biases over the first `count` rows. */
export function denseGradient(task: DenseGradient, panel: i32, count: i32): void {
  const inFeatures = task.inFeatures;
  const dy = task.dyPanels + ((panel * task.dyPanelRows) << 5);
  const end = dy + (count << 5);
  let x = task.x;
  let target = task.gradient + panel * (inFeatures << 5);
  for (let k = 0; k < inFeatures; k += 4) {
    tile(x, task.xRowStep, dy, end, target);
    x += 16;
    target += 128;
  }
  let b0 = zero();
  let b1 = b0;
  for (let row = dy; row < end; row += 32) {
    b0 = f32x4.add(b0, v128.load(row));
    b1 = f32x4.add(b1, v128.load(row, 16));
  }
  storePair(task.biasGradient + (panel << 5), b0, b1);
}

function tile(x: usize, xRowStep: usize, dy: usize, end: usize, target: usize): void {
  let c00 = zero();
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  while (dy < end) {
    const b0 = v128.load(dy);
    const b1 = v128.load(dy, 16);
    let s = loadSplat(x);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = loadSplat(x, 4);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = loadSplat(x, 8);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = loadSplat(x, 12);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    x += xRowStep;
    dy += 32;
  }
  storePair(target, c00, c01);
  storePair(target + 32, c10, c11);
  storePair(target + 64, c20, c21);
  storePair(target + 96, c30, c31);
}

/**
 * Copies one panel of weights [in][8] into the transposed weights [in / 8][out][8] that the input gradient reads:
 * 8 x 8 blocks, turned in registers as four blocks of 4 x 4.
 */
export function transposePanel(task: DenseGradient, panel: i32): void {
  let from = task.weight + panel * (task.inFeatures << 5);
  let to = task.transposed + (panel << 8);
  const step = task.outFeatures << 5;
  for (let k = 0; k < task.inFeatures; k += 8) {
    turn(from, to);
    turn(from + 128, to + 16);
    turn(from + 16, to + 128);
    turn(from + 144, to + 144);
    from += 256;
    to += step;
  }
}

/** Turns 4 x 4 floats; both sides have rows of 8. */
// @ts-ignore: decorator
@inline
function turn(from: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from, 32);
  const r2 = v128.load(from, 64);
  const r3 = v128.load(from, 96);
  const p0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const p1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const p2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const p3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(p0, p2, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(p0, p2, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(p1, p3, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(p1, p3, 2, 3, 6, 7), 96);
}
