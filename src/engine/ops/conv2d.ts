/**
 * conv2d: 2-D cross-correlation, as PyTorch's Conv2d: the kernel is not
 * flipped. It slides over every place of the padded input.
 *
 *   y[n,d,p,q] = Σ c,i,j  weight[d,c,i,j] · x[n, c, p·sH + i − pH,
 *                                                   q·sW + j − pW]  + bias[d]
 *
 * x [N, C, H, W] · weight [D, C, kH, kW] · bias [D] → y [N, D, oH, oW]
 * oH = ⌊(H + 2·pH − kH) / sH⌋ + 1; outside of x there is 0. Rows and columns
 * that no window reaches are unused and their gradient is 0.
 *
 *   dWeight[d,c,i,j] = Σ n,p,q  dy[n,d,p,q] · x[n, c, p·sH + i − pH,
 *                                                     q·sW + j − pW]
 *   dBias[d]         = Σ n,p,q  dy[n,d,p,q]
 *   dx[n,c,h,w]      = Σ d,i,j  dy[n, d, (h + pH − i) / sH,
 *                                        (w + pW − j) / sW] · weight[d,c,i,j]
 *                      where both quotients are whole and such a window is
 *
 * Every sum runs in double precision from 0, in the order of its indices (dx:
 * i and j descending, which is p and q ascending), and is rounded once, when
 * it is stored. The step traces repeat it to the last bit.
 *
 * What runs walks over the kernel: each weight is taken once and goes over the
 * whole image, so that the innermost loop is a row of the image and not a short
 * row of the kernel. conv2d-orders.ts has the same sums cell by cell, as the
 * equations and the figures tell them.
 *
 * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep
 * learning (2016); checked in tests/conformance.
 */
import { extents, margins, oneOf } from '../attributes.ts';
import { initializerNames, type InitializerName } from '../initializers.ts';
import { withDoor } from '../operation.ts';
import type { LayerOf, LayerOperation } from '../operation.ts';
import {
  checkAxes,
  checkCount,
  checkPair,
  conv2dSizes,
  requireUpstream,
  shapeError,
} from '../shape.ts';
import type { Pair, Tensor } from '../tensor.ts';
import { inPrecisionOf, zeros } from '../tensor.ts';
import { cropPadding, zeroPad } from './zero-pad.ts';

export interface Conv2dInputs {
  x: Tensor;
  weight: Tensor;
  bias: Tensor;
}

export interface Conv2dAttrs {
  /** Pixels from one window to the next; [1, 1] unless given. */
  stride: Pair;
  /** Zeros on each side; [0, 0] unless given. */
  padding: Pair;
}

type Attrs = Partial<Conv2dAttrs> | undefined;

// #region forward over the kernel
/** Each weight in turn is added to all the outputs it serves. */
function forward(inputs: Conv2dInputs, attrs?: Attrs): Tensor {
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
              const yRow = p * oW;
              const xRow = ((n * C + c) * H + p * sH + i) * W + j;
              for (let q = 0; q < oW; q++)
                sums[yRow + q] += w * x[xRow + q * sW];
            }
          }
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++)
          y.data[((n * D + d) * oH + p) * oW + q] = sums[p * oW + q] + bias[d];
    }
  return y;
}
// #endregion

// #region dWeight
function weightGradient(dy: Tensor, inputs: Conv2dInputs, attrs: Attrs) {
  const plan = conv2dPlan(inputs, attrs);
  const { N, C, D, H, W, kH, kW, oH, oW, sH, sW, padding } = plan;
  const x = zeroPad(inputs.x, padding).data;
  const upstream = dy.data;
  const dWeight = zeros(inputs.weight.shape, inputs.weight.data);
  for (let d = 0; d < D; d++)
    for (let c = 0; c < C; c++)
      for (let i = 0; i < kH; i++)
        for (let j = 0; j < kW; j++) {
          let sum = 0;
          for (let n = 0; n < N; n++)
            for (let p = 0; p < oH; p++) {
              const dyRow = ((n * D + d) * oH + p) * oW;
              const xRow = ((n * C + c) * H + p * sH + i) * W + j;
              for (let q = 0; q < oW; q++)
                sum += upstream[dyRow + q] * x[xRow + q * sW];
            }
          dWeight.data[((d * C + c) * kH + i) * kW + j] = sum;
        }
  return dWeight;
}
// #endregion

// #region dBias
function biasGradient(dy: Tensor, inputs: Conv2dInputs) {
  const [N, D, oH, oW] = dy.shape;
  const upstream = dy.data;
  const dBias = zeros(inputs.bias.shape, inputs.bias.data);
  for (let d = 0; d < D; d++) {
    let sum = 0;
    for (let n = 0; n < N; n++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++)
          sum += upstream[((n * D + d) * oH + p) * oW + q];
    dBias.data[d] = sum;
  }
  return dBias;
}
// #endregion

// #region dWeight and dx
/**
 * Each weight goes over the image once: a dy that it meets there counts for its
 * own gradient, and for that of the x under it.
 */
function bothGradients(dy: Tensor, inputs: Conv2dInputs, attrs: Attrs) {
  const plan = conv2dPlan(inputs, attrs);
  const { N, C, D, H, W, kH, kW, oH, oW, sH, sW, padding } = plan;
  const x = zeroPad(inputs.x, padding).data;
  const weight = inputs.weight.data;
  const upstream = dy.data;
  const dWeight = zeros(inputs.weight.shape); // in double precision
  const dx = zeros([N, C, H, W]); // of the padded input
  for (let n = 0; n < N; n++)
    for (let d = 0; d < D; d++)
      for (let c = 0; c < C; c++)
        for (let i = kH - 1; i >= 0; i--)
          for (let j = kW - 1; j >= 0; j--) {
            const own = ((d * C + c) * kH + i) * kW + j;
            const w = weight[own];
            let sum = dWeight.data[own];
            for (let p = 0; p < oH; p++) {
              const dyRow = ((n * D + d) * oH + p) * oW;
              const xRow = ((n * C + c) * H + p * sH + i) * W + j;
              for (let q = 0; q < oW; q++) {
                const g = upstream[dyRow + q];
                sum += g * x[xRow + q * sW];
                dx.data[xRow + q * sW] += g * w;
              }
            }
            dWeight.data[own] = sum;
          }
  return {
    x: inPrecisionOf(inputs.x, cropPadding(dx, padding)),
    weight: inPrecisionOf(inputs.weight, dWeight),
  };
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: Conv2dInputs,
  attrs?: Attrs,
): Conv2dInputs {
  const upstream = checkUpstream(dy, inputs, attrs);
  return {
    ...bothGradients(upstream, inputs, attrs),
    bias: biasGradient(upstream, inputs),
  };
}
// #endregion

// #region plan
/** Checks the shapes; the H and W that it returns count the padding. */
export function conv2dPlan({ x, weight, bias }: Conv2dInputs, attrs: Attrs) {
  const sizes = conv2dSizes(x.shape, weight.shape, bias.shape, attrs);
  const { H, W, pH, pW } = sizes;
  const padding: Pair = [pH, pW];
  return { ...sizes, H: H + 2 * pH, W: W + 2 * pW, padding };
}
// #endregion

function checkUpstream(
  dy: Tensor | undefined,
  inputs: Conv2dInputs,
  attrs: Attrs,
): Tensor {
  const { N, D, oH, oW } = conv2dPlan(inputs, attrs);
  return requireUpstream('conv2d', dy, [N, D, oH, oW]);
}

/** What a layer is told; its input channels are those of the layer before. */
interface Conv2dSpec extends Partial<Conv2dAttrs> {
  outChannels: number;
  kernelSize: Pair;
  initializer?: InitializerName;
}

const layer: LayerOf<Conv2dSpec> = {
  attributes: {
    outChannels: checkCount,
    kernelSize: extents,
    stride: extents,
    padding: margins,
    initializer: /* @__PURE__ */ oneOf(initializerNames),
  },
  parameters({ outChannels, kernelSize }, input) {
    checkCount('conv2d', 'outChannels', outChannels);
    if (!kernelSize) throw shapeError('conv2d', 'kernelSize is missing', {});
    checkPair('conv2d', 'kernelSize', kernelSize, 1);
    checkAxes('conv2d', 'x', [1, ...input], 'N, C, H, W');
    const weight = [outChannels, input[0], ...kernelSize];
    return {
      weight: { shape: weight, start: 'drawn' },
      bias: { shape: [outChannels], start: 0 },
    };
  },
  outputShape(spec, input) {
    const { weight, bias } = layer.parameters!(spec, input);
    const x = [1, ...input];
    const { D, oH, oW } = conv2dSizes(x, weight.shape, bias.shape, spec);
    return [D, oH, oW];
  },
  parameterGradients(dy, inputs, spec) {
    const own = inputs as unknown as Conv2dInputs;
    const upstream = checkUpstream(dy, own, spec);
    return {
      weight: weightGradient(upstream, own, spec),
      bias: biasGradient(upstream, own),
    };
  },
};

export const conv2d: LayerOperation<Conv2dSpec, Conv2dInputs, Conv2dAttrs> =
  /* @__PURE__ */ withDoor({
    name: 'conv2d',
    inputs: ['x', 'weight', 'bias'],
    forward,
    backward,
    attributes: { stride: extents, padding: margins },
    layer,
  });
