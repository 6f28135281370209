/**
 * Mistake: target − p in place of p − target.
 *
 *   dLogits[n,k] = dy · (target[n,k] − p[n,k]) / N
 *
 * Every gradient of the network points uphill.
 */
import { tensor } from '../../tensor.ts';
import { softmaxCrossEntropy } from '../softmax-cross-entropy.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof softmaxCrossEntropy.backward = (dy, inputs) => {
  const upstream = dy === undefined ? 1 : dy.data[0];
  return softmaxCrossEntropy.backward(tensor([], [-upstream]), inputs);
};
// #endregion

export const wrongSign: Mistake = {
  id: 'wrong-sign',
  title: { en: 'wrong sign in the loss', 'zh-cn': '损失的梯度符号相反' },
  effect: {
    en: 'Every gradient of the network has the wrong sign: each update climbs.',
    'zh-cn': '网络的每个梯度符号都反了：每次更新都在上坡。',
  },
  spoils: 'logits',
  operation: { ...softmaxCrossEntropy, backward },
};
