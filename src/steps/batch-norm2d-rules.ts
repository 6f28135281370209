/** Formula, words and source lines of batch normalisation's stages. */
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
import type { Words } from '#words/language.ts';
import type { Rule, Rules } from './rule.ts';

const cells = 'n c h w';
const axes = {
  ...{ x: cells, centred: cells, normalised: cells, common: cells, y: cells, dy: cells, dx: cells },
  ...{ mean: 'c', variance: 'c', weight: 'c', bias: 'c', dWeight: 'c', dBias: 'c' },
  ...{ scale: 'c', meanDy: 'c', meanProduct: 'c' },
};
const file = 'ops/batch-norm2d.ts';
const rule = (
  title: Words,
  lead: Words,
  equation: Expression,
  region: string,
  line: string,
  writes: string,
  operands: string[],
): Rule => ({ title, lead, equation, file, region, line, axes, writes, operands });

const cell = (part: string): Expression => named(part, cells);
const channel = (part: string): Expression => named(part, 'c');
const overDeviation = (of: Expression): Expression =>
  quotient(of, root(plus(channel('variance'), 'ε')));

const forward: Rules = {
  'batchNorm2d.mean': rule(
    { en: 'mean of a channel', 'zh-cn': '通道的均值' },
    {
      en: 'All cells of the channel, in every example of the batch, have one mean.',
      'zh-cn': '该通道在这一批所有样本中的全部单元，共有一个均值。',
    },
    is(channel('mean'), quotient(over('Σ', 'n h w', cell('x')), 'count')),
    'statistics',
    'sum += x[((n * C + c) * H + h) * W + w];',
    'mean',
    ['x'],
  ),
  'batchNorm2d.centred': rule(
    { en: 'centre', 'zh-cn': '居中' },
    {
      en: 'The mean is taken away, so that the channel lies around 0.',
      'zh-cn': '减去均值，使该通道围绕 0 分布。',
    },
    is(cell('centred'), minus(cell('x'), channel('mean'))),
    'normalise',
    'const centred = x[at] - mean[c];',
    'centred',
    ['x', 'mean'],
  ),
  'batchNorm2d.variance': rule(
    { en: 'variance of a channel', 'zh-cn': '通道的方差' },
    {
      en: 'The mean of the squares says how far the cells lie from their mean.',
      'zh-cn': '平方的均值，说明各单元离均值有多远。',
    },
    is(channel('variance'), quotient(over('Σ', 'n h w', squared(cell('centred'))), 'count')),
    'statistics',
    'squares += centred * centred;',
    'variance',
    ['centred', 'centred'],
  ),
  'batchNorm2d.normalised': rule(
    { en: 'normalise', 'zh-cn': '归一化' },
    {
      en: 'Divided by its deviation, every channel is as wide as the others. Epsilon keeps the root from 0.',
      'zh-cn': '除以标准差后，各通道一样宽。epsilon 使根号不为 0。',
    },
    is(cell('normalised'), overDeviation(cell('centred'))),
    'normalise',
    'normalised[at] = centred / Math.sqrt(variance[c] + epsilon);',
    'normalised',
    ['centred', 'variance', 'epsilon'],
  ),
  'batchNorm2d.forward': rule(
    { en: 'batch normalisation', 'zh-cn': '批归一化' },
    {
      en: 'Weight and bias give the channel the deviation and the mean that training likes best.',
      'zh-cn': '权重与偏置给该通道训练中学到的标准差与均值。',
    },
    is(cell('y'), plus(times(channel('weight'), cell('normalised')), channel('bias'))),
    'forward',
    'y.data[at] = weight[c] * normalised[at] + bias[c];',
    'y',
    ['weight', 'normalised'],
  ),
};

const backward: Rules = {
  'batchNorm2d.dBias': rule(
    { en: 'gradient of the bias', 'zh-cn': '偏置的梯度' },
    {
      en: 'The bias was added to every cell of its channel, so it collects dy from all of them.',
      'zh-cn': '偏置加到了该通道的每个单元上，所以它收集所有这些单元的 dy。',
    },
    is(channel('dBias'), over('Σ', 'n h w', cell('dy'))),
    'backward',
    'sum += dy[at];',
    'dBias',
    ['dy'],
  ),
  'batchNorm2d.dWeight': rule(
    { en: 'gradient of the weight', 'zh-cn': '权重的梯度' },
    {
      en: 'The weight multiplied every normalised cell of its channel: each dy counts as much as that cell.',
      'zh-cn': '权重乘过该通道每个归一化的单元：每个 dy 按那个单元的大小计入。',
    },
    is(channel('dWeight'), over('Σ', 'n h w', times(cell('dy'), cell('normalised')))),
    'backward',
    'products += dy[at] * normalised[at];',
    'dWeight',
    ['dy', 'normalised'],
  ),
  'batchNorm2d.scale': rule(
    { en: 'scale of a channel', 'zh-cn': '通道的缩放' },
    {
      en: 'On its way forward a cell was divided by the deviation and multiplied by the weight; a gradient is too.',
      'zh-cn': '前向时单元除以标准差、再乘以权重；梯度也是如此。',
    },
    is(channel('scale'), overDeviation(channel('weight'))),
    'backward',
    'const scale = inputs.weight.data[c] / root;',
    'scale',
    ['weight', 'variance', 'epsilon'],
  ),
  'batchNorm2d.meanDy': rule(
    { en: 'mean of dy', 'zh-cn': 'dy 的均值' },
    {
      en: 'Each x moved the mean of its channel, and the mean moved every cell: this much comes back.',
      'zh-cn': '每个 x 都移动了该通道的均值，而均值移动了每个单元：这是传回来的量。',
    },
    is(channel('meanDy'), quotient(channel('dBias'), 'count')),
    'backward',
    'const meanDy = sum / count;',
    'meanDy',
    ['dBias', 'count'],
  ),
  'batchNorm2d.meanProduct': rule(
    { en: 'mean of the products', 'zh-cn': '乘积的均值' },
    {
      en: 'Each x moved the variance too, by as much as it lay from the mean.',
      'zh-cn': '每个 x 也移动了方差，离均值越远，移动越多。',
    },
    is(channel('meanProduct'), quotient(channel('dWeight'), 'count')),
    'backward',
    'const meanProduct = products / count;',
    'meanProduct',
    ['dWeight', 'count'],
  ),
  'batchNorm2d.common': rule(
    { en: 'what the channel has in common', 'zh-cn': '通道共有的部分' },
    {
      en: 'Moving or widening the whole channel changes nothing after normalising, so this part of dy moves no x.',
      'zh-cn': '整个通道平移或变宽，归一化之后毫无变化，所以 dy 的这一部分不作用于任何 x。',
    },
    is(cell('common'), plus(channel('meanDy'), times(cell('normalised'), channel('meanProduct')))),
    'backward',
    'const common = meanDy + normalised[at] * meanProduct;',
    'common',
    ['meanDy', 'normalised', 'meanProduct'],
  ),
  'batchNorm2d.dx': rule(
    { en: 'gradient of the input', 'zh-cn': '输入的梯度' },
    {
      en: 'What is left of dy without the common part, by the scale of the channel.',
      'zh-cn': 'dy 去掉共有的部分后，乘以该通道的缩放。',
    },
    is(cell('dx'), times(channel('scale'), minus(cell('dy'), cell('common')))),
    'backward',
    'if (training) dx.data[at] = scale * (dy[at] - common);',
    'dx',
    ['scale', 'dy', 'common'],
  ),
  'batchNorm2d.dxAtRest': rule(
    { en: 'gradient of the input', 'zh-cn': '输入的梯度' },
    {
      en: 'The running statistics do not depend on x, so dy only meets the scale of its channel.',
      'zh-cn': '滑动统计量不依赖 x，所以 dy 只乘以该通道的缩放。',
    },
    is(cell('dx'), times(channel('scale'), cell('dy'))),
    'backward',
    'else dx.data[at] = scale * dy[at];',
    'dx',
    ['scale', 'dy'],
  ),
};

export const batchNorm2dRules: Rules = { ...forward, ...backward };
