/** The words of a check's result, fetched with it. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    title: 'One batch, two computations',
    passed: (images: number, tolerance: string) =>
      `They agree: over ${images} images no gradient differs from the readable engine’s by more than ${tolerance} of its size.`,
    failed: (images: number, tolerance: string) =>
      `They do not agree: over ${images} images at least one gradient differs from the readable engine’s by more than ${tolerance} of its size. Choose another backend, and please tell us.`,
    floor: (floor: string) =>
      `A gradient smaller than ${floor} is measured by that: where all answers are right and sure, p − target is lost in the rounding of float32, and so small a gradient may be nothing but rounding.`,
    self: 'This is the readable engine itself, so the differences are 0. The check is for the faster backends.',
    parameter: 'gradient of',
    shape: 'shape',
    error: 'relative difference',
    loss: 'loss',
  },
  {
    title: '同一批次，两种计算',
    passed: (images, tolerance) =>
      `两者一致：在 ${images} 张图像上，没有一个梯度与可读引擎相差超过其大小的 ${tolerance}。`,
    failed: (images, tolerance) =>
      `两者不一致：在 ${images} 张图像上，至少有一个梯度与可读引擎相差超过其大小的 ${tolerance}。请选择其他后端，并告诉我们。`,
    floor: (floor) =>
      `小于 ${floor} 的梯度以 ${floor} 为尺度来比较：当所有回答都正确而确定时，p − target 淹没在 float32 的舍入中，这么小的梯度可能只是舍入误差。`,
    self: '这就是可读引擎本身，所以差值为 0。该检查用于更快的后端。',
    parameter: '梯度',
    shape: '形状',
    error: '相对差',
    loss: '损失',
  },
);
