/**
 * Mistake: dx of conv2d with = where += belongs.
 *
 *   dx[n,c,h,w] = dy[n,d,p,q] · weight[d,c,i,j]  for the last d, p, q whose
 *                                                window covers (h, w)
 *
 * Right where one output channel's windows do not overlap.
 */
import { conv2dSizes } from '../../shape.ts';
import { zeros } from '../../tensor.ts';
import { conv2d } from '../conv2d.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof conv2d.backward = (dy, inputs, attrs) => {
  const right = conv2d.backward(dy, inputs, attrs);
  const { x, weight, bias } = inputs;
  const sizes = conv2dSizes(x.shape, weight.shape, bias.shape, attrs);
  const { N, C, D, H, W, kH, kW, sH, sW, pH, pW, oH, oW } = sizes;
  const dx = zeros(x.shape, x.data);
  for (let n = 0; n < N; n++)
    for (let d = 0; d < D; d++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++)
          for (let c = 0; c < C; c++)
            for (let i = 0; i < kH; i++)
              for (let j = 0; j < kW; j++) {
                const h = p * sH - pH + i;
                const w = q * sW - pW + j;
                if (h < 0 || h >= H || w < 0 || w >= W) continue;
                const g = dy!.data[((n * D + d) * oH + p) * oW + q];
                dx.data[((n * C + c) * H + h) * W + w] =
                  g * weight.data[((d * C + c) * kH + i) * kW + j];
              }
  return { ...right, x: dx };
};
// #endregion

export const overwrittenWindows: Mistake = {
  id: 'overwritten-windows',
  title: {
    en: '= for += where windows overlap',
    'zh-cn': '窗口重叠处用 = 代替 +=',
  },
  effect: {
    en:
      'Each cell of dx keeps only the share of the last window that wrote ' +
      'it, and of the last output channel.',
    'zh-cn': 'dx 的每个格子只保留最后写入它的窗口和最后一个输出通道的那一份。',
  },
  spoils: 'x',
  operation: { ...conv2d, backward },
};
