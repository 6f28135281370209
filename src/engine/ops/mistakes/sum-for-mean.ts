/**
 * Mistake: the gradient of the loss's sum in place of its mean.
 *
 *   dLogits[n,k] = dy · (p[n,k] − target[n,k])        (no / N)
 *
 * Right for a batch of one.
 */
import { tensor } from '../../tensor.ts';
import { softmaxCrossEntropy } from '../softmax-cross-entropy.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof softmaxCrossEntropy.backward = (dy, inputs) => {
  const [N] = inputs.logits.shape;
  const upstream = dy === undefined ? 1 : dy.data[0];
  return softmaxCrossEntropy.backward(tensor([], [upstream * N]), inputs);
};
// #endregion

export const sumForMean: Mistake = {
  id: 'sum-for-mean',
  title: {
    en: 'sum for mean in the loss',
    'zh-cn': '损失的梯度用总和代替平均',
  },
  effect: {
    en:
      'Every gradient of the network is N times too large, as if the ' +
      'learning rate were. With one example nothing shows.',
    'zh-cn':
      '网络的每个梯度都大了 N 倍，就像学习率大了 N 倍。只有一个样本时看不出来。',
  },
  spoils: 'logits',
  operation: { ...softmaxCrossEntropy, backward },
};
