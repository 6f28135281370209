/** The words of this figure. */
import { dictionary } from '#words/language.ts';
import { scattered } from './model.ts';

/** Names of the stages, by what they write, short enough for a narrow timeline. */
const stages: Readonly<Record<string, string>> = {
  dBias: 'dBias',
  dWeight: 'dWeight',
  dx: 'dx gather',
  [scattered]: 'dx scatter',
};

export const strings = dictionary(
  {
    label: 'The gradient of the input, step by step',
    weightsLabel: 'The gradients of the kernel and the bias, step by step',
    example: 'Example',
    unrotated: 'Do not turn the kernel in the gather',
    gather: 'Gather: a pixel of dx collects',
    scatter: 'Scatter: a cell of dy stamps',
    weightTurned: 'weight, turned by 180°',
    weightNotTurned: 'weight, not turned',
    dxScatter: 'dx, by scatter',
    dxGather: 'dx, by gather',
    products: (done: number, of: number) =>
      `Products added to dx, on both sides: ${done} of ${of}.`,
    stages,
    question: 'Will both sides end in the same numbers? Step to the end: the answer appears here.',
    equal: 'Both sides end in the same numbers, to the last bit.',
    different: 'The two sides do not end in the same numbers.',
    checked: (cells: number, worst: string) =>
      `Finite differences agree with all ${cells} numbers of the finished dx (largest relative error ${worst}).`,
    wrong: (wrong: number, cells: number) =>
      `Finite differences disagree with ${wrong} of the ${cells} numbers of the finished dx by gather; each is struck through once it is computed.`,
    worst: (cell: string, is: string, should: string) =>
      `The worst: ${cell} ends as ${is} and should be ${should}.`,
    ask: 'Ask finite differences whether dx is right',
    switchedOff: 'The turn is switched off: every dy meets the opposite weight.',
    weightsHint:
      'Point at a cell of dWeight to see where dy lay on x. Double-click a number of x or dy to change it.',
    hint: 'Zeros with a dashed edge stand in no cell: they lie around dy and, for a stride, between its cells. Double-click a number of dy or the kernel to change it.',
    code: 'The lines that run, shapes and indices',
  },
  {
    label: '输入的梯度，一步一步',
    weightsLabel: '卷积核与偏置的梯度，一步一步',
    example: '例子',
    unrotated: '收集时不旋转卷积核',
    gather: '收集：dx 的一个像素收集',
    scatter: '盖印：dy 的一个格子盖印',
    weightTurned: 'weight，旋转 180°',
    weightNotTurned: 'weight，未旋转',
    dxScatter: 'dx，盖印所得',
    dxGather: 'dx，收集所得',
    products: (done, of) => `两边都已加到 dx 上的乘积：${done}，共 ${of}。`,
    stages: { ...stages, dx: 'dx 收集', [scattered]: 'dx 盖印' },
    question: '两边最后的数会相同吗？走到最后，答案就在这里。',
    equal: '两边最后的数完全相同，直到最后一位。',
    different: '两边最后的数不相同。',
    checked: (cells, worst) =>
      `有限差分与算完的 dx 的全部 ${cells} 个数一致（最大相对误差 ${worst}）。`,
    wrong: (wrong, cells) =>
      `有限差分与收集所得、算完的 dx 的 ${cells} 个数中的 ${wrong} 个不一致；算出一个就划去一个。`,
    worst: (cell, is, should) => `最差的：${cell} 最后是 ${is}，应为 ${should}。`,
    ask: '用有限差分检查 dx',
    switchedOff: '旋转已关闭：每个 dy 遇到的是相对位置的权重。',
    weightsHint:
      '指向 dWeight 的一个格子，可以看到 dy 盖在 x 的什么地方。双击 x 或 dy 中的一个数可以修改它。',
    hint: '虚线边的零不属于任何格子：它们在 dy 的四周，步长大于 1 时也在它的格子之间。双击 dy 或卷积核中的一个数可以修改它。',
    code: '正在运行的代码行、形状与下标',
  },
);
