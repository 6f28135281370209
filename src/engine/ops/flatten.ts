/**
 * flatten: all channels and pixels of an example in one row.
 *
 *   y[n, (c·H + h)·W + w] = x[n, c, h, w]
 *
 * x [N, …] → y [N, product of the rest]. Row-major order already has the
 * numbers where they must be, so only the shape changes; the copy keeps the
 * two tensors independent.
 *
 * Source: PyTorch, torch.nn.Flatten; checked in tests/conformance.
 */
import { withDoor } from '../operation.ts';
import type { LayerOperation, OneInput } from '../operation.ts';
import { flattenShape, requireUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';

// #region forward
function forward({ x }: OneInput): Tensor {
  return { shape: flattenShape(x.shape), data: x.data.slice() };
}
// #endregion

// #region backward
function backward(dy: Tensor | undefined, { x }: OneInput): OneInput {
  const upstream = requireUpstream('flatten', dy, flattenShape(x.shape));
  return { x: { shape: x.shape, data: upstream.data.slice() } };
}
// #endregion

export const flatten: LayerOperation<object, OneInput, object> =
  /* @__PURE__ */ withDoor({
    name: 'flatten',
    forward,
    backward,
    layer: {
      outputShape: (_spec, input) => flattenShape([1, ...input]).slice(1),
    },
  });
