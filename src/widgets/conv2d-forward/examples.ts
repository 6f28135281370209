/** Pictures and kernels to start from. Numbers are chosen so that sums can be checked in the head. */
import { kernel, kernels as kernels3x3, same } from '#experiments/kernels.ts';
import { plane, type Sample } from '#experiments/operation.ts';
import type { Words } from '#words/language.ts';

const picture = (id: string, title: Words, ...rows: string[]): Sample => ({
  id,
  title,
  inputs: { x: plane(...rows) },
});

export const pictures: readonly Sample[] = [
  picture('edge', { en: 'paper to ink', 'zh-cn': '由空白到墨' }, ...same(6, '0 0 0 1 1 1')),
  picture(
    'seven',
    { en: 'a seven', 'zh-cn': '数字七' },
    '0 0 0 0 0 0',
    '0 1 1 1 1 0',
    '0 0 0 0.5 1 0',
    '0 0 0 1 0.5 0',
    '0 0 0.5 1 0 0',
    '0 0 1 0.5 0 0',
  ),
  picture(
    'dot',
    { en: 'one pixel of ink', 'zh-cn': '一个墨点' },
    ...same(2, '0 0 0 0 0 0'),
    '0 0 1 0 0 0',
    ...same(3, '0 0 0 0 0 0'),
  ),
  picture(
    'ramp',
    { en: 'a slope', 'zh-cn': '斜坡' },
    '0 0.1 0.2 0.3 0.4 0.5',
    '0.1 0.2 0.3 0.4 0.5 0.6',
    '0.2 0.3 0.4 0.5 0.6 0.7',
    '0.3 0.4 0.5 0.6 0.7 0.8',
    '0.4 0.5 0.6 0.7 0.8 0.9',
    '0.5 0.6 0.7 0.8 0.9 1',
  ),
];

export const kernels: readonly Sample[] = [
  ...kernels3x3,
  kernel(
    'large',
    { en: '7×7, larger than the picture', 'zh-cn': '7×7，比图片大' },
    ...same(7, '0.02 0.02 0.02 0.02 0.02 0.02 0.02'),
  ),
];
