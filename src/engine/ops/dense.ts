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
  const weight = inputs.weight.data;
  const bias = inputs.bias.data;
  const y = zeros([N, outFeatures], x);
  for (let n = 0; n < N; n++)
    for (let d = 0; d < outFeatures; d++) {
      let sum = 0;
      for (let c = 0; c < inFeatures; c++)
        sum += weight[d * inFeatures + c] * x[n * inFeatures + c];
      y.data[n * outFeatures + d] = sum + bias[d];
    }
  return y;
}
// #endregion

// #region dWeight
function weightGradient(dy: Tensor, inputs: DenseInputs): Tensor {
  const { N, inFeatures, outFeatures } = plan(inputs);
  const x = inputs.x.data;
  const upstream = dy.data;
  const dWeight = zeros(inputs.weight.shape, inputs.weight.data);
  for (let d = 0; d < outFeatures; d++)
    for (let c = 0; c < inFeatures; c++) {
      let sum = 0;
      for (let n = 0; n < N; n++)
        sum += upstream[n * outFeatures + d] * x[n * inFeatures + c];
      dWeight.data[d * inFeatures + c] = sum;
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
  const weight = inputs.weight.data;
  const upstream = dy.data;
  const dx = zeros(inputs.x.shape, inputs.x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < inFeatures; c++) {
      let sum = 0;
      for (let d = 0; d < outFeatures; d++)
        sum += upstream[n * outFeatures + d] * weight[d * inFeatures + c];
      dx.data[n * inFeatures + c] = sum;
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

function plan({ x, weight, bias }: DenseInputs) {
  return denseSizes(x.shape, weight.shape, bias.shape);
}

function checkUpstream(dy: Tensor | undefined, inputs: DenseInputs): Tensor {
  const { N, outFeatures } = plan(inputs);
  return requireUpstream('dense', dy, [N, outFeatures]);
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
  parameterGradients(dy, inputs) {
    const own = inputs as unknown as DenseInputs;
    const upstream = checkUpstream(dy, own);
    return {
      weight: weightGradient(upstream, own),
      bias: biasGradient(upstream, own),
    };
  },
};

export const dense: LayerOperation<DenseSpec, DenseInputs, object> =
  /* @__PURE__ */ withDoor({
    name: 'dense',
    inputs: ['x', 'weight', 'bias'],
    forward,
    backward,
    layer,
  });
