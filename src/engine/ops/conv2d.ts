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
 * The three indices c, i, j of a kernel cell are one number in the loops, the
 * tap k = (c·kH + i)·kW + j, and `tap[k]` is the way from the window's corner
 * to the pixel under that cell. Forward and backward are then one line each:
 *
 *   y                     += weight[k] · x[corner + tap[k]]
 *   dWeight[k]            += g · x[corner + tap[k]]
 *   dx[corner + tap[k]]   += g · weight[k]
 *
 * Order of summation, which the step traces repeat to the last bit. Every sum
 * runs in double precision from 0 and is rounded once, when it is stored:
 *   y        over c, i, j; then + bias
 *   dWeight  over n, p, q
 *   dBias    over n, p, q
 *   dx       over d, p, q
 * A dy that is exactly 0 is passed over: its finite multiples change no bit.
 *
 * Source: Dumoulin and Visin, A guide to convolution arithmetic for deep
 * learning (2016); checked in tests/conformance.
 */
import type { Operation } from '../operation.ts';
import { conv2dSizes, requireUpstream } from '../shape.ts';
import type { Conv2dSizes } from '../shape.ts';
import type { Pair, Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';
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

// #region forward
function forward(inputs: Conv2dInputs, attrs?: Attrs): Tensor {
  const { N, C, D, H, W, oH, oW, sH, sW, tap, taps, padding } = plan(
    inputs,
    attrs,
  );
  const x = zeroPad(inputs.x, padding).data;
  const weight = inputs.weight.data;
  const bias = inputs.bias.data;
  const y = zeros([N, D, oH, oW], x);
  const out = y.data;
  const window = new Float64Array(taps); // read once, used D times
  for (let n = 0; n < N; n++)
    for (let p = 0; p < oH; p++)
      for (let q = 0; q < oW; q++) {
        const corner = (n * C * H + p * sH) * W + q * sW;
        for (let k = 0; k < taps; k++) window[k] = x[corner + tap[k]];
        for (let d = 0; d < D; d++) {
          const kernel = d * taps;
          let sum = 0;
          for (let k = 0; k < taps; k++) sum += weight[kernel + k] * window[k];
          out[((n * D + d) * oH + p) * oW + q] = sum + bias[d];
        }
      }
  return y;
}
// #endregion

// #region dWeight
function weightGradient(dy: Tensor, inputs: Conv2dInputs, attrs: Attrs) {
  const { N, C, D, H, W, oH, oW, sH, sW, tap, taps, padding } = plan(
    inputs,
    attrs,
  );
  const x = zeroPad(inputs.x, padding).data;
  const upstream = dy.data;
  const dWeight = zeros(inputs.weight.shape, inputs.weight.data);
  const sums = new Float64Array(taps); // dWeight of one kernel
  for (let d = 0; d < D; d++) {
    sums.fill(0);
    for (let n = 0; n < N; n++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          const g = upstream[((n * D + d) * oH + p) * oW + q];
          if (g === 0) continue;
          const corner = (n * C * H + p * sH) * W + q * sW;
          for (let k = 0; k < taps; k++) sums[k] += g * x[corner + tap[k]];
        }
    dWeight.data.set(sums, d * taps);
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
    for (let n = 0; n < N; n++) {
      const plane = (n * D + d) * oH * oW;
      for (let cell = 0; cell < oH * oW; cell++) sum += upstream[plane + cell];
    }
    dBias.data[d] = sum;
  }
  return dBias;
}
// #endregion

// #region dx
function inputGradient(dy: Tensor, inputs: Conv2dInputs, attrs: Attrs) {
  const { N, C, D, H, W, oH, oW, sH, sW, tap, taps, padding } = plan(
    inputs,
    attrs,
  );
  const weight = inputs.weight.data;
  const upstream = dy.data;
  const dx = zeros([N, C, H, W], inputs.x.data); // of the padded input
  const sums = new Float64Array(C * H * W); // dx of one image
  for (let n = 0; n < N; n++) {
    sums.fill(0);
    for (let d = 0; d < D; d++) {
      const kernel = d * taps;
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          const g = upstream[((n * D + d) * oH + p) * oW + q];
          if (g === 0) continue;
          const corner = p * sH * W + q * sW;
          for (let k = 0; k < taps; k++)
            sums[corner + tap[k]] += g * weight[kernel + k];
        }
    }
    dx.data.set(sums, n * sums.length);
  }
  return cropPadding(dx, padding);
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
    x: inputGradient(upstream, inputs, attrs),
    weight: weightGradient(upstream, inputs, attrs),
    bias: biasGradient(upstream, inputs),
  };
}
// #endregion

/** As backward, without dx: a first layer's input is data, not a result. */
function parameterGradients(
  dy: Tensor,
  inputs: Conv2dInputs,
  attrs?: Attrs,
): Omit<Conv2dInputs, 'x'> {
  const upstream = checkUpstream(dy, inputs, attrs);
  return {
    weight: weightGradient(upstream, inputs, attrs),
    bias: biasGradient(upstream, inputs),
  };
}

// #region plan
/** Checks the shapes; the H and W that it returns count the padding. */
function plan({ x, weight, bias }: Conv2dInputs, attrs: Attrs) {
  const sizes = conv2dSizes(x.shape, weight.shape, bias.shape, attrs);
  const padding: Pair = [sizes.pH, sizes.pW];
  const padded = {
    ...sizes,
    H: sizes.H + 2 * sizes.pH,
    W: sizes.W + 2 * sizes.pW,
  };
  const tap = tapOffsets(padded);
  return { ...padded, padding, tap, taps: tap.length };
}

/** The way from a window's corner to the pixel under each kernel cell. */
function tapOffsets({ C, H, W, kH, kW }: Conv2dSizes): Int32Array {
  const tap = new Int32Array(C * kH * kW);
  let k = 0;
  for (let c = 0; c < C; c++)
    for (let i = 0; i < kH; i++)
      for (let j = 0; j < kW; j++) tap[k++] = (c * H + i) * W + j;
  return tap;
}
// #endregion

function checkUpstream(
  dy: Tensor | undefined,
  inputs: Conv2dInputs,
  attrs: Attrs,
): Tensor {
  const { N, D, oH, oW } = plan(inputs, attrs);
  return requireUpstream('conv2d', dy, [N, D, oH, oW]);
}

export const conv2d: Operation<Conv2dInputs, Conv2dAttrs> & {
  parameterGradients: typeof parameterGradients;
} = { name: 'conv2d', forward, backward, parameterGradients };
