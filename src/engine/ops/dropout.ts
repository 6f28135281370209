/**
 * dropout: in training, switches cells off at random and makes up for it.
 *
 *   y  = x · mask
 *   dx = dy · mask,   mask = 0 with probability rate, else 1 / (1 − rate)
 *
 * x any shape → y of the same shape. The survivors are scaled up, so that the
 * mean of y is that of x; outside of training the mask is 1 everywhere and y
 * is x. The mask is drawn in row-major order from mulberry32(seed): 0 where
 * the uniform number is below rate. The same seed gives the same mask, so
 * backward draws the one of forward again.
 *
 * Source: Srivastava et al., Dropout (2014), section 10, the inverted form, as
 * PyTorch's; checked in tests/conformance.
 */
import { flag, numberThatIs, wholeNumber } from '../attributes.ts';
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { mulberry32, uniform } from '../random.ts';
import { requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

interface DropoutSpec {
  /** The share of cells switched off, 0 ≤ rate < 1; 0.5 unless given. */
  rate?: number;
}

export interface DropoutAttrs {
  rate: number;
  /** Whether anything is switched off; false unless given. */
  training: boolean;
  /** What the mask is drawn from, a whole number; 0 unless given. */
  seed: number;
}

// #region mask
/** What each cell of x is multiplied by, in float64. */
export function dropoutMask(
  x: Tensor,
  attrs: Partial<DropoutAttrs> = {},
): Tensor {
  const { rate = 0.5, training = false, seed = 0 } = attrs;
  const mask = zeros(x.shape);
  if (!training) mask.data.fill(1);
  const random = mulberry32(seed);
  for (let k = 0; training && k < mask.data.length; k++)
    mask.data[k] = uniform(random) < rate ? 0 : 1 / (1 - rate);
  return mask;
}
// #endregion

// #region forward
function forward({ x }: OneInput, attrs?: Partial<DropoutAttrs>): Tensor {
  const mask = dropoutMask(x, attrs);
  const y = zeros(x.shape, x.data);
  for (let k = 0; k < x.data.length; k++) y.data[k] = x.data[k] * mask.data[k];
  return y;
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  { x }: OneInput,
  attrs?: Partial<DropoutAttrs>,
): OneInput {
  const upstream = requireUpstream('dropout', dy, x.shape);
  const mask = dropoutMask(x, attrs);
  const dx = zeros(x.shape, x.data);
  for (let k = 0; k < x.data.length; k++)
    dx.data[k] = upstream.data[k] * mask.data[k];
  return { x: dx };
}
// #endregion

const rate = /* @__PURE__ */ numberThatIs('in [0, 1)');

export const dropout: LayerOperation<DropoutSpec, OneInput, DropoutAttrs> =
  /* @__PURE__ */ withDoor({
    name: 'dropout',
    forward,
    backward,
    attributes: { rate, training: flag, seed: wholeNumber },
    layer: { attributes: { rate }, needs: ['training', 'seed'] },
  });
