/**
 * zeroPad: a frame of zeros around every image, so that a convolution need
 * not ask at each pixel whether it still is inside.
 *
 *   y[n, c, h + pH, w + pW] = x[n, c, h, w],  0 in the frame
 *
 * x [N, C, H, W] → y [N, C, H + 2·pH, W + 2·pW]
 */
import { checkAxes, checkPair } from '../shape.ts';
import type { Pair, Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

// #region forward
/** Returns x itself where there is nothing to add. */
export function zeroPad(x: Tensor, padding: Pair): Tensor {
  checkAxes('zeroPad', 'x', x.shape, 'N, C, H, W');
  checkPair('zeroPad', 'padding', padding, 0);
  const [pH, pW] = padding;
  if (pH === 0 && pW === 0) return x;
  const [N, C, H, W] = x.shape;
  const y = zeros([N, C, H + 2 * pH, W + 2 * pW], x.data);
  const [, , paddedH, paddedW] = y.shape;
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++) {
        const xRow = ((n * C + c) * H + h) * W;
        const yRow = ((n * C + c) * paddedH + h + pH) * paddedW + pW;
        for (let w = 0; w < W; w++) y.data[yRow + w] = x.data[xRow + w];
      }
  return y;
}
// #endregion

// #region backward
/** Cuts the frame off again: what flows into a padding zero goes nowhere. */
export function cropPadding(dy: Tensor, [pH, pW]: Pair): Tensor {
  if (pH === 0 && pW === 0) return dy;
  const [N, C, paddedH, paddedW] = dy.shape;
  const H = paddedH - 2 * pH;
  const W = paddedW - 2 * pW;
  const dx = zeros([N, C, H, W], dy.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++) {
        const xRow = ((n * C + c) * H + h) * W;
        const yRow = ((n * C + c) * paddedH + h + pH) * paddedW + pW;
        for (let w = 0; w < W; w++) dx.data[xRow + w] = dy.data[yRow + w];
      }
  return dx;
}
// #endregion
