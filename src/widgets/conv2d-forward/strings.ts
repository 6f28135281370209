/** The words of this figure. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    label: 'A kernel slides over a picture',
    picture: 'Picture',
    kernel: 'Kernel',
    stride: 'Stride',
    padding: 'Padding',
    x: 'x, the picture',
    weight: 'weight, the kernel',
    bias: 'bias',
    y: 'y, the output',
    refused: 'The engine refuses this:',
    kept: 'The figure still shows the last combination that fits.',
    hint: 'Point at an output cell to see what it was made from; click it to move the window there. Double-click a number of the picture, the kernel or the bias to change it.',
    code: 'The lines that run, shapes and indices',
  },
  {
    label: '卷积核在图片上滑动',
    picture: '图片',
    kernel: '卷积核',
    stride: '步长',
    padding: '填充',
    x: 'x，图片',
    weight: 'weight，卷积核',
    bias: 'bias，偏置',
    y: 'y，输出',
    refused: '引擎拒绝这个组合：',
    kept: '图中仍是上一个合适的组合。',
    hint: '指向一个输出格子，可看到它由什么算出；点击它，窗口就移到那里。双击图片、卷积核或偏置中的一个数可以修改它。',
    code: '正在运行的代码行、形状与下标',
  },
);
