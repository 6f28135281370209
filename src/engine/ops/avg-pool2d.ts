/**
 * avgPool2d: the mean of every window, as PyTorch's AvgPool2d.
 *
 *   y[n,c,p,q] = (Σ i,j  x[n, c, p·sH + i − pH, q·sW + j − pW]) / count
 *   dx[each cell of the window] += dy[n,c,p,q] / count, over p, q
 *
 * x [N, C, H, W] → y [N, C, oH, oW], oH = ⌊(H + 2·pH − kH) / sH⌋ + 1.
 * The stride is the kernel's size unless given. Padding is 0; `count` is
 * kH·kW, or with countIncludePad false the cells that lie in the image.
 * y is summed over i, j and dx over p, q, in double precision from 0.
 *
 * Source: PyTorch, torch.nn.AvgPool2d; checked in tests/conformance.
 */
import { extents, flag, margins } from '../attributes.ts';
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { isPlace, poolSizes, requireUpstream } from '../shape.ts';
import type { WindowAttrs, WindowSizes } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { inPrecisionOf, zeros } from '../tensor.ts';

export interface AvgPool2dAttrs extends WindowAttrs {
  /** Whether the divisor counts padding cells; true unless given. */
  countIncludePad: boolean;
}

type Attrs = Partial<AvgPool2dAttrs> | undefined;

// #region forward
function forward({ x }: OneInput, attrs: Attrs = {}): Tensor {
  const sizes = poolSizes('avgPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const counts = avgPool2dCounts(sizes, attrs);
  const y = zeros([N, C, oH, oW], x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          let sum = 0;
          for (let i = 0; i < kH; i++)
            for (let j = 0; j < kW; j++) {
              const h = p * sH + i - pH;
              const w = q * sW + j - pW;
              if (h < 0 || h >= H || w < 0 || w >= W) continue; // padding
              sum += x.data[((n * C + c) * H + h) * W + w];
            }
          y.data[((n * C + c) * oH + p) * oW + q] = sum / counts[p * oW + q];
        }
  return y;
}
// #endregion

// #region counts
/** What the sum of each window (p, q) is divided by. */
export function avgPool2dCounts(
  { H, W, kH, kW, sH, sW, pH, pW, oH, oW }: WindowSizes,
  { countIncludePad = true }: Partial<AvgPool2dAttrs>,
): Float64Array {
  const counts = new Float64Array(oH * oW).fill(kH * kW);
  if (countIncludePad) return counts;
  const inside = (at: number, kernel: number, extent: number): number =>
    Math.min(at + kernel, extent) - Math.max(at, 0);
  for (let p = 0; p < oH; p++)
    for (let q = 0; q < oW; q++)
      counts[p * oW + q] =
        inside(p * sH - pH, kH, H) * inside(q * sW - pW, kW, W);
  return counts;
}
// #endregion

// #region dx gather
/** Each cell of dx collects its share of every window that it lies in. */
export function gatherAvgPool2d(
  dy: Tensor,
  { x }: OneInput,
  attrs: Attrs = {},
): Tensor {
  const sizes = poolSizes('avgPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const counts = avgPool2dCounts(sizes, attrs);
  const dx = zeros(x.shape, x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          let sum = 0;
          for (let i = kH - 1; i >= 0; i--)
            for (let j = kW - 1; j >= 0; j--) {
              const p = (h + pH - i) / sH;
              const q = (w + pW - j) / sW;
              if (!isPlace(p, oH) || !isPlace(q, oW)) continue;
              const g = dy.data[((n * C + c) * oH + p) * oW + q];
              sum += g / counts[p * oW + q];
            }
          dx.data[((n * C + c) * H + h) * W + w] = sum;
        }
  return dx;
}
// #endregion

// #region dx scatter
/** Each cell of dy is shared out over the cells of its window. */
export function scatterAvgPool2d(
  dy: Tensor,
  { x }: OneInput,
  attrs: Attrs = {},
): Tensor {
  const sizes = poolSizes('avgPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const counts = avgPool2dCounts(sizes, attrs);
  const dx = zeros(x.shape); // in double precision
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          const g = dy.data[((n * C + c) * oH + p) * oW + q];
          for (let i = 0; i < kH; i++)
            for (let j = 0; j < kW; j++) {
              const h = p * sH + i - pH;
              const w = q * sW + j - pW;
              if (h < 0 || h >= H || w < 0 || w >= W) continue; // padding
              const at = ((n * C + c) * H + h) * W + w;
              dx.data[at] += g / counts[p * oW + q];
            }
        }
  return inPrecisionOf(x, dx);
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: OneInput,
  attrs: Attrs = {},
): OneInput {
  const { N, C, oH, oW } = poolSizes('avgPool2d', inputs.x.shape, attrs);
  const upstream = requireUpstream('avgPool2d', dy, [N, C, oH, oW]);
  return { x: scatterAvgPool2d(upstream, inputs, attrs) };
}
// #endregion

type Spec = Partial<AvgPool2dAttrs> & Pick<AvgPool2dAttrs, 'kernelSize'>;

export const avgPool2d: LayerOperation<Spec, OneInput, AvgPool2dAttrs> =
  /* @__PURE__ */ withDoor({
    name: 'avgPool2d',
    forward,
    backward,
    layer: {
      attributes: {
        kernelSize: extents,
        stride: extents,
        padding: margins,
        countIncludePad: flag,
      },
      outputShape(spec, input) {
        const { C, oH, oW } = poolSizes('avgPool2d', [1, ...input], spec);
        return [C, oH, oW];
      },
    },
  });
