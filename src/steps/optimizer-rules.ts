/** Formula, words and source lines of an update's stages. Parameters of any rank share them. */
import { is, minus, named, power, relation, type Expression } from './expression.ts';
import { functions } from './functions.ts';
import type { Rule, Rules } from './rule.ts';
import type { Words } from '#words/language.ts';

const letters = 'd c i j';
const axes = {
  ...{ parameter: letters, gradient: letters, velocity: letters, ahead: letters, old: letters },
  ...{ firstMoment: letters, secondMoment: letters, decayed: letters, updated: letters },
};
const file = 'optimizers.ts';

const rule = (
  region: string,
  line: string,
  writes: string,
  operands: string[],
  title: Words,
  lead: Words,
  equation: Expression,
): Rule => ({
  ...{ title, lead, equation, file, region, line, axes, writes, operands },
  flat: { k: writes },
});

/** A parameter, its gradient and the learning rate, as the papers call them. */
const [w, g, rate] = [named('θ'), named('dθ'), named('η')];
const ahead = functions['plusScaled'].write(g, named('μ'), named('v'));
/** What undoes the pull of a running mean towards its start. */
const correction = (k: number): Expression => minus(1, power(named('β', k), 't'));
const moments = [named('m'), correction(1), named('s'), correction(2), named('ε')];
const becomes = (of: string, next: Expression): Expression => relation(of, '←', next);

const update: Words = { en: 'update', 'zh-cn': '更新' };
const sgdLine = 'else p[k] -= learningRate * gradient;';
const momentumLine = 'p[k] -= learningRate * (nesterov ? gradient + momentum * v : v);';
const adamLine = 'p[k] = p[k] * keep - learningRate * step;';
const adamOperands = [
  ...['parameter', 'learningRate', 'firstMoment', 'correction1'],
  ...['secondMoment', 'correction2', 'epsilon', 'weightDecay'],
];

const decayed = rule(
  'sgd',
  'const gradient = g[k] + weightDecay * p[k];',
  'decayed',
  ['gradient', 'weightDecay', 'parameter'],
  { en: 'weight decay', 'zh-cn': '权重衰减' },
  {
    en: 'A little of the parameter is added to its gradient, which pulls it towards 0.',
    'zh-cn': '把参数的一小部分加到梯度上，把它拉向 0。',
  },
  becomes('dθ', functions['plusScaled'].write(g, named('λ'), w)),
);

export const optimizerRules: Rules = {
  'optimizer.sgd': rule(
    'sgd',
    sgdLine,
    'updated',
    ['parameter', 'learningRate', 'gradient'],
    update,
    {
      en: 'Every parameter takes a small step against its gradient, downhill.',
      'zh-cn': '每个参数逆着梯度走一小步，下坡。',
    },
    becomes('θ', functions['sgd'].write(w, rate, g)),
  ),
  'optimizer.momentum': rule(
    'sgd',
    momentumLine,
    'updated',
    ['parameter', 'learningRate', 'velocity'],
    update,
    {
      en: 'The parameter moves by its velocity instead of its gradient.',
      'zh-cn': '参数按速度而不是按梯度移动。',
    },
    becomes('θ', functions['sgd'].write(w, rate, named('v'))),
  ),
  'optimizer.nesterov': rule(
    'sgd',
    momentumLine,
    'updated',
    ['parameter', 'learningRate', 'ahead'],
    update,
    {
      en: 'The parameter moves by the gradient and the velocity that is to come.',
      'zh-cn': '参数按梯度与即将到来的速度移动。',
    },
    becomes('θ', functions['sgd'].write(w, rate, ahead)),
  ),
  'optimizer.velocity': rule(
    'sgd',
    'const v = momentum * velocity[k] + gradient;',
    'velocity',
    ['momentum', 'old', 'gradient'],
    { en: 'velocity', 'zh-cn': '速度' },
    {
      en: 'What is left of the old velocity, plus the new gradient: directions that stay the same gather speed.',
      'zh-cn': '旧速度的余下部分加上新梯度：方向不变就越走越快。',
    },
    becomes('v', functions['velocity'].write(named('μ'), named('v'), g)),
  ),
  'optimizer.ahead': rule(
    'sgd',
    momentumLine,
    'ahead',
    ['gradient', 'momentum', 'velocity'],
    { en: 'looking ahead', 'zh-cn': '向前看' },
    {
      en: 'Nesterov looks one step of the velocity ahead.',
      'zh-cn': 'Nesterov 沿速度向前多看一步。',
    },
    is('ahead', ahead),
  ),
  'optimizer.decayed': decayed,
  'optimizer.adamDecayed': {
    ...decayed,
    region: 'adam',
    line: 'const gradient = g[k] + coupledDecay * p[k];',
  },
  'optimizer.firstMoment': rule(
    'adam',
    'const mean = beta1 * m[k] + (1 - beta1) * gradient;',
    'firstMoment',
    ['beta1', 'old', 'gradient'],
    { en: 'mean of the gradient', 'zh-cn': '梯度的均值' },
    {
      en: 'A running mean of the gradient: which way it has pointed lately.',
      'zh-cn': '梯度的滑动平均：最近它指向哪里。',
    },
    becomes('m', functions['runningMean'].write(named('β', 1), named('m'), g)),
  ),
  'optimizer.secondMoment': rule(
    'adam',
    'const square = beta2 * s[k] + (1 - beta2) * gradient * gradient;',
    'secondMoment',
    ['beta2', 'old', 'gradient'],
    { en: 'mean of its square', 'zh-cn': '梯度平方的均值' },
    {
      en: 'A running mean of its square: how large it has been lately.',
      'zh-cn': '梯度平方的滑动平均：最近它有多大。',
    },
    becomes('s', functions['runningSquare'].write(named('β', 2), named('s'), g)),
  ),
  'optimizer.adam': rule(
    'adam',
    adamLine,
    'updated',
    adamOperands,
    update,
    {
      en: 'Adam divides the mean gradient by its usual size, so every parameter moves by about the learning rate.',
      'zh-cn': 'Adam 把平均梯度除以它通常的大小，所以每个参数移动的幅度约为学习率。',
    },
    becomes('θ', functions['adam'].write(w, rate, ...moments)),
  ),
  'optimizer.adamW': rule(
    'adam',
    adamLine,
    'updated',
    adamOperands,
    update,
    {
      en: 'AdamW first shrinks the parameter a little, then moves it as Adam does.',
      'zh-cn': 'AdamW 先把参数缩小一点，再像 Adam 那样移动它。',
    },
    becomes('θ', functions['adamW'].write(w, rate, ...moments, named('λ'))),
  ),
};
