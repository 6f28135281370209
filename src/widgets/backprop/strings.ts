/** The same words in every language. */
import { dictionary, type Spoken } from '#words/language.ts';
import { listed } from '#words/lists.ts';
import { en } from './strings-en.ts';

export const strings = dictionary(en, {
  label: '一次反向传播，逐个数字',
  picture: '图片',
  pictures: {
    upright: '竖直的一笔',
    lying: '水平的一笔',
    slanting: '倾斜的一笔',
    cross: '叉形',
    edge: '边缘（满是并列）',
    dot: '一个点',
    blank: '空白',
  },
  drawn: '自己画的',
  step: '这一步：公式与文字',
  answer: '正确答案',
  classes: { upright: '竖直', lying: '水平', slanting: '倾斜' },
  draw: '绘制',
  undo: '撤销',
  redo: '重做',
  startOver: '重新开始',
  show: '格子显示',
  shows: { both: '两者', values: '数值', gradients: '梯度' },
  editHint: '双击（或点两下）一个像素、权重或偏置可以修改它。点击其他任何数，跳到算出它的那一步。',
  allTensors: '全部张量',
  parts: { forward: '前向', backward: '反向', update: '更新', again: '再来一次' },
  phases: { pass: '前向，然后反向', update: '更新', again: '用更新后的参数再次前向' },
  score: {
    label: '记分牌：更新前后的答案',
    before: '更新前',
    after: '更新后',
    answer: '答案',
    right: '对',
    wrong: '错',
    loss: '损失',
    saysBefore: (answer, verdict, loss) => `更新前的答案是“${answer}”，${verdict}；损失 ${loss}。`,
    saysAfter: (answer, verdict, loss) => `更新后是“${answer}”，${verdict}；损失 ${loss}。`,
    blame: '该怪谁？',
    known: (known, all) => `斜率最大者，已知 ${known} / ${all}`,
    parameter: '参数',
    gradient: '梯度',
    value: '值',
    updated: '更新后',
  },
  options: '选项',
  code: '正在运行的代码行、形状与下标',
  ask: '向网络提问',
  tabs: { wiggle: '动一动', update: '更新', batch: '小批量', break: '弄坏它' },
  lossWay: '穿过损失返回',
  lossWays: { short: 'p − target', long: '并逐步返回' },
  predict: {
    mode: '先猜再看',
    questionsWait: '请先猜：这里的内容会泄露那个数。',
  },
  wiggle: {
    lead: (cell) =>
      `反向传播对 ${cell} 说的是真话吗？把它略微调高、调低，看看损失。点击或走到另一个数，就问那个数。`,
    h: 'h，移动多远',
    plus: 'L(w + h)',
    minus: 'L(w − h)',
    quotient: '两者之差 / 2h',
    gradient: '反向传播',
    error: '相对误差',
    kinks: (layers) =>
      `在 w − h 与 w + h 之间有一个折点（${listed(layers, 'zh-cn')}）：某个 ReLU 在此打开或关闭，或池化窗口换了赢家。差商混合了两个斜率。较小的 h 也许只碰到一个，除非这个数正好在折点上（例如并列时）。`,
    noKinks: '途中没有折点。',
    chart:
      '每个 h 的相对误差。h 太大：在 w − h 与 w + h 之间损失不是抛物线（截断误差）。h 太小：两个损失几乎每一位都相同（舍入误差）。',
    axisH: 'h',
    axisError: '相对误差',
  },
});

export type Strings = Spoken<typeof strings>;
