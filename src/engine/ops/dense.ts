/**
 * dense: every output is a weighted sum of all inputs, as PyTorch's Linear.
 *
 *   y[n,d] = Σ c  weight[d,c] · x[n,c]  + bias[d]
 *
 * x [N, in] · weight [out, in] · bias [out] → y [N, out]; c counts the inputs
 * and d the outputs.
 *
 *   dWeight[d,c] = Σ n  dy[n,d] · x[n,c]
 *   dBias[d]     = Σ n  dy[n,d]
 *   dx[n,c]      = Σ d  dy[n,d] · weight[d,c]
 *
 * Every sum runs in double precision from 0, in ascending order of its index
 * (y: then + bias), and is rounded once, when it is stored. The step traces
 * repeat it to the last bit.
 *
 * dWeight and dx stand here twice: one sum after the other, as in the
 * equations, and both in one walk over the weights. The walk is what runs,
 * since no addition waits there for the one before; the numbers are the same
 * to the last bit (loop-orders.test.ts).
 *
 * Source: PyTorch, torch.nn.Linear; checked in tests/conformance.
 */
import { oneOf } from '../attributes.ts';
import { initializerNames, type InitializerName } from '../initializers.ts';
import { withDoor } from '../operation.ts';
import type { LayerOf, LayerOperation } from '../operation.ts';
import {
  checkAxes,
  checkCount,
  denseSizes,
  requireUpstream,
} from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { inPrecisionOf, rowsOf, zeros } from '../tensor.ts';

export interface DenseInputs {
  x: Tensor;
  weight: Tensor;
  bias: Tensor;
}

// #region forward
function forward(inputs: DenseInputs): Tensor {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const x = rowsOf(inputs.x);
  const weight = rowsOf(inputs.weight);
  const bias = inputs.bias.data;
  const y = zeros([N, outFeatures], inputs.x.data);
  for (let n = 0; n < N; n++)
    for (let d = 0; d < outFeatures; d++) {
      let sum = 0;
      for (let c = 0; c < inFeatures; c++) sum += weight[d][c] * x[n][c];
      y.data[n * outFeatures + d] = sum + bias[d];
    }
  return y;
}
// #endregion

// #region dWeight
export function denseWeightGradient(upstream: Tensor, inputs: DenseInputs) {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const x = rowsOf(inputs.x);
  const dy = rowsOf(upstream);
  const dWeight = zeros(inputs.weight.shape, inputs.weight.data);
  for (let d = 0; d < outFeatures; d++)
    for (let c = 0; c < inFeatures; c++) {
      let sum = 0;
      for (let n = 0; n < N; n++) sum += dy[n][d] * x[n][c];
      dWeight.data[d * inFeatures + c] = sum;
    }
  return dWeight;
}
// #endregion

// #region dBias
function biasGradient(upstream: Tensor, inputs: DenseInputs): Tensor {
  const { N, outFeatures } = plan(inputs);
  const dy = rowsOf(upstream);
  const dBias = zeros(inputs.bias.shape, inputs.bias.data);
  for (let d = 0; d < outFeatures; d++) {
    let sum = 0;
    for (let n = 0; n < N; n++) sum += dy[n][d];
    dBias.data[d] = sum;
  }
  return dBias;
}
// #endregion

// #region dx
export function denseInputGradient(upstream: Tensor, inputs: DenseInputs) {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const weight = rowsOf(inputs.weight);
  const dy = rowsOf(upstream);
  const dx = zeros(inputs.x.shape, inputs.x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < inFeatures; c++) {
      let sum = 0;
      for (let d = 0; d < outFeatures; d++) sum += dy[n][d] * weight[d][c];
      dx.data[n * inFeatures + c] = sum;
    }
  return dx;
}
// #endregion

// #region dWeight and dx
/** Each dy goes back along all weights that met in its y, to both ends. */
function bothGradients(upstream: Tensor, inputs: DenseInputs) {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const x = rowsOf(inputs.x);
  const weight = rowsOf(inputs.weight);
  const dy = rowsOf(upstream);
  const sums = {
    x: zeros(inputs.x.shape), // in double precision
    weight: zeros(inputs.weight.shape),
  };
  const dx = rowsOf(sums.x);
  const dWeight = rowsOf(sums.weight);
  for (let d = 0; d < outFeatures; d++)
    for (let n = 0; n < N; n++) {
      const g = dy[n][d];
      for (let c = 0; c < inFeatures; c++) {
        dWeight[d][c] += g * x[n][c];
        dx[n][c] += g * weight[d][c];
      }
    }
  return {
    x: inPrecisionOf(inputs.x, sums.x),
    weight: inPrecisionOf(inputs.weight, sums.weight),
  };
}
// #endregion

// #region backward
function backward(dy: Tensor | undefined, inputs: DenseInputs): DenseInputs {
  const { N, outFeatures } = plan(inputs);
  const upstream = requireUpstream('dense', dy, [N, outFeatures]);
  return {
    ...bothGradients(upstream, inputs),
    bias: biasGradient(upstream, inputs),
  };
}
// #endregion

function plan({ x, weight, bias }: DenseInputs) {
  return denseSizes(x.shape, weight.shape, bias.shape);
}

/** What a dense layer is told; its inputs are the features before. */
interface DenseSpec {
  outFeatures: number;
  initializer?: InitializerName;
}

const layer: LayerOf<DenseSpec> = {
  attributes: {
    outFeatures: checkCount,
    initializer: /* @__PURE__ */ oneOf(initializerNames),
  },
  parameters({ outFeatures }, input) {
    checkCount('dense', 'outFeatures', outFeatures);
    checkAxes('dense', 'x', [1, ...input], 'N, in');
    return {
      weight: { shape: [outFeatures, input[0]], start: 'drawn' },
      bias: { shape: [outFeatures], start: 0 },
    };
  },
  outputShape: (spec, input) => layer.parameters!(spec, input)['bias'].shape,
};

export const dense: LayerOperation<DenseSpec, DenseInputs, object> =
  /* @__PURE__ */ withDoor({
    name: 'dense',
    inputs: ['x', 'weight', 'bias'],
    forward,
    backward,
    layer,
  });
