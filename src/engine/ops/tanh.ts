/**
 * tanh: squeezes any number into −1 … 1.
 *
 *   y  = tanh(x)
 *   dx = dy · (1 − tanh(x)²)
 *
 * x any shape → y of the same shape.
 *
 * Source: PyTorch, torch.nn.Tanh; checked in tests/conformance.
 */
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

// #region forward
function forward({ x }: OneInput): Tensor {
  const y = zeros(x.shape, x.data);
  for (let k = 0; k < x.data.length; k++) y.data[k] = Math.tanh(x.data[k]);
  return y;
}
// #endregion

// #region backward
function backward(dy: Tensor | undefined, inputs: OneInput): OneInput {
  const upstream = requireUpstream('tanh', dy, inputs.x.shape).data;
  const x = inputs.x.data;
  const dx = zeros(inputs.x.shape, x);
  for (let k = 0; k < x.length; k++) {
    const y = Math.tanh(x[k]);
    dx.data[k] = upstream[k] * (1 - y * y);
  }
  return { x: dx };
}
// #endregion

export const tanh: LayerOperation<object, OneInput, object> =
  /* @__PURE__ */ withDoor({
    name: 'tanh',
    forward,
    backward,
    layer: {},
  });
