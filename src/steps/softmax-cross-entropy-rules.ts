/** Words, equations and source lines of the stages of softmax cross-entropy. */
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
} from './expression.ts';
import { equationsOf, rulesOf, type Equations, type Rules } from './rule.ts';
import { exponentialEquations, exponentialRules, shareOf, softmaxRules } from './softmax-rules.ts';

const common = {
  file: 'ops/softmax-cross-entropy.ts',
  region: 'forward',
  axes: {
    ...{ logits: 'n k', target: 'n k', max: 'n', shifted: 'n k', exp: 'n k', sum: 'n' },
    ...{ probabilities: 'n k', logSum: 'n', surprise: 'n k', perExample: 'n', loss: '', count: '' },
    ...{ dLoss: '', dPerExample: 'n', dLogits: 'n k', dSurprise: 'n k', dLogSum: 'n', dSum: 'n' },
    ...{ dExp: 'n k', dShifted: 'n k', dMax: 'n', dLogitsInChunks: 'n k', minusOne: '' },
  },
};
const inBackward = { ...common, region: 'backward' };
const inChunks = { ...common, region: 'backward in chunks' };
const lossLine = 'losses.data[n] += target[row + k] * (logSum - (logits[row + k] - max));';

const owner = 'softmaxCrossEntropy';

const forward = rulesOf(owner, common, {
  probabilities: {
    ...softmaxRules['softmax.forward'],
    axes: common.axes,
    writes: 'probabilities',
  },
  logSum: {
    title: { en: 'logarithm of the sum', 'zh-cn': '和的对数' },
    lead: {
      en: 'The loss needs the logarithm of a probability. Taking the logarithm of the sum instead never meets log 0.',
      'zh-cn': '损失需要概率的对数。改取和的对数，就永远不会遇到 log 0。',
    },
    line: 'const logSum = Math.log(sum);',
    operands: ['sum'],
  },
  surprise: {
    title: { en: 'surprise', 'zh-cn': '意外程度' },
    lead: {
      en: 'How surprised the network would be if this class were the answer: minus the logarithm of its probability, in nats.',
      'zh-cn': '如果答案是这个类别，网络会有多意外：其概率的负对数，单位 nat。',
    },
    line: lossLine,
    operands: ['logSum', 'shifted'],
  },
  perExample: {
    title: { en: 'loss of each example', 'zh-cn': '每个样本的损失' },
    lead: {
      en: 'The surprise about a class counts as much as its target: with one-hot targets only that about the right class.',
      'zh-cn': '每个类别的意外按其目标计入：目标为 one-hot 时只有正确类别算数。',
    },
    line: lossLine,
    operands: ['target', 'surprise'],
  },
  forward: {
    title: { en: 'loss', 'zh-cn': '损失' },
    lead: {
      en: 'The loss is the mean over the batch: the one number that training makes small.',
      'zh-cn': '损失是这一批的均值，也就是训练要减小的那个数。',
    },
    line: 'loss.data[0] = sum / perExample.length;',
    writes: 'loss',
    operands: ['perExample'],
  },
});

const backward = rulesOf(owner, inBackward, {
  dPerExample: {
    title: { en: 'share of each example', 'zh-cn': '每个样本的份额' },
    lead: {
      en: 'Backward begins with dLoss, usually dL/dL = 1; in a mean, each of the N examples has a share of 1/N.',
      'zh-cn': '反向从 dLoss 开始，通常是 dL/dL = 1；在平均里，N 个样本各占 1/N。',
    },
    line: "const scale = lossUpstream('softmaxCrossEntropy', dy) / N;",
    operands: ['dLoss', 'count'],
  },
  dLogits: {
    title: { en: 'gradient of the logits', 'zh-cn': 'logits 的梯度' },
    lead: {
      en: 'All the chunks collapse into one subtraction, what the network said minus what was right, times the share of the example. The targets of a row must add up to 1.',
      'zh-cn':
        '所有小步合成一次减法，网络所说的减去正确的，再乘以该样本的份额。前提是每行目标之和为 1。',
    },
    line: 'dLogits.data[at] = (probabilities[at] - target[at]) * scale;',
    operands: ['probabilities', 'target', 'dPerExample'],
  },
});

/** The long way. */
const chunks = rulesOf(owner, inChunks, {
  dSurprise: {
    title: { en: 'back to the surprise', 'zh-cn': '回到意外程度' },
    lead: {
      en: 'The long way now. Every surprise was counted as much as its target, so it gets that much of the gradient.',
      'zh-cn': '现在走长路。每个意外按其目标计入，所以按目标分得梯度。',
    },
    line: 'dSurprise[k] = dPerExample * target[row + k];',
    operands: ['dPerExample', 'target'],
  },
  dLogSum: {
    title: { en: 'back to the logarithm', 'zh-cn': '回到对数' },
    lead: {
      en: 'The logarithm of the sum stood in the surprise of every class, so it collects from all.',
      'zh-cn': '和的对数出现在每个类别的意外里，所以它从所有类别收集。',
    },
    line: 'dLogSum += dSurprise[k];',
    operands: ['dSurprise'],
  },
  dSum: {
    title: { en: 'back through the logarithm', 'zh-cn': '穿过对数' },
    lead: {
      en: 'The slope of the logarithm at a number is one over that number.',
      'zh-cn': '对数在某数处的斜率是该数的倒数。',
    },
    line: 'const dSum = dLogSum / sum;',
    operands: ['dLogSum', 'sum'],
  },
  dExp: {
    title: { en: 'back through the sum', 'zh-cn': '穿过求和' },
    lead: {
      en: 'A sum hands the same gradient to everything that it added.',
      'zh-cn': '求和把同样的梯度交给它加过的每一项。',
    },
    line: 'const dExp = dSum;',
    operands: ['dSum'],
  },
  dShifted: {
    title: { en: 'back through the exponential', 'zh-cn': '穿过指数' },
    lead: {
      en: 'The slope of e^x is e^x. The shifted logit was used twice, so what came by way of the surprise joins here.',
      'zh-cn': 'e^x 的斜率就是 e^x。平移后的 logit 用了两次，所以来自意外的一份在此汇合。',
    },
    line: 'dShifted[k] = dExp * exp[k] - dSurprise[k];',
    operands: ['dExp', 'exp', 'dSurprise'],
  },
  dMax: {
    title: { en: 'back to the maximum', 'zh-cn': '回到最大值' },
    lead: {
      en: 'The maximum was taken away from every logit. Its gradient is 0 but for rounding: the shift cancels.',
      'zh-cn': '最大值从每个 logit 中减去过。它的梯度除舍入外为 0：平移会抵消。',
    },
    line: 'dMax += -1 * dShifted[k];',
    operands: ['dShifted', 'minusOne'],
  },
  dLogitsInChunks: {
    title: { en: 'gradient of the logits, the long way', 'zh-cn': 'logits 的梯度（长路）' },
    lead: {
      en: 'Each logit gets what its shifted copy got, and the largest also what the maximum got: but for rounding the same as (p − target) times the share of the example, dLoss/N.',
      'zh-cn':
        '每个 logit 得到它平移后的那份，最大者还得到最大值的那份：除舍入外，与（p − 目标）乘以样本的份额 dLoss/N 相同。',
    },
    line: 'dLogits.data[row + k] = dShifted[k] + (k === winner ? dMax : 0);',
    operands: ['dShifted'],
  },
});

export const softmaxCrossEntropyRules: Rules = {
  ...exponentialRules(owner, common, 'logits', 'logits[row + k]'),
  ...forward,
  ...backward,
  ...chunks,
};

export const equations = (): Equations =>
  equationsOf(owner, {
    ...exponentialEquations('logits'),
    probabilities: shareOf('probabilities'),
    logSum: is(named('logSum', 'n'), log(named('sum', 'n'))),
    surprise: is(
      is(named('surprise', 'n k'), minus(named('logSum', 'n'), named('shifted', 'n k'))),
      negative(log(named('probabilities', 'n k'))),
    ),
    perExample: is(
      named('perExample', 'n'),
      over('Σ', 'k', times(named('target', 'n k'), named('surprise', 'n k'))),
    ),
    forward: is('loss', quotient(over('Σ', 'n', named('perExample', 'n')), 'N')),
    dPerExample: is(named('dPerExample', 'n'), quotient('dLoss', 'N')),
    dLogits: is(
      named('dLogits', 'n k'),
      times(minus(named('probabilities', 'n k'), named('target', 'n k')), quotient('dLoss', 'N')),
    ),
    dSurprise: is(
      named('dSurprise', 'n k'),
      times(named('dPerExample', 'n'), named('target', 'n k')),
    ),
    dLogSum: is(named('dLogSum', 'n'), over('Σ', 'k', named('dSurprise', 'n k'))),
    dSum: is(named('dSum', 'n'), quotient(named('dLogSum', 'n'), named('sum', 'n'))),
    dExp: is(named('dExp', 'n k'), named('dSum', 'n')),
    dShifted: is(
      named('dShifted', 'n k'),
      minus(times(named('dExp', 'n k'), named('exp', 'n k')), named('dSurprise', 'n k')),
    ),
    dMax: is(named('dMax', 'n'), negative(over('Σ', 'k', named('dShifted', 'n k')))),
    dLogitsInChunks: is(
      named('dLogits', 'n k'),
      plus(named('dShifted', 'n k'), times(gate(is('k', 'winner')), named('dMax', 'n'))),
    ),
  });
