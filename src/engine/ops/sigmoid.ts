/**
 * sigmoid: squeezes any number into 0 … 1.
 *
 *   y  = σ(x) = 1 / (1 + e^−x)
 *   dx = dy · σ(x) · (1 − σ(x))
 *
 * x any shape → y of the same shape. 1 − σ(x) is computed as σ(−x),
 * which keeps its digits where σ(x) is almost 1.
 *
 * Source: PyTorch, torch.nn.Sigmoid; checked in tests/conformance.
 */
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

// #region forward
function forward({ x }: OneInput): Tensor {
  const y = zeros(x.shape, x.data);
  for (let k = 0; k < x.data.length; k++) y.data[k] = sigma(x.data[k]);
  return y;
}
// #endregion

/** Right at both ends: e^−x may overflow to Infinity, and 1 / Infinity is 0. */
function sigma(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

// #region backward
function backward(dy: Tensor | undefined, inputs: OneInput): OneInput {
  const upstream = requireUpstream('sigmoid', dy, inputs.x.shape).data;
  const x = inputs.x.data;
  const dx = zeros(inputs.x.shape, x);
  for (let k = 0; k < x.length; k++)
    dx.data[k] = upstream[k] * sigma(x[k]) * sigma(-x[k]);
  return { x: dx };
}
// #endregion

export const sigmoid: LayerOperation<object, OneInput, object> =
  /* @__PURE__ */ withDoor({
    name: 'sigmoid',
    forward,
    backward,
    layer: {},
  });
