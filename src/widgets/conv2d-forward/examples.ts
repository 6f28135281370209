/** Pictures and kernels to start from. Numbers are chosen so that sums can be checked in the head. */
import type { Words } from '#words/language.ts';

export interface Picture {
  readonly id: string;
  readonly title: Words;
  /** Square. */
  readonly pixels: readonly (readonly number[])[];
}

export interface Kernel {
  readonly id: string;
  readonly title: Words;
  readonly weight: readonly (readonly number[])[];
  readonly bias: number;
}

export const pictures: readonly Picture[] = [
  {
    id: 'edge',
    title: { en: 'dark to bright', 'zh-cn': '由暗到亮' },
    pixels: Array.from({ length: 6 }, () => [0, 0, 0, 1, 1, 1]),
  },
  {
    id: 'seven',
    title: { en: 'a seven', 'zh-cn': '数字七' },
    pixels: [
      [0, 0, 0, 0, 0, 0],
      [0, 1, 1, 1, 1, 0],
      [0, 0, 0, 0.5, 1, 0],
      [0, 0, 0, 1, 0.5, 0],
      [0, 0, 0.5, 1, 0, 0],
      [0, 0, 1, 0.5, 0, 0],
    ],
  },
  {
    id: 'dot',
    title: { en: 'one bright pixel', 'zh-cn': '一个亮像素' },
    pixels: [
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 1, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ],
  },
  {
    id: 'ramp',
    title: { en: 'a slope', 'zh-cn': '斜坡' },
    pixels: Array.from({ length: 6 }, (_, h) => Array.from({ length: 6 }, (_, w) => (h + w) / 10)),
  },
];

export const kernels: readonly Kernel[] = [
  {
    id: 'vertical',
    title: { en: 'vertical edges', 'zh-cn': '竖直边缘' },
    weight: [
      [-1, 0, 1],
      [-1, 0, 1],
      [-1, 0, 1],
    ],
    bias: 0,
  },
  {
    id: 'horizontal',
    title: { en: 'horizontal edges', 'zh-cn': '水平边缘' },
    weight: [
      [-1, -1, -1],
      [0, 0, 0],
      [1, 1, 1],
    ],
    bias: 0,
  },
  {
    id: 'outline',
    title: { en: 'outlines', 'zh-cn': '轮廓' },
    weight: [
      [0, -1, 0],
      [-1, 4, -1],
      [0, -1, 0],
    ],
    bias: 0,
  },
  {
    id: 'blur',
    title: { en: 'blur', 'zh-cn': '模糊' },
    weight: Array.from({ length: 3 }, () => [0.125, 0.125, 0.125]),
    bias: 0,
  },
  {
    id: 'copy',
    title: { en: 'copy', 'zh-cn': '复制' },
    weight: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
    bias: 0,
  },
  {
    id: 'left',
    title: { en: 'move to the left', 'zh-cn': '向左移动' },
    weight: [
      [0, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
    bias: 0,
  },
  {
    id: 'large',
    title: { en: '7×7, larger than the picture', 'zh-cn': '7×7，比图片大' },
    weight: Array.from({ length: 7 }, () => [0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02]),
    bias: 0,
  },
];

/** The picture or kernel of this id; throws RangeError where there is none. */
export function exampleNamed<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((example) => example.id === id);
  if (!found) throw new RangeError(`conv2d-forward: unknown example ${id}`);
  return found;
}
