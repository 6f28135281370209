/** What is said of the mean of the examples' gradients. */
import { call, is, over, power, quotient } from './expression.ts';
import { equationsOf, type Equations, type Rules } from './rule.ts';

export const batchRules: Rules = {
  'batch.mean': {
    title: { en: 'mean over the batch', 'zh-cn': '一批的均值' },
    lead: {
      en: 'Each example has a gradient of its own; the update takes their mean. The engine divides by N once, at the loss, and lets the sums over n do the rest.',
      'zh-cn':
        '每个样本有自己的梯度；更新用它们的均值。引擎只在损失处除以一次 N，其余由对 n 的求和完成。',
    },
    file: 'ops/softmax-cross-entropy.ts',
    region: 'backward',
    line: "const scale = lossUpstream('softmaxCrossEntropy', dy) / N;",
    axes: { mean: 'd c i j' },
    writes: 'mean',
    operands: [],
  },
};

export const equations = (): Equations =>
  equationsOf('batch', {
    mean: is('dθ', quotient(over('Σ', 'n', power('dθ', call('', 'n'))), 'N')),
  });
