/**
 * elu: a ReLU whose negative side bends smoothly towards −alpha.
 *
 *   y  = x   where x > 0, else alpha · (e^x − 1)
 *   dx = dy  where x > 0, else alpha · e^x · dy   (alpha at exactly 0)
 *
 * x any shape → y of the same shape. Math.expm1 keeps the digits of
 * e^x − 1 that a subtraction would lose near 0.
 *
 * Source: PyTorch, torch.nn.ELU; checked in tests/conformance.
 */
import { numberThatIs } from '../attributes.ts';
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface EluAttrs {
  /** The limit on the negative side is −alpha; 1 unless given. */
  alpha: number;
}

// #region forward
function forward({ x }: OneInput, attrs: Partial<EluAttrs> = {}): Tensor {
  const { alpha = 1 } = attrs;
  const y = zeros(x.shape, x.data);
  for (let k = 0; k < x.data.length; k++)
    y.data[k] = x.data[k] > 0 ? x.data[k] : alpha * Math.expm1(x.data[k]);
  return y;
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: OneInput,
  attrs: Partial<EluAttrs> = {},
): OneInput {
  const { alpha = 1 } = attrs;
  const upstream = requireUpstream('elu', dy, inputs.x.shape).data;
  const x = inputs.x.data;
  const dx = zeros(inputs.x.shape, x);
  for (let k = 0; k < x.length; k++)
    dx.data[k] = x[k] > 0 ? upstream[k] : alpha * Math.exp(x[k]) * upstream[k];
  return { x: dx };
}
// #endregion

export const elu: LayerOperation<
  Partial<EluAttrs>,
  OneInput,
  EluAttrs
> = /* @__PURE__ */ withDoor({
  name: 'elu',
  forward,
  backward,
  layer: {
    attributes: { alpha: /* @__PURE__ */ numberThatIs('a number') },
    kinks: (x) => x.data.map(Math.sign),
  },
});
