/** Leaky ReLU retold: the gate never closes entirely. */
import { activationEquations, activationTelling, type Activation } from './activation.ts';
import type { Equations } from './rule.ts';

const leakyRelu: Activation = {
  name: 'leakyRelu',
  file: 'ops/leaky-relu.ts',
  title: { en: 'leaky ReLU', 'zh-cn': '带泄漏的 ReLU' },
  lead: {
    en: 'What is positive passes; the rest is multiplied by alpha, so that a little of it passes, too.',
    'zh-cn': '正数通过，其余乘以 alpha，只通过一点点。',
  },
  backward: {
    en: 'dy passes where x was positive; elsewhere alpha times dy passes.',
    'zh-cn': 'x 为正处 dy 通过，其余处通过 alpha 倍的 dy。',
  },
  fn: 'leaky',
  /** As the operation has it. */
  slope: 0.01,
  line: 'y.data[k] = x.data[k] > 0 ? x.data[k] : alpha * x.data[k];',
  backwardLine: 'dx.data[k] = x[k] > 0 ? upstream[k] : alpha * upstream[k];',
};

export const telling = activationTelling(leakyRelu);
export const equations = (): Equations => activationEquations(leakyRelu);
