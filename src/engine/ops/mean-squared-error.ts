/**
 * meanSquaredError: the mean of the squared differences.
 *
 *   loss         = 1/M Σ (prediction − target)²
 *   dPrediction  = dy · 2 · (prediction − target) / M
 *
 * prediction [N, …] · target of the same shape → loss, shape []. M counts all
 * entries (reduction `mean`), or the N examples only (`batchmean`, which is
 * what the article's loss computes). dy may be left out: it is 1. The sum runs
 * in row-major order, in double precision from 0.
 *
 * Source: PyTorch, torch.nn.MSELoss; checked in tests/conformance.
 */
import { oneOf } from '../attributes.ts';
import { withDoor, type Operation } from '../operation.ts';
import { checkSameShape, lossUpstream, shapeError } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface MeanSquaredErrorInputs {
  prediction: Tensor;
  target: Tensor;
}

export interface MeanSquaredErrorAttrs {
  /** What the sum of squares is divided by; `mean` unless given. */
  reduction: 'mean' | 'batchmean';
}

type Attrs = Partial<MeanSquaredErrorAttrs> | undefined;

// #region forward
function forward(inputs: MeanSquaredErrorInputs, attrs?: Attrs): Tensor {
  const divisor = plan(inputs, attrs);
  const prediction = inputs.prediction.data;
  const target = inputs.target.data;
  const loss = zeros([], prediction);
  let sum = 0;
  for (let at = 0; at < prediction.length; at++)
    sum += (prediction[at] - target[at]) * (prediction[at] - target[at]);
  loss.data[0] = sum / divisor;
  return loss;
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: MeanSquaredErrorInputs,
  attrs?: Attrs,
): { prediction: Tensor } {
  const scale =
    (2 * lossUpstream('meanSquaredError', dy)) / plan(inputs, attrs);
  const prediction = inputs.prediction.data;
  const target = inputs.target.data;
  const dPrediction = zeros(inputs.prediction.shape, prediction);
  for (let at = 0; at < prediction.length; at++)
    dPrediction.data[at] = (prediction[at] - target[at]) * scale;
  return { prediction: dPrediction };
}
// #endregion

/** Checks the shapes and returns M, what the sum is divided by. */
function plan({ prediction, target }: MeanSquaredErrorInputs, attrs: Attrs) {
  const op = 'meanSquaredError';
  const shape = prediction.shape;
  checkSameShape(op, 'target', target.shape, 'prediction', shape);
  const divisor =
    attrs?.reduction === 'batchmean' ? (shape[0] ?? 1) : prediction.data.length;
  if (prediction.data.length === 0)
    throw shapeError(op, 'prediction is empty', { prediction: shape });
  return divisor;
}

export const meanSquaredError: Operation<
  MeanSquaredErrorInputs,
  MeanSquaredErrorAttrs,
  { prediction: Tensor }
> = /* @__PURE__ */ withDoor({
  name: 'meanSquaredError',
  inputs: ['prediction', 'target'],
  forward,
  backward,
  attributes: { reduction: /* @__PURE__ */ oneOf(['mean', 'batchmean']) },
});
