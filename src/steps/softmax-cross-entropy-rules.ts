/** Formula, words and source lines of the stages of softmax cross-entropy. */
import {
  gate,
  is,
  log,
  minus,
  named,
  negative,
  over,
  plus,
  quotient,
  times,
  type Expression,
} from './expression.ts';
import type { Rule, Rules } from './rule.ts';
import type { Words } from '#words/language.ts';
import { largestOf, shareOf, shiftOf, softmaxRules } from './softmax-rules.ts';

const axes = {
  ...{ logits: 'n k', target: 'n k', max: 'n', shifted: 'n k', exp: 'n k', sum: 'n' },
  ...{ probabilities: 'n k', logSum: 'n', surprise: 'n k', perExample: 'n', loss: '', count: '' },
  ...{ dLoss: '', dPerExample: 'n', dLogits: 'n k', dSurprise: 'n k', dLogSum: 'n', dSum: 'n' },
  ...{ dExp: 'n k', dShifted: 'n k', dMax: 'n', dLogitsInChunks: 'n k', minusOne: '' },
};
const file = 'ops/softmax-cross-entropy.ts';
const expLine = 'sum += Math.exp(logits[row + k] - max);';
const lossLine = 'losses.data[n] += target[row + k] * (logSum - (logits[row + k] - max));';
const gradientLine = 'dLogits.data[at] = (probabilities[at] - target[at]) * scale;';

/** The first chunks are softmax's own, computed here in the loss's file. */
const shared = (part: string, line: string, operands: string[], equation?: Expression): Rule => {
  const rule = softmaxRules[`softmax.${part}`];
  return {
    ...rule,
    ...(equation && { equation }),
    ...{ file, region: 'forward', line, axes, operands },
  };
};

const rule = (
  part: string,
  operands: string[],
  title: Words,
  lead: Words,
  equation: Expression,
  region: string,
  line: string,
): Rule => ({ title, lead, equation, file, region, line, axes, writes: part, operands });

const chunk = (
  part: string,
  operands: string[],
  title: Words,
  lead: Words,
  equation: Expression,
  line: string,
): Rule => rule(part, operands, title, lead, equation, 'backward in chunks', line);

const forward: Rules = {
  'softmaxCrossEntropy.max': shared(
    'max',
    'for (let k = 1; k < K; k++) max = Math.max(max, logits[row + k]);',
    ['logits'],
    largestOf(named('logits', 'n k')),
  ),
  'softmaxCrossEntropy.shifted': shared(
    'shifted',
    expLine,
    ['logits', 'max'],
    shiftOf(named('logits', 'n k')),
  ),
  'softmaxCrossEntropy.exp': shared('exp', expLine, ['shifted']),
  'softmaxCrossEntropy.sum': shared('sum', expLine, ['exp']),
  'softmaxCrossEntropy.probabilities': {
    ...softmaxRules['softmax.forward'],
    equation: shareOf(named('probabilities', 'n k')),
    axes,
    writes: 'probabilities',
  },
  'softmaxCrossEntropy.logSum': rule(
    'logSum',
    ['sum'],
    { en: 'logarithm of the sum', 'zh-cn': '和的对数' },
    {
      en: 'The loss needs the logarithm of a probability. Taking the logarithm of the sum instead never meets log 0.',
      'zh-cn': '损失需要概率的对数。改取和的对数，就永远不会遇到 log 0。',
    },
    is(named('logSum', 'n'), log(named('sum', 'n'))),
    'forward',
    'const logSum = Math.log(sum);',
  ),
  'softmaxCrossEntropy.surprise': rule(
    'surprise',
    ['logSum', 'shifted'],
    { en: 'surprise', 'zh-cn': '意外程度' },
    {
      en: 'How surprised the network would be if this class were the answer: minus the logarithm of its probability, in nats.',
      'zh-cn': '如果答案是这个类别，网络会有多意外：其概率的负对数，单位 nat。',
    },
    is(
      is(named('surprise', 'n k'), minus(named('logSum', 'n'), named('shifted', 'n k'))),
      negative(log(named('probabilities', 'n k'))),
    ),
    'forward',
    lossLine,
  ),
  'softmaxCrossEntropy.perExample': rule(
    'perExample',
    ['target', 'surprise'],
    { en: 'loss of each example', 'zh-cn': '每个样本的损失' },
    {
      en: 'Only the surprise about the right class counts: its target is 1, all others are 0.',
      'zh-cn': '只有对正确类别的意外才算数：它的目标是 1，其余是 0。',
    },
    is(
      named('perExample', 'n'),
      over('Σ', 'k', times(named('target', 'n k'), named('surprise', 'n k'))),
    ),
    'forward',
    lossLine,
  ),
  'softmaxCrossEntropy.forward': rule(
    'loss',
    ['perExample'],
    { en: 'loss', 'zh-cn': '损失' },
    {
      en: 'The loss is the mean over the batch: the one number that training makes small.',
      'zh-cn': '损失是这一批的平均：训练要使之变小的那个数。',
    },
    is('loss', quotient(over('Σ', 'n', named('perExample', 'n')), 'N')),
    'forward',
    'loss.data[0] = sum / perExample.length;',
  ),
};

const backward: Rules = {
  'softmaxCrossEntropy.dPerExample': rule(
    'dPerExample',
    ['dLoss', 'count'],
    { en: 'share of each example', 'zh-cn': '每个样本的份额' },
    {
      en: 'Backward begins with dL/dL = 1; in a mean, each of the N examples has a share of 1/N.',
      'zh-cn': '反向从 dL/dL = 1 开始；在平均里，N 个样本各占 1/N。',
    },
    is(named('dPerExample', 'n'), quotient('dLoss', 'N')),
    'backward',
    "const scale = lossUpstream('softmaxCrossEntropy', dy) / N;",
  ),
  'softmaxCrossEntropy.dLogits': rule(
    'dLogits',
    ['probabilities', 'target', 'dPerExample'],
    { en: 'gradient of the logits', 'zh-cn': 'logits 的梯度' },
    {
      en: 'All the chunks collapse into one subtraction: what the network said minus what was right.',
      'zh-cn': '所有小步合成一次减法：网络所说的减去正确的。',
    },
    is(
      named('dLogits', 'n k'),
      times(minus(named('probabilities', 'n k'), named('target', 'n k')), quotient('dLoss', 'N')),
    ),
    'backward',
    gradientLine,
  ),
  'softmaxCrossEntropy.dSurprise': chunk(
    'dSurprise',
    ['dPerExample', 'target'],
    { en: 'back to the surprise', 'zh-cn': '回到意外程度' },
    {
      en: 'The long way now. Only the right class was counted, so only its surprise gets a gradient.',
      'zh-cn': '现在走长路。只有正确类别被计入，所以只有它的意外得到梯度。',
    },
    is(named('dSurprise', 'n k'), times(named('dPerExample', 'n'), named('target', 'n k'))),
    'dSurprise[k] = dPerExample * target[row + k];',
  ),
  'softmaxCrossEntropy.dLogSum': chunk(
    'dLogSum',
    ['dSurprise'],
    { en: 'back to the logarithm', 'zh-cn': '回到对数' },
    {
      en: 'The logarithm of the sum stood in the surprise of every class, so it collects from all.',
      'zh-cn': '和的对数出现在每个类别的意外里，所以它从所有类别收集。',
    },
    is(named('dLogSum', 'n'), over('Σ', 'k', named('dSurprise', 'n k'))),
    'dLogSum += dSurprise[k];',
  ),
  'softmaxCrossEntropy.dSum': chunk(
    'dSum',
    ['dLogSum', 'sum'],
    { en: 'back through the logarithm', 'zh-cn': '穿过对数' },
    {
      en: 'The slope of the logarithm at a number is one over that number.',
      'zh-cn': '对数在某数处的斜率是该数的倒数。',
    },
    is(named('dSum', 'n'), quotient(named('dLogSum', 'n'), named('sum', 'n'))),
    'const dSum = dLogSum / sum;',
  ),
  'softmaxCrossEntropy.dExp': chunk(
    'dExp',
    ['dSum'],
    { en: 'back through the sum', 'zh-cn': '穿过求和' },
    {
      en: 'A sum hands the same gradient to everything that it added.',
      'zh-cn': '求和把同样的梯度交给它加过的每一项。',
    },
    is(named('dExp', 'n k'), named('dSum', 'n')),
    'const dExp = dSum;',
  ),
  'softmaxCrossEntropy.dShifted': chunk(
    'dShifted',
    ['dExp', 'exp', 'dSurprise'],
    { en: 'back through the exponential', 'zh-cn': '穿过指数' },
    {
      en: 'The slope of e^x is e^x. The shifted logit was used twice, so what came by way of the surprise joins here.',
      'zh-cn': 'e^x 的斜率就是 e^x。平移后的 logit 用了两次，所以来自意外的一份在此汇合。',
    },
    is(
      named('dShifted', 'n k'),
      minus(times(named('dExp', 'n k'), named('exp', 'n k')), named('dSurprise', 'n k')),
    ),
    'dShifted[k] = dExp * exp[k] - dSurprise[k];',
  ),
  'softmaxCrossEntropy.dMax': chunk(
    'dMax',
    ['dShifted', 'minusOne'],
    { en: 'back to the maximum', 'zh-cn': '回到最大值' },
    {
      en: 'The maximum was taken away from every logit. Its gradient is 0 but for rounding: the shift cancels.',
      'zh-cn': '最大值从每个 logit 中减去过。它的梯度除舍入外为 0：平移会抵消。',
    },
    is(named('dMax', 'n'), negative(over('Σ', 'k', named('dShifted', 'n k')))),
    'dMax += -1 * dShifted[k];',
  ),
  'softmaxCrossEntropy.dLogitsInChunks': chunk(
    'dLogitsInChunks',
    ['dShifted'],
    { en: 'gradient of the logits, the long way', 'zh-cn': 'logits 的梯度（长路）' },
    {
      en: 'Each logit gets what its shifted copy got, and the largest also what the maximum got: the same numbers as p minus target.',
      'zh-cn': '每个 logit 得到它平移后的那份，最大者还得到最大值的那份：与 p 减目标是同样的数。',
    },
    is(
      named('dLogits', 'n k'),
      plus(named('dShifted', 'n k'), times(gate(is('k', 'winner')), named('dMax', 'n'))),
    ),
    'dLogits.data[row + k] = dShifted[k] + (k === winner ? dMax : 0);',
  ),
};

export const softmaxCrossEntropyRules: Rules = { ...forward, ...backward };
