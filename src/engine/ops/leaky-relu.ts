/**
 * leakyRelu: a ReLU that lets a little of the negative side through.
 *
 *   y  = x   where x > 0, else alpha · x
 *   dx = dy  where x > 0, else alpha · dy   (alpha at exactly 0)
 *
 * x any shape → y of the same shape.
 *
 * Source: PyTorch, torch.nn.LeakyReLU; checked in tests/conformance.
 */
import { numberThatIs } from '../attributes.ts';
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface LeakyReluAttrs {
  /** Slope on the negative side; 0.01 unless given. */
  alpha: number;
}

// #region forward
function forward({ x }: OneInput, attrs: Partial<LeakyReluAttrs> = {}): Tensor {
  const { alpha = 0.01 } = attrs;
  const y = zeros(x.shape, x.data);
  for (let k = 0; k < x.data.length; k++)
    y.data[k] = x.data[k] > 0 ? x.data[k] : alpha * x.data[k];
  return y;
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: OneInput,
  attrs: Partial<LeakyReluAttrs> = {},
): OneInput {
  const { alpha = 0.01 } = attrs;
  const upstream = requireUpstream('leakyRelu', dy, inputs.x.shape).data;
  const x = inputs.x.data;
  const dx = zeros(inputs.x.shape, x);
  for (let k = 0; k < x.length; k++)
    dx.data[k] = x[k] > 0 ? upstream[k] : alpha * upstream[k];
  return { x: dx };
}
// #endregion

export const leakyRelu: LayerOperation<
  Partial<LeakyReluAttrs>,
  OneInput,
  LeakyReluAttrs
> = /* @__PURE__ */ withDoor({
  name: 'leakyRelu',
  forward,
  backward,
  layer: {
    attributes: { alpha: /* @__PURE__ */ numberThatIs('a number') },
    kinks: (x) => x.data.map(Math.sign),
  },
});
