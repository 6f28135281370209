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
 * Order of summation, which the step traces repeat to the last bit: every sum
 * runs in double precision from 0, in ascending order of its index (y: then
 * + bias), and is rounded once, when it is stored. An x or dy that is exactly
 * 0, as around a closed ReLU, is passed over: its finite multiples change no
 * bit.
 * Factors that are used again and again are put into double precision once.
 *
 * Source: PyTorch, torch.nn.Linear; checked in tests/conformance.
 */
import type { Operation } from '../operation.ts';
import { denseSizes, requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface DenseInputs {
  x: Tensor;
  weight: Tensor;
  bias: Tensor;
}

// #region forward
function forward(inputs: DenseInputs): Tensor {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const x = inputs.x.data;
  const columns = transposed(inputs.weight.data, inFeatures);
  const bias = inputs.bias.data;
  const y = zeros([N, outFeatures], x);
  const sums = new Float64Array(outFeatures); // y of one example
  for (let n = 0; n < N; n++) {
    sums.fill(0);
    for (let c = 0; c < inFeatures; c++) {
      const input = x[n * inFeatures + c];
      if (input === 0) continue;
      const column = c * outFeatures;
      for (let d = 0; d < outFeatures; d++)
        sums[d] += columns[column + d] * input;
    }
    for (let d = 0; d < outFeatures; d++)
      y.data[n * outFeatures + d] = sums[d] + bias[d];
  }
  return y;
}
// #endregion

// #region dWeight
function weightGradient(dy: Tensor, inputs: DenseInputs): Tensor {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const x = new Float64Array(inputs.x.data);
  const upstream = dy.data;
  const dWeight = zeros(inputs.weight.shape, inputs.weight.data);
  const row = new Float64Array(inFeatures); // dWeight of one output
  for (let d = 0; d < outFeatures; d++) {
    row.fill(0);
    for (let n = 0; n < N; n++) {
      const g = upstream[n * outFeatures + d];
      if (g === 0) continue;
      const xRow = n * inFeatures;
      for (let c = 0; c < inFeatures; c++) row[c] += g * x[xRow + c];
    }
    dWeight.data.set(row, d * inFeatures);
  }
  return dWeight;
}
// #endregion

// #region dBias
function biasGradient(dy: Tensor, inputs: DenseInputs): Tensor {
  const [N, outFeatures] = dy.shape;
  const dBias = zeros(inputs.bias.shape, inputs.bias.data);
  for (let d = 0; d < outFeatures; d++) {
    let sum = 0;
    for (let n = 0; n < N; n++) sum += dy.data[n * outFeatures + d];
    dBias.data[d] = sum;
  }
  return dBias;
}
// #endregion

// #region dx
function inputGradient(dy: Tensor, inputs: DenseInputs): Tensor {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const weight = new Float64Array(inputs.weight.data);
  const upstream = dy.data;
  const dx = zeros(inputs.x.shape, inputs.x.data);
  const row = new Float64Array(inFeatures); // dx of one example
  for (let n = 0; n < N; n++) {
    row.fill(0);
    for (let d = 0; d < outFeatures; d++) {
      const g = upstream[n * outFeatures + d];
      if (g === 0) continue;
      const weightRow = d * inFeatures;
      for (let c = 0; c < inFeatures; c++) row[c] += g * weight[weightRow + c];
    }
    dx.data.set(row, n * inFeatures);
  }
  return dx;
}
// #endregion

// #region backward
function backward(dy: Tensor | undefined, inputs: DenseInputs): DenseInputs {
  const upstream = checkUpstream(dy, inputs);
  return {
    x: inputGradient(upstream, inputs),
    weight: weightGradient(upstream, inputs),
    bias: biasGradient(upstream, inputs),
  };
}
// #endregion

/** As backward, without dx: a first layer's input is data, not a result. */
function parameterGradients(
  dy: Tensor,
  inputs: DenseInputs,
): Omit<DenseInputs, 'x'> {
  const upstream = checkUpstream(dy, inputs);
  return {
    weight: weightGradient(upstream, inputs),
    bias: biasGradient(upstream, inputs),
  };
}

/** The columns of weight [out, in] one after the other, each as long as out. */
function transposed(weight: Tensor['data'], inFeatures: number): Float64Array {
  const outFeatures = weight.length / inFeatures;
  const columns = new Float64Array(weight.length);
  for (let d = 0; d < outFeatures; d++)
    for (let c = 0; c < inFeatures; c++)
      columns[c * outFeatures + d] = weight[d * inFeatures + c];
  return columns;
}

function plan({ x, weight, bias }: DenseInputs) {
  return denseSizes(x.shape, weight.shape, bias.shape);
}

function checkUpstream(dy: Tensor | undefined, inputs: DenseInputs): Tensor {
  const { N, outFeatures } = plan(inputs);
  return requireUpstream('dense', dy, [N, outFeatures]);
}

export const dense: Operation<DenseInputs, object> & {
  parameterGradients: typeof parameterGradients;
} = { name: 'dense', forward, backward, parameterGradients };
