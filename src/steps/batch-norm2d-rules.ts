/** Words, equations and source lines of batch normalisation's stages. */
import {
  is,
  minus,
  named,
  over,
  plus,
  quotient,
  root,
  squared,
  times,
  type Expression,
} from './expression.ts';
import { equationsOf, rulesOf, type Equations, type Rules } from './rule.ts';

const cells = 'n c h w';
const common = {
  file: 'ops/batch-norm2d.ts',
  axes: {
    ...{
      x: cells,
      centred: cells,
      normalised: cells,
      common: cells,
      y: cells,
      dy: cells,
      dx: cells,
    },
    ...{ mean: 'c', variance: 'c', weight: 'c', bias: 'c', dWeight: 'c', dBias: 'c' },
    ...{ scale: 'c', meanDy: 'c', meanProduct: 'c' },
  },
};
const inBackward = { ...common, region: 'backward' };

const cell = (part: string): Expression => named(part, cells);
const channel = (part: string): Expression => named(part, 'c');
const overDeviation = (of: Expression): Expression =>
  quotient(of, root(plus(channel('variance'), 'ε')));

const forward = rulesOf('batchNorm2d', common, {
  mean: {
    title: { en: 'mean of a channel', 'zh-cn': '通道的均值' },
    lead: {
      en: 'All cells of the channel, in every example of the batch, have one mean.',
      'zh-cn': '该通道在这一批所有样本中的全部格子，共有一个均值。',
    },
    region: 'statistics',
    line: 'sum += x[((n * C + c) * H + h) * W + w];',
    operands: ['x'],
  },
  centred: {
    title: { en: 'centre', 'zh-cn': '居中' },
    lead: {
      en: 'The mean is taken away, so that the channel lies around 0; outside of training, the running mean.',
      'zh-cn': '减去均值，使该通道围绕 0 分布；不在训练时，减去的是滑动均值。',
    },
    region: 'normalise',
    line: 'const centred = x[at] - mean[c];',
    operands: ['x', 'mean'],
  },
  variance: {
    title: { en: 'variance of a channel', 'zh-cn': '通道的方差' },
    lead: {
      en: 'The mean square of the centred cells says how far they lie from the mean.',
      'zh-cn': '居中后各格子的平方的均值，说明它们离均值有多远。',
    },
    region: 'statistics',
    line: 'squares += centred * centred;',
    operands: ['centred', 'centred'],
  },
  normalised: {
    title: { en: 'normalise', 'zh-cn': '归一化' },
    lead: {
      en: 'Divided by its standard deviation, the root of the variance, every channel is about as wide as the others; outside of training the running variance is taken. Epsilon keeps the root above 0.',
      'zh-cn':
        '除以标准差（方差的平方根）后，各通道大致一样宽；不在训练时，用的是滑动方差。epsilon 使平方根大于 0。',
    },
    region: 'normalise',
    line: 'normalised[at] = centred / Math.sqrt(variance[c] + epsilon);',
    operands: ['centred', 'variance', 'epsilon'],
  },
  forward: {
    title: { en: 'batch normalisation', 'zh-cn': '批归一化' },
    lead: {
      en: 'Weight and bias, both learned, give the channel a new deviation and a new mean.',
      'zh-cn': '权重与偏置都是学出来的，给该通道新的标准差与均值。',
    },
    region: 'forward',
    line: 'y.data[at] = weight[c] * normalised[at] + bias[c];',
    writes: 'y',
    operands: ['weight', 'normalised'],
  },
});

const backward = rulesOf('batchNorm2d', inBackward, {
  dBias: {
    title: { en: 'gradient of the bias', 'zh-cn': '偏置的梯度' },
    lead: {
      en: 'The bias was added to every cell of its channel, so it collects dy from all of them.',
      'zh-cn': '偏置加到了该通道的每个格子上，所以它收集所有这些格子的 dy。',
    },
    line: 'sum += dy[at];',
    operands: ['dy'],
  },
  dWeight: {
    title: { en: 'gradient of the weight', 'zh-cn': '权重的梯度' },
    lead: {
      en: 'The weight multiplied every normalised cell of its channel: each dy counts as much as its cell.',
      'zh-cn': '权重乘过该通道每个归一化的格子：每个 dy 按那个格子的大小计入。',
    },
    line: 'products += dy[at] * normalised[at];',
    operands: ['dy', 'normalised'],
  },
  scale: {
    title: { en: 'scale of a channel', 'zh-cn': '通道的缩放' },
    lead: {
      en: 'On its way forward a cell was divided by the deviation and multiplied by the weight; so is a gradient on its way back.',
      'zh-cn': '前向时格子除以标准差、再乘以权重；梯度在回程上也是如此。',
    },
    line: 'const scale = inputs.weight.data[c] / root;',
    operands: ['weight', 'variance', 'epsilon'],
  },
  meanDy: {
    title: { en: 'mean of dy', 'zh-cn': 'dy 的均值' },
    lead: {
      en: 'Each x moved the mean of its channel, and the mean moved every cell: this much comes back.',
      'zh-cn': '每个 x 都移动了该通道的均值，而均值移动了每个格子：这是传回来的量。',
    },
    line: 'const meanDy = sum / count;',
    operands: ['dBias', 'count'],
  },
  meanProduct: {
    title: { en: 'mean of the products', 'zh-cn': '乘积的均值' },
    lead: {
      en: 'Each x moved the variance too, the more the farther it lay from the mean.',
      'zh-cn': '每个 x 也移动了方差，离均值越远，移动越多。',
    },
    line: 'const meanProduct = products / count;',
    operands: ['dWeight', 'count'],
  },
  common: {
    title: { en: 'what the channel has in common', 'zh-cn': '通道共有的部分' },
    lead: {
      en: 'Moving or widening the whole channel changes almost nothing after normalising, so this part of dy is taken away.',
      'zh-cn': '整个通道平移或变宽，归一化之后几乎没有变化，所以要从 dy 中去掉这一部分。',
    },
    line: 'const common = meanDy + normalised[at] * meanProduct;',
    operands: ['meanDy', 'normalised', 'meanProduct'],
  },
  dx: {
    title: { en: 'gradient of the input', 'zh-cn': '输入的梯度' },
    lead: {
      en: 'What is left of dy without the common part, times the scale of the channel.',
      'zh-cn': 'dy 去掉共有的部分后，乘以该通道的缩放。',
    },
    line: 'if (training) dx.data[at] = scale * (dy[at] - common);',
    operands: ['scale', 'dy', 'common'],
  },
  dxAtRest: {
    title: { en: 'gradient of the input', 'zh-cn': '输入的梯度' },
    lead: {
      en: 'The running statistics do not depend on x, so dy only meets the scale of its channel.',
      'zh-cn': '滑动统计量不依赖 x，所以 dy 只乘以该通道的缩放。',
    },
    line: 'else dx.data[at] = scale * dy[at];',
    writes: 'dx',
    operands: ['scale', 'dy'],
  },
});

export const batchNorm2dRules: Rules = { ...forward, ...backward };

export const equations = (): Equations =>
  equationsOf('batchNorm2d', {
    mean: is(channel('mean'), quotient(over('Σ', 'n h w', cell('x')), 'count')),
    centred: is(cell('centred'), minus(cell('x'), channel('mean'))),
    variance: is(
      channel('variance'),
      quotient(over('Σ', 'n h w', squared(cell('centred'))), 'count'),
    ),
    normalised: is(cell('normalised'), overDeviation(cell('centred'))),
    forward: is(cell('y'), plus(times(channel('weight'), cell('normalised')), channel('bias'))),
    dBias: is(channel('dBias'), over('Σ', 'n h w', cell('dy'))),
    dWeight: is(channel('dWeight'), over('Σ', 'n h w', times(cell('dy'), cell('normalised')))),
    scale: is(channel('scale'), overDeviation(channel('weight'))),
    meanDy: is(channel('meanDy'), quotient(channel('dBias'), 'count')),
    meanProduct: is(channel('meanProduct'), quotient(channel('dWeight'), 'count')),
    common: is(
      cell('common'),
      plus(channel('meanDy'), times(cell('normalised'), channel('meanProduct'))),
    ),
    dx: is(cell('dx'), times(channel('scale'), minus(cell('dy'), cell('common')))),
    dxAtRest: is(cell('dx'), times(channel('scale'), cell('dy'))),
  });
