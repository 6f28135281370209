/**
 * The sums of conv2d.ts one cell at a time, as the equations have them and the
 * steps tell them. The numbers are the same to the last bit, for every sum
 * adds the same products in the same order.
 *
 *   y over the image  each cell of y adds up its window
 *   dx by scatter     each cell of dy adds its share to its window
 *   dx by gather      each cell of dx collects from all windows that read it:
 *                     dy read through the kernel rotated by 180 degrees
 *
 * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep
 * learning (2016), chapter 4; held against conv2d.ts in loop-orders.test.ts.
 */
import { isPlace } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { inPrecisionOf, zeros } from '../tensor.ts';
import { conv2dPlan } from './conv2d.ts';
import type { Conv2dAttrs, Conv2dInputs } from './conv2d.ts';
import { cropPadding, zeroPad } from './zero-pad.ts';

type Attrs = Partial<Conv2dAttrs> | undefined;

// #region forward
/** Each cell of y adds up its window. */
export function forwardOverImage(inputs: Conv2dInputs, attrs?: Attrs): Tensor {
  const plan = conv2dPlan(inputs, attrs);
  const { N, C, D, H, W, kH, kW, oH, oW, sH, sW, padding } = plan;
  const x = zeroPad(inputs.x, padding).data;
  const weight = inputs.weight.data;
  const bias = inputs.bias.data;
  const y = zeros([N, D, oH, oW], x);
  for (let n = 0; n < N; n++)
    for (let d = 0; d < D; d++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          let sum = 0;
          for (let c = 0; c < C; c++)
            for (let i = 0; i < kH; i++) {
              const kernelRow = ((d * C + c) * kH + i) * kW;
              const xRow = ((n * C + c) * H + p * sH + i) * W + q * sW;
              for (let j = 0; j < kW; j++)
                sum += weight[kernelRow + j] * x[xRow + j];
            }
          y.data[((n * D + d) * oH + p) * oW + q] = sum + bias[d];
        }
  return y;
}
// #endregion

// #region dx scatter
/** Each cell of dy adds its share to every cell of its window. */
export function scatterInputGradient(
  dy: Tensor,
  inputs: Conv2dInputs,
  attrs?: Attrs,
): Tensor {
  const plan = conv2dPlan(inputs, attrs);
  const { N, C, D, H, W, kH, kW, oH, oW, sH, sW, padding } = plan;
  const weight = inputs.weight.data;
  const upstream = dy.data;
  const dx = zeros([N, C, H, W]); // of the padded input, in double precision
  for (let n = 0; n < N; n++)
    for (let d = 0; d < D; d++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          const g = upstream[((n * D + d) * oH + p) * oW + q];
          for (let c = 0; c < C; c++)
            for (let i = 0; i < kH; i++) {
              const kernelRow = ((d * C + c) * kH + i) * kW;
              const xRow = ((n * C + c) * H + p * sH + i) * W + q * sW;
              for (let j = 0; j < kW; j++)
                dx.data[xRow + j] += g * weight[kernelRow + j];
            }
        }
  return inPrecisionOf(inputs.x, cropPadding(dx, padding));
}
// #endregion

// #region dx gather
/** Each cell of dx collects from every window that read it. */
export function gatherInputGradient(
  dy: Tensor,
  inputs: Conv2dInputs,
  attrs?: Attrs,
): Tensor {
  const { N, C, D, kH, kW, oH, oW, sH, sW, pH, pW } = conv2dPlan(inputs, attrs);
  const [, , H, W] = inputs.x.shape; // without the padding
  const weight = inputs.weight.data;
  const upstream = dy.data;
  const dx = zeros(inputs.x.shape, inputs.x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          let sum = 0;
          for (let d = 0; d < D; d++)
            for (let i = kH - 1; i >= 0; i--)
              for (let j = kW - 1; j >= 0; j--) {
                const p = (h + pH - i) / sH;
                const q = (w + pW - j) / sW;
                if (!isPlace(p, oH) || !isPlace(q, oW)) continue;
                const g = upstream[((n * D + d) * oH + p) * oW + q];
                sum += g * weight[((d * C + c) * kH + i) * kW + j];
              }
          dx.data[((n * C + c) * H + h) * W + w] = sum;
        }
  return dx;
}
// #endregion
