/**
 * prelu: a leaky ReLU that learns its slope on the negative side.
 *
 *   y      = x   where x > 0, else alpha · x
 *   dx     = dy  where x > 0, else alpha · dy   (alpha at exactly 0)
 *   dAlpha = Σ  dy · x  over all cells with x ≤ 0 that share this alpha
 *
 * x [N, C, …] · alpha [1], shared by all, or [C], one for each channel → y of
 * the shape of x. dAlpha is summed over x in row-major order, from 0, in
 * double precision.
 *
 * Source: He et al., Delving Deep into Rectifiers (2015), section 2.1;
 * checked in tests/conformance.
 */
import { withDoor, type LayerOperation } from '../operation.ts';
import { preluSizes, requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface PreluInputs {
  x: Tensor;
  alpha: Tensor;
}

// #region forward
function forward({ x, alpha }: PreluInputs): Tensor {
  const { slopes, cells } = preluSizes(x.shape, alpha.shape);
  const y = zeros(x.shape, x.data);
  for (let k = 0; k < x.data.length; k++) {
    const slope = alpha.data[Math.floor(k / cells) % slopes];
    y.data[k] = x.data[k] > 0 ? x.data[k] : slope * x.data[k];
  }
  return y;
}
// #endregion

// #region backward
function backward(dy: Tensor | undefined, inputs: PreluInputs): PreluInputs {
  const { slopes, cells } = preluSizes(inputs.x.shape, inputs.alpha.shape);
  const upstream = requireUpstream('prelu', dy, inputs.x.shape).data;
  const x = inputs.x.data;
  const dx = zeros(inputs.x.shape, x);
  const dAlpha = zeros(inputs.alpha.shape, inputs.alpha.data);
  const sums = new Float64Array(slopes);
  for (let k = 0; k < x.length; k++) {
    const c = Math.floor(k / cells) % slopes;
    dx.data[k] = x[k] > 0 ? upstream[k] : inputs.alpha.data[c] * upstream[k];
    if (!(x[k] > 0)) sums[c] += upstream[k] * x[k];
  }
  dAlpha.data.set(sums);
  return { x: dx, alpha: dAlpha };
}
// #endregion

export const prelu: LayerOperation<object, PreluInputs, object> =
  /* @__PURE__ */ withDoor({
    name: 'prelu',
    inputs: ['x', 'alpha'],
    forward,
    backward,
    layer: {
      // The first slope of He et al. (2015) and PyTorch.
      parameters: () => ({ alpha: { shape: [1], start: 0.25 } }),
      kinks: (x) => x.data.map(Math.sign),
    },
  });
