/** Inputs, kernels and gradients small enough to check in the head. */
import { tensor } from '#engine/tensor.ts';
import { plane, type Sample } from '#experiments/operation.ts';

const x = plane('1 0 2 0 1', '0 3 0 1 0', '2 0 1 0 2', '0 1 0 2 0', '1 0 2 0 3');
const bias = tensor([1], [0]);
const nine = { x, weight: plane('1 2 3', '4 5 6', '7 8 9'), bias };
// No mirror image of itself: only the half turn leaves it as it is.
const halfTurn = { x, weight: plane('1 2 3', '4 5 4', '3 2 1'), bias };

export const examples: readonly Sample[] = [
  {
    id: 'nine',
    title: { en: 'nine different weights', 'zh-cn': '九个不同的权重' },
    inputs: nine,
  },
  {
    id: 'half-turn',
    title: { en: 'a kernel equal to its half turn', 'zh-cn': '旋转半圈后不变的卷积核' },
    inputs: halfTurn,
  },
  {
    id: 'stride',
    title: { en: 'stride 2', 'zh-cn': '步长 2' },
    inputs: nine,
    attrs: { stride: [2, 2] },
  },
  {
    id: 'padding',
    title: { en: 'padding 1', 'zh-cn': '填充 1' },
    inputs: nine,
    attrs: { padding: [1, 1] },
  },
];

/** Numbers for dy. */
export const upstream: readonly number[] = [1, 0.5, -1, 2, -0.5, 1, -2, 1.5, 1];
