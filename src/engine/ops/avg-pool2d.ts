/**
 * avgPool2d: the mean of every window, as PyTorch's AvgPool2d.
 *
 *   y[n,c,p,q] = (Σ i,j  x[n, c, p·sH + i − pH, q·sW + j − pW]) / count
 *   dx[each cell of the window] += dy[n,c,p,q] / count, over p, q
 *
 * x [N, C, H, W] → y [N, C, oH, oW], oH = ⌊(H + 2·pH − kH) / sH⌋ + 1.
 * The stride is the kernel's size unless given. Padding is 0; `count` is
 * kH·kW, or with countIncludePad false the cells that lie in the image.
 * The sum runs over i, j in double precision from 0, then is divided.
 *
 * Source: PyTorch, torch.nn.AvgPool2d; checked in tests/conformance.
 */
import type { Operation } from '../operation.ts';
import { poolSizes, requireUpstream } from '../shape.ts';
import type { Pair, Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface AvgPool2dInputs {
  x: Tensor;
}

export interface AvgPool2dAttrs {
  kernelSize: Pair;
  /** Pixels from one window to the next; kernelSize unless given. */
  stride: Pair;
  /** At most half of kernelSize; [0, 0] unless given. */
  padding: Pair;
  /** Whether the divisor counts padding cells; true unless given. */
  countIncludePad: boolean;
}

type Attrs = Partial<AvgPool2dAttrs> | undefined;

// #region forward
function forward({ x }: AvgPool2dInputs, attrs: Attrs = {}): Tensor {
  const sizes = poolSizes('avgPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const { countIncludePad = true } = attrs;
  const y = zeros([N, C, oH, oW], x.data);
  let at = 0;
  for (let plane = 0; plane < N * C; plane++)
    for (let p = 0; p < oH; p++) {
      const top = Math.max(p * sH - pH, 0);
      const bottom = Math.min(p * sH - pH + kH, H);
      for (let q = 0; q < oW; q++) {
        const left = Math.max(q * sW - pW, 0);
        const right = Math.min(q * sW - pW + kW, W);
        const inside = (bottom - top) * (right - left);
        let sum = 0;
        for (let h = top; h < bottom; h++)
          for (let w = left; w < right; w++)
            sum += x.data[(plane * H + h) * W + w];
        y.data[at++] = sum / (countIncludePad ? kH * kW : inside);
      }
    }
  return y;
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: AvgPool2dInputs,
  attrs: Attrs = {},
): AvgPool2dInputs {
  const sizes = poolSizes('avgPool2d', inputs.x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const { countIncludePad = true } = attrs;
  const upstream = requireUpstream('avgPool2d', dy, [N, C, oH, oW]).data;
  const x = zeros(inputs.x.shape, inputs.x.data);
  let at = 0;
  for (let plane = 0; plane < N * C; plane++)
    for (let p = 0; p < oH; p++) {
      const top = Math.max(p * sH - pH, 0);
      const bottom = Math.min(p * sH - pH + kH, H);
      for (let q = 0; q < oW; q++) {
        const left = Math.max(q * sW - pW, 0);
        const right = Math.min(q * sW - pW + kW, W);
        const inside = (bottom - top) * (right - left);
        const share = upstream[at++] / (countIncludePad ? kH * kW : inside);
        for (let h = top; h < bottom; h++)
          for (let w = left; w < right; w++)
            x.data[(plane * H + h) * W + w] += share;
      }
    }
  return { x };
}
// #endregion

export const avgPool2d: Operation<AvgPool2dInputs, AvgPool2dAttrs> = {
  name: 'avgPool2d',
  forward,
  backward,
};
