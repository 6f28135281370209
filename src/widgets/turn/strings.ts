/** The words of this figure. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    label: 'The turn: the weights that a pixel met, in the order of the outputs',
    x: 'x, the picture',
    dy: 'dy, by window',
    weight: 'kernel',
    weightTurned: 'turned kernel',
    lifted: 'weights met',
    turn: 'Turn the kernel by 180°',
    reading: (k: number, count: number, pixel: string, output: string, weight: string) =>
      `Window ${k} of ${count}, the one that made ${output}: in it the pixel ${pixel} met ${weight}.`,
    /** All windows of a pixel far enough from the border. */
    whole:
      'All its windows are through. The weights, in the order of the outputs, are the kernel turned by 180°.',
    /** Of a pixel near the border. */
    part: (missing: number) =>
      `All its windows are through. At the border ${missing === 1 ? 'one place stays' : `${missing} places stay`} empty, for no window stands there; the others hold what the turned kernel holds.`,
    sum: (cell: string, value: string) =>
      `Each of them times the dy of its window, added up, is ${cell} = ${value}.`,
    hint: 'Click a pixel of x, or go to it with the arrow keys and press Enter: its windows pass one after the other.',
  },
  {
    label: '旋转：一个像素遇到的权重，按输出的顺序',
    x: 'x，图片',
    dy: 'dy，按窗口',
    weight: '卷积核',
    weightTurned: '旋转后的卷积核',
    lifted: '遇到的权重',
    turn: '把卷积核旋转 180°',
    reading: (k, count, pixel, output, weight) =>
      `第 ${k} 个窗口，共 ${count} 个，产生 ${output}：像素 ${pixel} 在其中遇到 ${weight}。`,
    whole: '它的所有窗口都过去了。这些权重按输出的顺序排列，正是旋转 180° 的卷积核。',
    part: (missing) =>
      `它的所有窗口都过去了。在边缘有 ${missing} 个位置空着，因为那里没有窗口；其余位置与旋转后的卷积核相同。`,
    sum: (cell, value) => `每个权重乘以它的窗口的 dy，全部相加，就是 ${cell} = ${value}。`,
    hint: '点 x 的一个像素，或用方向键走到它并按回车：它的窗口会一个接一个地过去。',
  },
);
