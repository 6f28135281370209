/** Inputs, kernels and gradients small enough to check in the head. */
import { tensor, type Tensor } from '#engine/tensor.ts';
import { plane, type Sample } from '#experiments/operation.ts';
import type { Words } from '#words/language.ts';

const x = plane('1 0 2 0 1', '0 3 0 1 0', '2 0 1 0 2', '0 1 0 2 0', '1 0 2 0 3');
const bias = tensor([1], [0]);
const nine = plane('1 2 3', '4 5 6', '7 8 9');
// No mirror image of itself: only the half turn leaves it as it is.
const halfTurn = plane('1 2 3', '4 5 4', '3 2 1');

const example = (id: string, title: Words, weight: Tensor, attrs = {}): Sample => ({
  id,
  title,
  inputs: { x, weight, bias },
  attrs,
});

export const examples: readonly Sample[] = [
  example('nine', { en: 'nine different weights', 'zh-cn': '九个不同的权重' }, nine),
  example(
    'half-turn',
    { en: 'a kernel equal to its half turn', 'zh-cn': '旋转半圈后不变的卷积核' },
    halfTurn,
  ),
  example('stride', { en: 'stride 2', 'zh-cn': '步长 2' }, nine, { stride: [2, 2] }),
  example('padding', { en: 'padding 1', 'zh-cn': '填充 1' }, nine, { padding: [1, 1] }),
];

/** Numbers for dy. */
export const upstream: readonly number[] = [1, 0.5, -1, 2, -0.5, 1, -2, 1.5, 1];
