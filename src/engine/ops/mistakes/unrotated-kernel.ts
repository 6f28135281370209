/**
 * Mistake: dx of conv2d with the kernel as it lies, not rotated by 180
 * degrees.
 *
 *   dx[n,c,h,w] = Σ d,i,j  dy[…] · weight[d, c, kH − 1 − i, kW − 1 − j]
 *
 * Right for kernels that look the same when rotated, 1x1 among them.
 */
import { zeros, type Tensor } from '../../tensor.ts';
import { conv2d } from '../conv2d.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof conv2d.backward = (dy, inputs, attrs) => {
  const rotated = rotate180(inputs.weight);
  const { x } = conv2d.backward(dy, { ...inputs, weight: rotated }, attrs);
  return { ...conv2d.backward(dy, inputs, attrs), x };
};

/** Turns every kernel of [D, C, kH, kW] upside down and left to right. */
function rotate180(weight: Tensor): Tensor {
  const [D, C, kH, kW] = weight.shape;
  const rotated = zeros(weight.shape, weight.data);
  const size = kH * kW;
  for (let kernel = 0; kernel < D * C * size; kernel += size)
    for (let k = 0; k < size; k++)
      rotated.data[kernel + k] = weight.data[kernel + size - 1 - k];
  return rotated;
}
// #endregion

export const unrotatedKernel: Mistake = {
  id: 'unrotated-kernel',
  title: { en: 'kernel not rotated in dx', 'zh-cn': 'dx 中卷积核未旋转' },
  effect: {
    en:
      'Each dy goes back through the opposite weight. Kernels that look ' +
      'the same when rotated hide it.',
    'zh-cn': '每个 dy 经由相对位置的权重返回。旋转后不变的卷积核会掩盖它。',
  },
  spoils: 'x',
  operation: { ...conv2d, backward },
};
