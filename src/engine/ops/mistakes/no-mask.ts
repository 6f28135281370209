/**
 * Mistake: ReLU lets every gradient back, as if its gate were always open.
 *
 *   dx = dy
 *
 * Right where all of x is positive.
 */
import { relu } from '../relu.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof relu.backward = (dy, inputs) => {
  const { x } = relu.backward(dy, inputs);
  return { x: { shape: x.shape, data: dy!.data.slice() } };
};
// #endregion

export const noMask: Mistake = {
  id: 'no-mask',
  title: { en: 'no mask behind ReLU', 'zh-cn': 'ReLU 之后没有掩码' },
  effect: {
    en: 'Numbers that ReLU stopped get a gradient although they had no say.',
    'zh-cn': '被 ReLU 挡住的数没有起作用，却得到了梯度。',
  },
  spoils: 'x',
  operation: { ...relu, backward },
};
