/** The sizes of a convolution that is retold. */
import { conv2dSizes, type Conv2dSizes } from '#engine/shape.ts';
import type { Pair } from '#engine/tensor.ts';
import type { Call } from './stage.ts';

export function conv2dSizesOf({ tensors: { x, weight, bias }, attrs }: Call): Conv2dSizes {
  const { stride, padding } = attrs as { stride?: Pair; padding?: Pair };
  return conv2dSizes(x.tensor.shape, weight.tensor.shape, bias.tensor.shape, { stride, padding });
}

export const conv2dAttrsOf = ({ sH, sW, pH, pW }: Conv2dSizes): Record<string, number> => ({
  sH,
  sW,
  pH,
  pW,
});
