/** Words, equations and source lines of an update's stages. Parameters of any rank share them. */
import { is, minus, named, power, relation, type Expression } from './expression.ts';
import { functions } from './functions.ts';
import { equationsOf, rulesOf, type Equations, type Rule, type Rules } from './rule.ts';
import type { Words } from '#words/language.ts';

const letters = 'd c i j';
const inSgd = {
  file: 'optimizers.ts',
  region: 'sgd',
  axes: {
    ...{ parameter: letters, gradient: letters, velocity: letters, ahead: letters, old: letters },
    ...{ firstMoment: letters, secondMoment: letters, decayed: letters, updated: letters },
  },
};
const inAdam = { ...inSgd, region: 'adam' };

const update: Words = { en: 'update', 'zh-cn': '更新' };
const sgdLine = 'else p[k] -= learningRate * gradient;';
const momentumLine = 'p[k] -= learningRate * (nesterov ? gradient + momentum * v : v);';
const adamLine = 'p[k] = p[k] * keep - learningRate * step;';
const adamOperands = [
  ...['parameter', 'learningRate', 'firstMoment', 'correction1'],
  ...['secondMoment', 'correction2', 'epsilon', 'weightDecay'],
];

const decayed = {
  title: { en: 'weight decay', 'zh-cn': '权重衰减' },
  lead: {
    en: 'A little of the parameter is added to its gradient, which pulls the parameter towards 0.',
    'zh-cn': '梯度加上参数的一小部分，把参数拉向 0。',
  },
  writes: 'decayed',
  operands: ['gradient', 'weightDecay', 'parameter'],
};

const sgd = rulesOf('optimizer', inSgd, {
  sgd: {
    title: update,
    lead: {
      en: 'Every parameter takes a step against its gradient, downhill; the learning rate says how long.',
      'zh-cn': '每个参数逆着梯度往下坡走一步；走多远由学习率决定。',
    },
    line: sgdLine,
    writes: 'updated',
    operands: ['parameter', 'learningRate', 'gradient'],
  },
  momentum: {
    title: update,
    lead: {
      en: 'The parameter takes its step against the velocity instead of the gradient.',
      'zh-cn': '参数逆着速度而不是逆着梯度走一步。',
    },
    line: momentumLine,
    writes: 'updated',
    operands: ['parameter', 'learningRate', 'velocity'],
  },
  nesterov: {
    title: update,
    lead: {
      en: 'The parameter takes its step against the gradient and what the velocity will add next time.',
      'zh-cn': '参数逆着梯度以及速度下一次将带来的部分走一步。',
    },
    line: momentumLine,
    writes: 'updated',
    operands: ['parameter', 'learningRate', 'ahead'],
  },
  velocity: {
    title: { en: 'velocity', 'zh-cn': '速度' },
    lead: {
      en: 'What is left of the old velocity, plus the new gradient: directions that stay the same gather speed. In PyTorch’s form the learning rate comes later, so a new rate scales the whole velocity; in Sutskever’s (2013) each gradient keeps the rate that it came with.',
      'zh-cn':
        '旧速度的余下部分加上新梯度：方向不变就越走越快。在 PyTorch 的形式里，之后才乘学习率，学习率一变，整个速度都按新值计；在 Sutskever（2013）的形式里，每个梯度保留它当时的学习率。',
    },
    line: 'const v = momentum * velocity[k] + gradient;',
    operands: ['momentum', 'old', 'gradient'],
  },
  ahead: {
    title: { en: 'looking ahead', 'zh-cn': '向前看' },
    lead: {
      en: 'Nesterov looks one step of the velocity ahead. In PyTorch’s form the gradient is still taken here, and what the velocity will add next time is added now.',
      'zh-cn':
        'Nesterov 沿速度向前多看一步。PyTorch 的形式仍用此处的梯度，但提前加上速度下一次将带来的部分。',
    },
    line: momentumLine,
    operands: ['gradient', 'momentum', 'velocity'],
  },
  decayed: { ...decayed, line: 'const gradient = g[k] + weightDecay * p[k];' },
});

const adam = rulesOf('optimizer', inAdam, {
  adamDecayed: { ...decayed, line: 'const gradient = g[k] + coupledDecay * p[k];' },
  firstMoment: {
    title: { en: 'mean of the gradient', 'zh-cn': '梯度的均值' },
    lead: {
      en: 'A running mean of the gradient: which way it has pointed lately.',
      'zh-cn': '梯度的滑动平均：最近它指向哪里。',
    },
    line: 'const mean = beta1 * m[k] + (1 - beta1) * gradient;',
    operands: ['beta1', 'old', 'gradient'],
  },
  secondMoment: {
    title: { en: 'mean of its square', 'zh-cn': '梯度平方的均值' },
    lead: {
      en: 'A running mean of its square: its root says how large the gradient has been lately.',
      'zh-cn': '梯度平方的滑动平均：其平方根说明梯度最近有多大。',
    },
    line: 'const square = beta2 * s[k] + (1 - beta2) * gradient * gradient;',
    operands: ['beta2', 'old', 'gradient'],
  },
  adam: {
    title: update,
    lead: {
      en: 'Adam divides the mean gradient by its usual size. A gradient that stays the same moves its parameter by about the learning rate, however large it is; one that changes its sign, like noise, by much less. The corrections make up for means that began at 0.',
      'zh-cn':
        'Adam 把平均梯度除以它通常的大小。始终不变的梯度，无论多大，都使参数移动约一个学习率；正负变来变去的，比如噪声，则小得多。两个 correction 弥补滑动平均从 0 开始的影响。',
    },
    line: adamLine,
    writes: 'updated',
    operands: adamOperands,
  },
  adamW: {
    title: update,
    lead: {
      en: 'AdamW first shrinks the parameter a little, then moves it as Adam does. In PyTorch’s form it shrinks by the learning rate times the decay, so a smaller rate shrinks less; in Loshchilov and Hutter’s (2019) a schedule scales the decay, but the base rate does not.',
      'zh-cn':
        'AdamW 先把参数缩小一点，再像 Adam 那样移动它。在 PyTorch 的形式里，缩小的比例是学习率乘以衰减系数，学习率变小，缩小得也少；在 Loshchilov 与 Hutter（2019）的形式里，衰减随调度变化，与基础学习率无关。',
    },
    line: adamLine,
    writes: 'updated',
    operands: adamOperands,
  },
});

/** Every stage goes through all numbers of what it writes. */
const counted = ([name, rule]: [string, Rule]) => [name, { ...rule, flat: { k: rule.writes } }];

export const optimizerRules: Rules = Object.fromEntries(
  Object.entries({ ...sgd, ...adam }).map(counted),
);

/** What undoes the pull of a running mean towards its start. */
const correction = (k: number): Expression => minus(1, power(named('β', k), 't'));
const becomes = (of: string, next: Expression): Expression => relation(of, '←', next);

/** A parameter, its gradient, the learning rate and so on, as the papers call them. */
export function equations(): Equations {
  const [w, g, rate, v] = ['θ', 'dθ', 'η', 'v'].map((name) => named(name));
  const ahead = functions['plusScaled'].write(g, named('μ'), v);
  const decayed = becomes('dθ', functions['plusScaled'].write(g, named('λ'), w));
  const moments = [named('m'), correction(1), named('s'), correction(2), named('ε')];
  return equationsOf('optimizer', {
    decayed,
    adamDecayed: decayed,
    sgd: becomes('θ', functions['sgd'].write(w, rate, g)),
    momentum: becomes('θ', functions['sgd'].write(w, rate, v)),
    nesterov: becomes('θ', functions['sgd'].write(w, rate, ahead)),
    velocity: becomes('v', functions['velocity'].write(named('μ'), v, g)),
    ahead: is('ahead', ahead),
    firstMoment: becomes('m', functions['runningMean'].write(named('β', 1), named('m'), g)),
    secondMoment: becomes('s', functions['runningSquare'].write(named('β', 2), named('s'), g)),
    adam: becomes('θ', functions['adam'].write(w, rate, ...moments)),
    adamW: becomes('θ', functions['adamW'].write(w, rate, ...moments, named('λ'))),
  });
}
