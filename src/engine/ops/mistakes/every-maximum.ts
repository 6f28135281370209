/**
 * Mistake: max-pooling gives the gradient to every tied maximum, as in the
 * article.
 *
 *   dx[each cell equal to y[n,c,p,q] in its window] += dy[n,c,p,q]
 *
 * Right where no two cells of a window are equally large.
 */
import { poolSizes } from '../../shape.ts';
import { zeros } from '../../tensor.ts';
import { maxPool2d } from '../max-pool2d.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof maxPool2d.backward = (dy, { x }, attrs) => {
  const sizes = poolSizes('maxPool2d', x.shape, attrs);
  const { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const largest = maxPool2d.forward({ x }, attrs).data;
  const dx = zeros(x.shape, x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) {
          const window = ((n * C + c) * oH + p) * oW + q;
          for (let i = 0; i < kH; i++)
            for (let j = 0; j < kW; j++) {
              const h = p * sH + i - pH;
              const w = q * sW + j - pW;
              if (h < 0 || h >= H || w < 0 || w >= W) continue; // padding
              const at = ((n * C + c) * H + h) * W + w;
              if (x.data[at] === largest[window])
                dx.data[at] += dy!.data[window];
            }
        }
  return { x: dx };
};
// #endregion

export const everyMaximum: Mistake = {
  id: 'every-maximum',
  title: {
    en: 'every tied maximum gets the gradient',
    'zh-cn': '并列最大者都得到梯度',
  },
  effect: {
    en:
      'A window of m equal maxima passes on m times its dy. On a blank ' +
      'background that is the common case; without ties nothing shows.',
    'zh-cn':
      '有 m 个并列最大值的窗口会传出 m 倍的 dy。空白背景上这是常态；没有并列时看不出来。',
  },
  spoils: 'x',
  operation: { ...maxPool2d, backward },
};
