/** ELU retold, cell by cell. */
import { activationEquations, activationTelling, type Activation } from './activation.ts';
import { exp, minus, plus, times } from './expression.ts';
import { above0, below0 } from './functions.ts';
import type { Equations } from './rule.ts';

const elu: Activation = {
  name: 'elu',
  file: 'ops/elu.ts',
  title: { en: 'ELU', 'zh-cn': 'ELU' },
  lead: {
    en: 'What is positive passes; the rest bends away and never falls below −alpha.',
    'zh-cn': '正数通过，其余弯向 −alpha，但不会更低。',
  },
  backward: {
    en: 'dy passes where x was positive; elsewhere it is multiplied by the slope there, alpha·e^x.',
    'zh-cn': 'x 为正处 dy 通过，其余处乘以那里的斜率 alpha·e^x。',
  },
  functions: {
    elu: {
      of: (x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)),
      write: (x, alpha) => plus(times(x, above0(x)), times(alpha, minus(exp(x), 1), below0(x))),
    },
    eluGate: {
      of: (dy, x, alpha) => (x > 0 ? dy : alpha * Math.exp(x) * dy),
      write: (dy, x, alpha) => times(dy, plus(above0(x), times(alpha, exp(x), below0(x)))),
    },
  },
  /** As the operation has it. */
  slope: 1,
  line: 'y.data[k] = x.data[k] > 0 ? x.data[k] : alpha * Math.expm1(x.data[k]);',
  backwardLine: 'dx.data[k] = x[k] > 0 ? upstream[k] : alpha * Math.exp(x[k]) * upstream[k];',
};

export const telling = activationTelling(elu);
export const equations = (): Equations => activationEquations(elu);
