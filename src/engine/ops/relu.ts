/**
 * relu: lets what is positive through and stops the rest.
 *
 *   y  = max(x, 0)
 *   dx = dy where x > 0, else 0   (so the slope at exactly 0 is 0)
 *
 * x any shape → y of the same shape. NaN goes through, so that it stays seen.
 *
 * Source: PyTorch, torch.nn.ReLU; checked in tests/conformance.
 */
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

// #region forward
function forward(inputs: OneInput): Tensor {
  const x = inputs.x.data;
  const y = zeros(inputs.x.shape, x);
  const out = y.data;
  for (let k = 0; k < x.length; k++) out[k] = Math.max(x[k], 0);
  return y;
}
// #endregion

// #region backward
function backward(dy: Tensor | undefined, inputs: OneInput): OneInput {
  const upstream = requireUpstream('relu', dy, inputs.x.shape).data;
  const x = inputs.x.data;
  const dx = zeros(inputs.x.shape, x);
  for (let k = 0; k < x.length; k++) dx.data[k] = x[k] <= 0 ? 0 : upstream[k];
  return { x: dx };
}
// #endregion

export const relu: LayerOperation<object, OneInput, object> =
  /* @__PURE__ */ withDoor({
    name: 'relu',
    forward,
    backward,
    layer: { kinks: (x) => x.data.map(Math.sign) },
  });
