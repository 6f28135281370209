/** The mean squared error retold: squares, then their mean; backward the scale, then each difference. */
import { is, minus, named, over, quotient, squared, times } from './expression.ts';
import { constant, derived, doingStage, sumBelow } from './elementwise.ts';
import { equationsOf, rulesOf, type Equations } from './rule.ts';
import { cellStage, operand, stagePlan } from './stage.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';
import { sizeOf } from '#engine/tensor.ts';

/** Tensors: prediction, target, loss. */
function forward(call: Call): StageSteps[] {
  const { prediction, target, loss } = call.tensors;
  const { shape } = prediction.tensor;
  const rest = { rule: 'meanSquaredError.squares', tensors: { prediction, target } };
  const [squares, square] = derived(call, 'forward', 'squares', shape, rest, 'square');
  const count = countOf(call);
  const plan = stagePlan(call, 'forward', 'meanSquaredError.forward', { squares, count, loss });
  const mean = cellStage(plan, (index) => ({
    ...sumBelow(index, squares),
    divisor: operand(count, []),
  }));
  return [square, mean];
}

/** Tensors: prediction, target, dLoss, dPrediction. */
function backward(call: Call): StageSteps[] {
  const { prediction, target, dLoss, dPrediction } = call.tensors;
  const rest = { rule: 'meanSquaredError.scale', tensors: { dLoss, count: countOf(call) } };
  const [scale, double] = derived(call, 'backward', 'scale', [], rest, 'twiceOver');
  const plan = stagePlan(call, 'backward', 'meanSquaredError.dPrediction', {
    ...{ prediction, target, scale, dPrediction },
  });
  return [double, doingStage(plan, 'scaledError')];
}

/** What the squares are divided by: all entries, or the examples only. */
function countOf({ tensors: { prediction }, attrs, nameOf }: Call): Named {
  const { shape } = prediction.tensor;
  const count = attrs['reduction'] === 'batchmean' ? (shape[0] ?? 1) : sizeOf(shape);
  return constant(nameOf('count'), count);
}

const common = {
  file: 'ops/mean-squared-error.ts',
  axes: {
    ...{ prediction: 'n k', target: 'n k', squares: 'n k', loss: '', count: '' },
    ...{ dLoss: '', scale: '', dPrediction: 'n k' },
  },
};

const rules = rulesOf('meanSquaredError', common, {
  squares: {
    title: { en: 'squared differences', 'zh-cn': '差的平方' },
    lead: {
      en: 'The difference of each prediction from its target, squared: the sign does not matter, and large differences weigh more.',
      'zh-cn': '每个预测与目标之差，取平方：不计正负，差得越多，计得越重。',
    },
    region: 'forward',
    line: 'sum += (prediction[at] - target[at]) * (prediction[at] - target[at]);',
    flat: { at: 'squares' },
    operands: ['prediction', 'target'],
  },
  forward: {
    title: { en: 'mean squared error', 'zh-cn': '均方误差' },
    lead: {
      en: 'The loss is the sum of the squares divided by count: the number of all entries for the reduction mean, of the examples for batchmean.',
      'zh-cn':
        '损失是这些平方之和除以 count：选 mean 时是全部数的个数，选 batchmean 时是样本的个数。',
    },
    region: 'forward',
    line: 'loss.data[0] = sum / divisor;',
    writes: 'loss',
    operands: ['squares'],
  },
  scale: {
    title: { en: 'scale of the gradient', 'zh-cn': '梯度的尺度' },
    lead: {
      en: 'The 2 comes down from the square, and the loss was divided by count.',
      'zh-cn': '平方带下来一个 2，损失又除以过 count。',
    },
    region: 'backward',
    line: "(2 * lossUpstream('meanSquaredError', dy)) / plan(inputs, attrs);",
    operands: ['dLoss', 'count'],
  },
  dPrediction: {
    title: { en: 'gradient of the predictions', 'zh-cn': '预测的梯度' },
    lead: {
      en: 'A step against this gradient pulls each prediction towards its target, the harder the farther it is.',
      'zh-cn': '逆着这个梯度走，每个预测被拉向它的目标，离得越远，拉力越大。',
    },
    region: 'backward',
    line: 'dPrediction.data[at] = (prediction[at] - target[at]) * scale;',
    flat: { at: 'dPrediction' },
    operands: ['prediction', 'target', 'scale'],
  },
});

export const telling = { forward, backward, rules } satisfies Telling;

export const equations = (): Equations =>
  equationsOf('meanSquaredError', {
    squares: is(
      named('squares', 'n k'),
      squared(minus(named('prediction', 'n k'), named('target', 'n k'))),
    ),
    forward: is('loss', quotient(over('Σ', 'n k', named('squares', 'n k')), 'count')),
    scale: is('scale', quotient(times(2, 'dLoss'), 'count')),
    dPrediction: is(
      named('dPrediction', 'n k'),
      times(minus(named('prediction', 'n k'), named('target', 'n k')), 'scale'),
    ),
  });
