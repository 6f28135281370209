/** Formula, words and source lines of softmax's stages. */
import { exp, is, minus, named, over, quotient, times, type Expression } from './expression.ts';
import type { Rule, Rules } from './rule.ts';
import type { Words } from '#words/language.ts';

const axes = {
  ...{ x: 'n k', max: 'n', shifted: 'n k', exp: 'n k', sum: 'n', y: 'n k' },
  ...{ dy: 'n k', mean: 'n', dx: 'n k' },
};
const file = 'ops/softmax.ts';
const rule = (
  title: Words,
  lead: Words,
  equation: Expression,
  line: string,
  writes: string,
  operands: string[],
  region = 'forward',
): Rule => ({ title, lead, equation, file, region, line, axes, writes, operands });

/** What softmax and its loss write alike, each for tensors of its own. */
export const largestOf = (x: Expression): Expression => is(named('max', 'n'), over('max', 'k', x));
export const shiftOf = (x: Expression): Expression =>
  is(named('shifted', 'n k'), minus(x, named('max', 'n')));
export const shareOf = (y: Expression): Expression =>
  is(y, quotient(named('exp', 'n k'), named('sum', 'n')));

export const softmaxRules: Rules = {
  'softmax.max': rule(
    { en: 'largest logit', 'zh-cn': '最大的 logit' },
    {
      en: 'First the largest number of the row is found, so that it can be taken away: e raised to a large number would overflow.',
      'zh-cn': '先找出一行中最大的数，以便把它减去：否则 e 的大数次方会溢出。',
    },
    largestOf(named('x', 'n k')),
    'for (let k = 1; k < K; k++) max = Math.max(max, x.data[row + k]);',
    'max',
    ['x'],
  ),
  'softmax.shifted': rule(
    { en: 'shift', 'zh-cn': '平移' },
    {
      en: 'Now the largest is 0 and all others are below; the probabilities do not change, because the shift cancels.',
      'zh-cn': '现在最大的是 0，其余都在它之下；概率不变，因为平移会抵消。',
    },
    shiftOf(named('x', 'n k')),
    'sum += Math.exp(x.data[row + k] - max);',
    'shifted',
    ['x', 'max'],
  ),
  'softmax.exp': rule(
    { en: 'exponential', 'zh-cn': '指数' },
    {
      en: 'e raised to each number: all become positive, and differences become ratios.',
      'zh-cn': '取 e 的各次方：全部变为正数，差变为比。',
    },
    is(named('exp', 'n k'), exp(named('shifted', 'n k'))),
    'sum += Math.exp(x.data[row + k] - max);',
    'exp',
    ['shifted'],
  ),
  'softmax.sum': rule(
    { en: 'sum of the exponentials', 'zh-cn': '指数之和' },
    { en: 'What all classes have together.', 'zh-cn': '所有类别合计。' },
    is(named('sum', 'n'), over('Σ', 'k', named('exp', 'n k'))),
    'sum += Math.exp(x.data[row + k] - max);',
    'sum',
    ['exp'],
  ),
  'softmax.forward': rule(
    { en: 'probabilities', 'zh-cn': '概率' },
    {
      en: 'Each class gets its share of the sum: probabilities, which add up to 1.',
      'zh-cn': '每个类别得到总和中它的一份：概率，相加为 1。',
    },
    shareOf(named('y', 'n k')),
    'y.data[row + k] = Math.exp(x.data[row + k] - max) / sum;',
    'y',
    ['exp', 'sum'],
  ),
  'softmax.mean': rule(
    { en: 'mean of dy', 'zh-cn': 'dy 的平均' },
    {
      en: 'The probabilities share one sum of 1, so what counts is how far each dy lies from their mean, weighted by y.',
      'zh-cn': '各概率共享总和 1，所以要看每个 dy 离它们按 y 加权的平均有多远。',
    },
    is(named('mean', 'n'), over('Σ', 'k', times(named('y', 'n k'), named('dy', 'n k')))),
    'for (let k = 0; k < K; k++) sum += y[row + k] * upstream[row + k];',
    'mean',
    ['y', 'dy'],
    'backward',
  ),
  'softmax.dx': rule(
    { en: 'gradient through softmax', 'zh-cn': 'softmax 的梯度' },
    {
      en: 'A logit is pulled by how far its dy lies from the mean, times its probability.',
      'zh-cn': '每个 logit 的梯度是其 dy 与平均之差乘以它的概率。',
    },
    is(named('dx', 'n k'), times(named('y', 'n k'), minus(named('dy', 'n k'), named('mean', 'n')))),
    'dx.data[row + k] = y[row + k] * (upstream[row + k] - sum);',
    'dx',
    ['y', 'dy', 'mean'],
    'backward',
  ),
};
