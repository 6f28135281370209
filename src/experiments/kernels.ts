/** Kernels of 3x3 that are known by what they answer to, each as a weight [1, 1, 3, 3] with its bias. */
import { tensor } from '#engine/tensor.ts';
import type { Words } from '#words/language.ts';
import { plane, type Sample } from './operation.ts';

export const kernel = (id: string, title: Words, ...rows: string[]): Sample => ({
  id,
  title,
  inputs: { weight: plane(...rows), bias: tensor([1], [0]) },
});

export const same = (rows: number, row: string): string[] => new Array<string>(rows).fill(row);

export const kernels: readonly Sample[] = [
  kernel('vertical', { en: 'vertical edges', 'zh-cn': '竖直边缘' }, ...same(3, '-1 0 1')),
  kernel(
    'horizontal',
    { en: 'horizontal edges', 'zh-cn': '水平边缘' },
    '-1 -1 -1',
    '0 0 0',
    '1 1 1',
  ),
  kernel('outline', { en: 'outlines', 'zh-cn': '轮廓' }, '0 -1 0', '-1 4 -1', '0 -1 0'),
  kernel('blur', { en: 'blur', 'zh-cn': '模糊' }, ...same(3, '0.125 0.125 0.125')),
  kernel('copy', { en: 'copy', 'zh-cn': '复制' }, '0 0 0', '0 1 0', '0 0 0'),
  kernel('left', { en: 'move to the left', 'zh-cn': '向左移动' }, '0 0 0', '0 0 1', '0 0 0'),
];
