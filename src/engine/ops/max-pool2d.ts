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
 * dx is summed over p, q in double precision from 0.
 *
 * Source: PyTorch, torch.nn.MaxPool2d; checked in tests/conformance.
 */
import { extents, margins } from '../attributes.ts';
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { isPlace, poolSizes, requireUpstream } from '../shape.ts';
import type { WindowAttrs } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { inPrecisionOf, zeros } from '../tensor.ts';

type Attrs = Partial<WindowAttrs> | undefined;

// #region winners
/** For each cell of y, where in x.data the largest number of its window is. */
export function maxPool2dWinners({ x }: OneInput, attrs?: Attrs) {
  const sizes = poolSizes('maxPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const winners = new Int32Array(N * C * oH * oW);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          let winner = -1;
          for (let i = 0; i < kH; i++)
            for (let j = 0; j < kW; j++) {
              const h = p * sH + i - pH;
              const w = q * sW + j - pW;
              if (h < 0 || h >= H || w < 0 || w >= W) continue; // padding
              const at = ((n * C + c) * H + h) * W + w;
              const isFirst = winner < 0;
              if (isFirst || wins(x.data[at], x.data[winner])) winner = at;
            }
          winners[((n * C + c) * oH + p) * oW + q] = winner;
        }
  return winners;
}

/** A larger number wins, and a NaN over all. */
const wins = (value: number, best: number): boolean =>
  value > best || value !== value;
// #endregion

// #region forward
function forward(inputs: OneInput, attrs?: Attrs): Tensor {
  const { N, C, oH, oW } = poolSizes('maxPool2d', inputs.x.shape, attrs);
  const winners = maxPool2dWinners(inputs, attrs);
  const y = zeros([N, C, oH, oW], inputs.x.data);
  for (let at = 0; at < winners.length; at++)
    y.data[at] = inputs.x.data[winners[at]];
  return y;
}
// #endregion

// #region dx gather
/** Each cell of dx collects from the windows that it won. */
export function gatherMaxPool2d(
  dy: Tensor,
  { x }: OneInput,
  attrs?: Attrs,
): Tensor {
  const sizes = poolSizes('maxPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const winners = maxPool2dWinners({ x }, attrs);
  const dx = zeros(x.shape, x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const own = ((n * C + c) * H + h) * W + w;
          let sum = 0;
          for (let i = kH - 1; i >= 0; i--)
            for (let j = kW - 1; j >= 0; j--) {
              const p = (h + pH - i) / sH;
              const q = (w + pW - j) / sW;
              if (!isPlace(p, oH) || !isPlace(q, oW)) continue;
              const window = ((n * C + c) * oH + p) * oW + q;
              if (winners[window] === own) sum += dy.data[window];
            }
          dx.data[own] = sum;
        }
  return dx;
}
// #endregion

// #region dx scatter
/** Each cell of dy goes to the winner of its window. */
export function scatterMaxPool2d(
  dy: Tensor,
  { x }: OneInput,
  attrs?: Attrs,
): Tensor {
  const { N, C, oH, oW } = poolSizes('maxPool2d', x.shape, attrs);
  const winners = maxPool2dWinners({ x }, attrs);
  const dx = zeros(x.shape); // in double precision
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          const window = ((n * C + c) * oH + p) * oW + q;
          // += and not =, because windows may overlap and share a winner.
          dx.data[winners[window]] += dy.data[window];
        }
  return inPrecisionOf(x, dx);
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: OneInput,
  attrs?: Attrs,
): OneInput {
  const { N, C, oH, oW } = poolSizes('maxPool2d', inputs.x.shape, attrs);
  const upstream = requireUpstream('maxPool2d', dy, [N, C, oH, oW]);
  return { x: scatterMaxPool2d(upstream, inputs, attrs) };
}
// #endregion

type Spec = Partial<WindowAttrs> & Pick<WindowAttrs, 'kernelSize'>;

export const maxPool2d: LayerOperation<Spec, OneInput, WindowAttrs> =
  /* @__PURE__ */ withDoor({
    name: 'maxPool2d',
    forward,
    backward,
    layer: {
      attributes: { kernelSize: extents, stride: extents, padding: margins },
      outputShape(spec, input) {
        const { C, oH, oW } = poolSizes('maxPool2d', [1, ...input], spec);
        return [C, oH, oW];
      },
      kinks: (x, spec) => maxPool2dWinners({ x }, spec),
    },
  });
