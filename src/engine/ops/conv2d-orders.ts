/**
 * The sums of conv2d.ts in the other order of loops. The numbers are the same
 * to the last bit, for every sum still adds the same products in the same
 * order.
 *
 *   y over the kernel  each weight is added to all the outputs that it serves:
 *                      what the article does where a kernel is small
 *   dx by gather       each cell of dx collects from all windows that read it:
 *                      dy read through the kernel rotated by 180 degrees
 *
 * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep
 * learning (2016), chapter 4; held against conv2d.ts in loop-orders.test.ts.
 */
import { isPlace } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';
import { conv2dPlan } from './conv2d.ts';
import type { Conv2dAttrs, Conv2dInputs } from './conv2d.ts';
import { zeroPad } from './zero-pad.ts';

type Attrs = Partial<Conv2dAttrs> | undefined;

// #region forward over the kernel
/** The same y: each weight in turn is added to all the outputs it serves. */
export function forwardOverKernel(inputs: Conv2dInputs, attrs?: Attrs): Tensor {
  const plan = conv2dPlan(inputs, attrs);
  const { N, C, D, H, W, kH, kW, oH, oW, sH, sW, padding } = plan;
  const x = zeroPad(inputs.x, padding).data;
  const weight = inputs.weight.data;
  const bias = inputs.bias.data;
  const y = zeros([N, D, oH, oW], x);
  const sums = new Float64Array(oH * oW); // one channel of y
  for (let n = 0; n < N; n++)
    for (let d = 0; d < D; d++) {
      sums.fill(0);
      for (let c = 0; c < C; c++)
        for (let i = 0; i < kH; i++)
          for (let j = 0; j < kW; j++) {
            const w = weight[((d * C + c) * kH + i) * kW + j];
            for (let p = 0; p < oH; p++) {
              const xRow = ((n * C + c) * H + p * sH + i) * W + j;
              for (let q = 0; q < oW; q++)
                sums[p * oW + q] += w * x[xRow + q * sW];
            }
          }
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++)
          y.data[((n * D + d) * oH + p) * oW + q] = sums[p * oW + q] + bias[d];
    }
  return y;
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
