/**
 * Mistake: dx of conv2d reads weight as [C, D, kH, kW].
 *
 *   dx[n,c,h,w] = Σ d,i,j  dy[…] · (the number where weight[c,d,i,j] would lie)
 *
 * Nothing complains, since both layouts hold equally many numbers. Right with
 * one input channel or one output channel: the two layouts are then the same.
 */
import { zeros, type Tensor } from '../../tensor.ts';
import { conv2d } from '../conv2d.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof conv2d.backward = (dy, inputs, attrs) => {
  const swapped = readSwapped(inputs.weight);
  const { x } = conv2d.backward(dy, { ...inputs, weight: swapped }, attrs);
  return { ...conv2d.backward(dy, inputs, attrs), x };
};

function readSwapped(weight: Tensor): Tensor {
  const [D, C, kH, kW] = weight.shape;
  const swapped = zeros(weight.shape, weight.data);
  const size = kH * kW;
  for (let d = 0; d < D; d++)
    for (let c = 0; c < C; c++)
      for (let k = 0; k < size; k++)
        swapped.data[(d * C + c) * size + k] =
          weight.data[(c * D + d) * size + k];
  return swapped;
}
// #endregion

export const swappedChannels: Mistake = {
  id: 'swapped-channels',
  title: { en: 'channel axes swapped in dx', 'zh-cn': 'dx 中通道轴对调' },
  effect: {
    en:
      'dy goes back through kernels of other channels. With one input or ' +
      'one output channel nothing shows.',
    'zh-cn': 'dy 经由别的通道的卷积核返回。只有一个输入或输出通道时看不出来。',
  },
  spoils: 'x',
  operation: { ...conv2d, backward },
};
