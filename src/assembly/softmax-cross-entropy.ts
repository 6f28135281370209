/**
 * Softmax and cross-entropy of each row, and the gradient of the mean loss, (p - target) / N.
 *
 *   loss = log(sum over j of exp(z_j - max)) + max - sum over j of target_j * z_j
 *
 * Ten classes a row make this small beside everything else; it is written to be right: the largest logit is taken off
 * first, sums run in float64 over j in order, and a probability under 1e-20 counts as 0, because numbers that small
 * would slow the products that follow (denormals) and can change nothing.
 */
import { Loss } from './descriptors';

const NEGLIGIBLE: f64 = 1e-20;

/**
 * Rows `row`... (`count` of them). `scale` is 1 / N and multiplies the gradient; 0: no gradient is wanted.
 * `labels` is the label of every image of the split, by its index.
 */
export function softmaxCrossEntropy(
  task: Loss,
  labels: usize,
  row: i32,
  count: i32,
  scale: f32,
): void {
  const classes = task.classes;
  for (let r = row; r < row + count; r++) {
    const z = task.logits + r * task.logitsRowStep;
    const label = <i32>load<u8>(labels + load<u32>(task.indices + (r << 2)));
    let largest = load<f32>(z);
    let winner = 0;
    for (let j = 1; j < classes; j++) {
      const value = load<f32>(z + (j << 2));
      if (value > largest) {
        largest = value;
        winner = j;
      }
    }
    const dz = task.dLogits + r * task.logitsRowStep;
    let sum: f64 = 0;
    let target: f64 = 0;
    for (let j = 0; j < classes; j++) {
      const value = <f64>load<f32>(z + (j << 2)) - <f64>largest;
      const power = exponential(value);
      store<f32>(dz + (j << 2), <f32>power);
      sum += power;
      target += <f64>(j == label ? task.targetOn : task.targetOff) * value;
    }
    store<f64>(task.rowLoss + (r << 3), logarithm(sum) - target);
    store<u8>(task.rowCorrect + r, <u8>(winner == label));
    if (scale == 0) continue;
    for (let j = 0; j < classes; j++) {
      let p = <f64>load<f32>(dz + (j << 2)) / sum;
      if (p < NEGLIGIBLE) p = 0;
      const t = <f64>(j == label ? task.targetOn : task.targetOff);
      store<f32>(dz + (j << 2), <f32>((p - t) * <f64>scale));
    }
  }
}

const LOG2_E: f64 = 1.4426950408889634;
const LN_2_HIGH: f64 = 6.9314718036912381649e-1;
const LN_2_LOW: f64 = 1.90821492927058770002e-10;

/**
 * e^x for x <= 0 in float64: x = k ln 2 + r with |r| <= ln 2 / 2, the Taylor series of e^r to the 11th power (its
 * remainder is under 1e-14), and 2^k put into the exponent. Our own, so that the bits are the same in every browser.
 */
function exponential(x: f64): f64 {
  if (!(x > -708)) return x != x ? x : 0;
  const k = nearest(x * LOG2_E);
  const r = x - k * LN_2_HIGH - k * LN_2_LOW;
  let y: f64 = 1.0 / 39916800;
  y = 1.0 / 3628800 + r * y;
  y = 1.0 / 362880 + r * y;
  y = 1.0 / 40320 + r * y;
  y = 1.0 / 5040 + r * y;
  y = 1.0 / 720 + r * y;
  y = 1.0 / 120 + r * y;
  y = 1.0 / 24 + r * y;
  y = 1.0 / 6 + r * y;
  y = 0.5 + r * y;
  y = 1 + r * y;
  y = 1 + r * y;
  return y * reinterpret<f64>((<i64>k + 1023) << 52);
}

/**
 * ln x for a positive x: x = m 2^k with m in [sqrt 1/2, sqrt 2), ln m = 2 artanh s with s = (m - 1) / (m + 1), whose
 * series to the 21st power leaves less than 1e-17 since |s| < 0.172.
 */
function logarithm(x: f64): f64 {
  if (!(x > 0) || x == Infinity) return NaN;
  const bits = reinterpret<i64>(x);
  let k = (bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    k++;
  }
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let y: f64 = 0;
  for (let n: f64 = 21; n > 0; n -= 2) y = 1 / n + square * y;
  return 2 * s * y + <f64>k * LN_2_LOW + <f64>k * LN_2_HIGH;
}
