/**
 * softmax: turns the numbers of each row into probabilities.
 *
 *   y[n,k]  = e^(x[n,k] − max) / Σ l  e^(x[n,l] − max),   max = max l  x[n,l]
 *   dx[n,k] = y[n,k] · (dy[n,k] − Σ l  y[n,l] · dy[n,l])
 *
 * x [N, K] → y [N, K]; rows are along the last axis, and x may have any number
 * of axes before it. Taking the maximum away changes nothing, because it
 * cancels, and keeps e^x from overflowing. Sums run over l in double precision
 * from 0.
 *
 * Source: Goodfellow, Bengio and Courville, Deep Learning, section 4.1;
 * checked in tests/conformance.
 */
import { withDoor } from '../operation.ts';
import type { Operation, OneInput } from '../operation.ts';
import { requireUpstream, rowSizes } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

// #region forward
function forward({ x }: OneInput): Tensor {
  const { rows, K } = rowSizes('softmax', x.shape);
  const y = zeros(x.shape, x.data);
  for (let n = 0; n < rows; n++) {
    const row = n * K;
    let max = x.data[row];
    for (let k = 1; k < K; k++) max = Math.max(max, x.data[row + k]);
    let sum = 0;
    for (let k = 0; k < K; k++) sum += Math.exp(x.data[row + k] - max);
    for (let k = 0; k < K; k++)
      y.data[row + k] = Math.exp(x.data[row + k] - max) / sum;
  }
  return y;
}
// #endregion

// #region backward
function backward(dy: Tensor | undefined, { x }: OneInput): OneInput {
  const { rows, K } = rowSizes('softmax', x.shape);
  const upstream = requireUpstream('softmax', dy, x.shape).data;
  const y = forward({ x }).data;
  const dx = zeros(x.shape, x.data);
  for (let n = 0; n < rows; n++) {
    const row = n * K;
    let sum = 0;
    for (let k = 0; k < K; k++) sum += y[row + k] * upstream[row + k];
    for (let k = 0; k < K; k++)
      dx.data[row + k] = y[row + k] * (upstream[row + k] - sum);
  }
  return { x: dx };
}
// #endregion

export const softmax: Operation<OneInput, object> = /* @__PURE__ */ withDoor({
  name: 'softmax',
  forward,
  backward,
});
