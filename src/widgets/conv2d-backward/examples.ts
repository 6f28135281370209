/** Inputs, kernels and gradients small enough to check in the head. */
import type { Words } from '#words/language.ts';

export interface Example {
  readonly id: string;
  readonly title: Words;
  readonly x: readonly (readonly number[])[];
  readonly weight: readonly (readonly number[])[];
  readonly stride: number;
  readonly padding: number;
}

const x = [
  [1, 0, 2, 0, 1],
  [0, 3, 0, 1, 0],
  [2, 0, 1, 0, 2],
  [0, 1, 0, 2, 0],
  [1, 0, 2, 0, 3],
];
const nine = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];

export const examples: readonly Example[] = [
  {
    id: 'nine',
    title: { en: 'nine different weights', 'zh-cn': '九个不同的权重' },
    x,
    weight: nine,
    stride: 1,
    padding: 0,
  },
  {
    id: 'half-turn',
    title: { en: 'a kernel equal to its half turn', 'zh-cn': '旋转半圈后不变的卷积核' },
    x,
    // No mirror image of itself: only the half turn leaves it as it is.
    weight: [
      [1, 2, 3],
      [4, 5, 4],
      [3, 2, 1],
    ],
    stride: 1,
    padding: 0,
  },
  {
    id: 'stride',
    title: { en: 'stride 2', 'zh-cn': '步长 2' },
    x,
    weight: nine,
    stride: 2,
    padding: 0,
  },
  {
    id: 'padding',
    title: { en: 'padding 1', 'zh-cn': '填充 1' },
    x,
    weight: nine,
    stride: 1,
    padding: 1,
  },
];

/** Numbers for dy, taken in this order and again from the start where more are needed. */
export const upstream: readonly number[] = [1, 0.5, -1, 2, -0.5, 1, -2, 1.5, 1];

/** Throws RangeError where there is none. */
export function exampleNamed(id: string): Example {
  const found = examples.find((example) => example.id === id);
  if (!found) throw new RangeError(`conv2d-backward: unknown example ${id}`);
  return found;
}
