/**
 * Mistake: dWeight of conv2d from x without its padding, as in the article.
 *
 *   dWeight[d,c,i,j] = Σ n,p,q  dy[n,d,p,q] · x[n, c, p·sH + i, q·sW + j]
 *
 * It comes out as [D, C, kH − 2·pH, kW − 2·pW]: the middle of the right one.
 * The article then subtracts it from the weights. Where an extent is 1, NumPy
 * repeats it without a word, so that every tap gets the gradient of the middle
 * one; any other size is refused. Right without padding.
 */
import { conv2dSizes, shapeError } from '../../shape.ts';
import { zeros, type Tensor } from '../../tensor.ts';
import { conv2d } from '../conv2d.ts';
import type { Mistake } from './mistake.ts';

// #region backward
const backward: typeof conv2d.backward = (dy, inputs, attrs) => {
  const right = conv2d.backward(dy, inputs, attrs);
  const { x, weight, bias } = inputs;
  const sizes = conv2dSizes(x.shape, weight.shape, bias.shape, attrs);
  const { kH, kW, pH, pW } = sizes;
  const middle = cropMiddle(right.weight, pH, pW);
  const [, , rows, columns] = middle.shape;
  if (!repeats(rows, kH) || !repeats(columns, kW))
    throw shapeError('conv2d', 'dWeight does not fit weight', {
      dWeight: middle.shape,
      weight: weight.shape,
    });
  return { ...right, weight: repeat(middle, kH, kW) };
};

/** What x without its padding can give: the taps that never leave it. */
function cropMiddle(dWeight: Tensor, pH: number, pW: number): Tensor {
  const [D, C, kH, kW] = dWeight.shape;
  const rows = Math.max(0, kH - 2 * pH);
  const columns = Math.max(0, kW - 2 * pW);
  const middle = zeros([D, C, rows, columns], dWeight.data);
  let at = 0;
  for (let kernel = 0; kernel < D * C; kernel++)
    for (let i = pH; i < pH + rows; i++)
      for (let j = pW; j < pW + columns; j++)
        middle.data[at++] = dWeight.data[(kernel * kH + i) * kW + j];
  return middle;
}

/** NumPy's rule of broadcasting, along one axis. */
const repeats = (extent: number, wanted: number): boolean =>
  extent === wanted || extent === 1;

function repeat(middle: Tensor, kH: number, kW: number): Tensor {
  const [D, C, rows, columns] = middle.shape;
  const repeated = zeros([D, C, kH, kW], middle.data);
  let at = 0;
  for (let kernel = 0; kernel < D * C; kernel++)
    for (let i = 0; i < kH; i++)
      for (let j = 0; j < kW; j++) {
        const row = kernel * rows + (rows === 1 ? 0 : i);
        const column = columns === 1 ? 0 : j;
        repeated.data[at++] = middle.data[row * columns + column];
      }
  return repeated;
}
// #endregion

export const unpaddedInput: Mistake = {
  id: 'unpadded-input',
  title: { en: 'x not padded in dWeight', 'zh-cn': 'dWeight 中 x 未补零' },
  effect: {
    en:
      'dWeight comes out smaller, as its middle alone. At size 1 it is ' +
      'silently repeated for every tap, else the update is refused. ' +
      'Without padding nothing shows.',
    'zh-cn':
      'dWeight 变小，只剩中间部分。大小为 1 时会被悄悄重复给每个权重，否则更新被拒绝。没有补零时看不出来。',
  },
  spoils: 'weight',
  operation: { ...conv2d, backward },
};
