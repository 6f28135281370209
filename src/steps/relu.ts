/** ReLU retold: a gate that is open where x is positive, for the number forward and for its gradient back. */
import { activationEquations, activationTelling, type Activation } from './activation.ts';
import { call, times } from './expression.ts';
import { above0 } from './functions.ts';
import type { Equations } from './rule.ts';

const relu: Activation = {
  name: 'relu',
  file: 'ops/relu.ts',
  title: { en: 'ReLU', 'zh-cn': 'ReLU' },
  lead: {
    en: 'What is positive passes; everything else becomes 0.',
    'zh-cn': '正数通过，其余变为 0。',
  },
  backward: {
    en: 'dy passes where x was positive; elsewhere 0 does.',
    'zh-cn': 'x 为正处 dy 通过，其余处传下去的是 0。',
  },
  functions: {
    relu: { of: (x) => Math.max(x, 0), write: (x) => call('max', x, 0) },
    reluGate: { of: (dy, x) => (x <= 0 ? 0 : dy), write: (dy, x) => times(dy, above0(x)) },
  },
  line: 'out[k] = Math.max(x[k], 0);',
  backwardLine: 'dx.data[k] = x[k] <= 0 ? 0 : upstream[k];',
};

export const telling = activationTelling(relu);
export const equations = (): Equations => activationEquations(relu);
