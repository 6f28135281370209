/**
 * oneHot: class indices written as rows of probabilities.
 *
 *   y[n,k] = (1 − s) · [k is the label of n] + s / K
 *
 * labels (N whole numbers, 0 … K − 1) → y [N, K], float64 unless `like` is
 * float32. s is the label smoothing, 0 to 1: 0 leaves plain ones and zeros, 1
 * leaves nothing of the labels. Throws ShapeError out of these ranges.
 *
 * Source: smoothing by Szegedy et al., Rethinking the Inception Architecture
 * (2016), section 7.
 */
import { numberThatIs } from '../attributes.ts';
import { told } from '../errors.ts';
import { checkCount, shapeError } from '../shape.ts';
import type { FloatArray, Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

/** PyTorch's range of label_smoothing. */
export const smoothingRange = /* @__PURE__ */ numberThatIs('in [0, 1]');

// #region forward
export function oneHot(
  labels: ArrayLike<number>,
  K: number,
  smoothing = 0,
  like?: FloatArray,
): Tensor {
  checkCount('oneHot', 'K', K);
  smoothingRange('oneHot', 'smoothing', smoothing);
  const y = zeros([labels.length, K], like);
  y.data.fill(smoothing / K);
  for (let n = 0; n < labels.length; n++) {
    const label = labels[n];
    if (!Number.isInteger(label) || label < 0 || label >= K) {
      const problem = `label of row ${n} must be a whole number from 0 to`;
      throw shapeError('oneHot', `${problem} ${K - 1}, not ${told(label)}`, {
        y: y.shape,
      });
    }
    y.data[n * K + label] = 1 - smoothing + smoothing / K;
  }
  return y;
}
// #endregion
