/**
 * maxPool2d: the largest number of every window, as PyTorch's MaxPool2d.
 *
 *   y[n,c,p,q] = max i,j  x[n, c, p·sH + i − pH, q·sW + j − pW]
 *   dx[winner of (n,c,p,q)] += dy[n,c,p,q], over p, q
 *
 * x [N, C, H, W] → y [N, C, oH, oW], oH = ⌊(H + 2·pH − kH) / sH⌋ + 1.
 * The stride is the kernel's size unless given. Padding is −infinity: it never
 * wins. Where several cells are largest, the first in row-major order wins and
 * takes the whole gradient. NaN wins over any number, so that it stays seen.
 *
 * Source: PyTorch, torch.nn.MaxPool2d; checked in tests/conformance.
 */
import type { Operation } from '../operation.ts';
import { poolSizes, requireUpstream } from '../shape.ts';
import type { Pair, Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface MaxPool2dInputs {
  x: Tensor;
}

export interface MaxPool2dAttrs {
  kernelSize: Pair;
  /** Pixels from one window to the next; kernelSize unless given. */
  stride: Pair;
  /** At most half of kernelSize; [0, 0] unless given. */
  padding: Pair;
}

type Attrs = Partial<MaxPool2dAttrs> | undefined;

// #region winners
/** For each cell of y, where in x.data the largest number of its window is. */
export function maxPool2dWinners({ x }: MaxPool2dInputs, attrs?: Attrs) {
  const sizes = poolSizes('maxPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const data = x.data;
  const winners = new Int32Array(N * C * oH * oW);
  let at = 0;
  for (let plane = 0; plane < N * C; plane++)
    for (let p = 0; p < oH; p++) {
      const top = Math.max(p * sH - pH, 0);
      const bottom = Math.min(p * sH - pH + kH, H);
      for (let q = 0; q < oW; q++) {
        const left = Math.max(q * sW - pW, 0);
        const right = Math.min(q * sW - pW + kW, W);
        let winner = (plane * H + top) * W + left;
        let best = data[winner];
        for (let h = top; h < bottom; h++) {
          const row = (plane * H + h) * W;
          for (let w = left; w < right; w++) {
            const value = data[row + w];
            if (value > best || value !== value) {
              best = value;
              winner = row + w;
            }
          }
        }
        winners[at++] = winner;
      }
    }
  return winners;
}
// #endregion

// #region forward
function forward(inputs: MaxPool2dInputs, attrs?: Attrs): Tensor {
  const { N, C, oH, oW } = poolSizes('maxPool2d', inputs.x.shape, attrs);
  const winners = maxPool2dWinners(inputs, attrs);
  const x = inputs.x.data;
  const y = zeros([N, C, oH, oW], x);
  const out = y.data;
  for (let at = 0; at < winners.length; at++) out[at] = x[winners[at]];
  return y;
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: MaxPool2dInputs,
  attrs?: Attrs,
): MaxPool2dInputs {
  const { N, C, oH, oW } = poolSizes('maxPool2d', inputs.x.shape, attrs);
  const upstream = requireUpstream('maxPool2d', dy, [N, C, oH, oW]).data;
  const winners = maxPool2dWinners(inputs, attrs);
  const x = zeros(inputs.x.shape, inputs.x.data);
  const dx = x.data;
  // += and not =, because windows may overlap and share a winner.
  for (let at = 0; at < winners.length; at++) dx[winners[at]] += upstream[at];
  return { x };
}
// #endregion

export const maxPool2d: Operation<MaxPool2dInputs, MaxPool2dAttrs> = {
  name: 'maxPool2d',
  forward,
  backward,
};
