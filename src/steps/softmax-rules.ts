/** Words, equations and source lines of softmax's stages. */
import { exp, is, minus, named, over, quotient, times, type Expression } from './expression.ts';
import { equationsOf, rulesOf, type Equations, type Rule, type Rules } from './rule.ts';

const common = {
  file: 'ops/softmax.ts',
  region: 'forward',
  axes: {
    ...{ x: 'n k', max: 'n', shifted: 'n k', exp: 'n k', sum: 'n', y: 'n k' },
    ...{ dy: 'n k', mean: 'n', dx: 'n k' },
  },
};
const inBackward = { ...common, region: 'backward' };

/** What softmax and its loss do alike, each in its own file, with its own `x`, whose numbers the code reads as `read`. */
export function exponentialRules(
  operation: string,
  common: Pick<Rule, 'file' | 'region' | 'axes'>,
  x: string,
  read: string,
): Rules {
  const line = `sum += Math.exp(${read} - max);`;
  return rulesOf(operation, common, {
    max: {
      title: { en: 'largest logit', 'zh-cn': '最大的 logit' },
      lead: {
        en: 'First the largest number of the row is found, so that it can be taken away: e raised to a large number would overflow.',
        'zh-cn': '先找出一行中最大的数，以便把它减去：否则 e 的大数次方会溢出。',
      },
      line: `for (let k = 1; k < K; k++) max = Math.max(max, ${read});`,
      operands: [x],
    },
    shifted: {
      title: { en: 'shift', 'zh-cn': '平移' },
      lead: {
        en: 'Now the largest is 0 and no other is above it; the probabilities do not change, because the shift cancels.',
        'zh-cn': '现在最大的是 0，其余都不超过它；概率不变，因为平移会抵消。',
      },
      line,
      operands: [x, 'max'],
    },
    exp: {
      title: { en: 'exponential', 'zh-cn': '指数' },
      lead: {
        en: 'e raised to each number: all become positive, and differences become ratios.',
        'zh-cn': '取 e 的各次方：全部变为正数，差变为比。',
      },
      line,
      operands: ['shifted'],
    },
    sum: {
      title: { en: 'sum of the exponentials', 'zh-cn': '指数之和' },
      lead: {
        en: 'What all classes have together.',
        'zh-cn': '所有类别合计。',
      },
      line,
      operands: ['exp'],
    },
  });
}

const forward = rulesOf('softmax', common, {
  forward: {
    title: { en: 'probabilities', 'zh-cn': '概率' },
    lead: {
      en: 'Each class gets its share of the sum: probabilities, which add up to 1.',
      'zh-cn': '每个类别得到总和中它的一份：概率，相加为 1。',
    },
    line: 'y.data[row + k] = Math.exp(x.data[row + k] - max) / sum;',
    writes: 'y',
    operands: ['exp', 'sum'],
  },
});

const backward = rulesOf('softmax', inBackward, {
  mean: {
    title: { en: 'mean of dy', 'zh-cn': 'dy 的均值' },
    lead: {
      en: 'The probabilities always add up to 1, so what counts is how far each dy lies from the mean of its row, weighted by y.',
      'zh-cn': '概率之和总是 1，所以要看每个 dy 离这一行按 y 加权的均值有多远。',
    },
    line: 'for (let k = 0; k < K; k++) sum += y[row + k] * upstream[row + k];',
    operands: ['y', 'dy'],
  },
  dx: {
    title: { en: 'gradient through softmax', 'zh-cn': 'softmax 的梯度' },
    lead: {
      en: 'The gradient of a logit is how far its dy lies from that mean, times its probability.',
      'zh-cn': '每个 logit 的梯度是其 dy 与该均值之差乘以它的概率。',
    },
    line: 'dx.data[row + k] = y[row + k] * (upstream[row + k] - sum);',
    operands: ['y', 'dy', 'mean'],
  },
});

export const softmaxRules: Rules = {
  ...exponentialRules('softmax', common, 'x', 'x.data[row + k]'),
  ...forward,
  ...backward,
};

/** The equations of what softmax and its loss do alike. */
export const exponentialEquations = (x: string): Equations => ({
  max: is(named('max', 'n'), over('max', 'k', named(x, 'n k'))),
  shifted: is(named('shifted', 'n k'), minus(named(x, 'n k'), named('max', 'n'))),
  exp: is(named('exp', 'n k'), exp(named('shifted', 'n k'))),
  sum: is(named('sum', 'n'), over('Σ', 'k', named('exp', 'n k'))),
});

/** Each class's share of the sum. */
export const shareOf = (y: string): Expression =>
  is(named(y, 'n k'), quotient(named('exp', 'n k'), named('sum', 'n')));

export const equations = (): Equations =>
  equationsOf('softmax', {
    ...exponentialEquations('x'),
    forward: shareOf('y'),
    mean: is(named('mean', 'n'), over('Σ', 'k', times(named('y', 'n k'), named('dy', 'n k')))),
    dx: is(
      named('dx', 'n k'),
      times(named('y', 'n k'), minus(named('dy', 'n k'), named('mean', 'n'))),
    ),
  });
