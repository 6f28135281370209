/** The hyperbolic tangent retold, cell by cell. */
import { activationEquations, activationTelling, type Activation } from './activation.ts';
import { call, minus, squared, times } from './expression.ts';
import { called } from './functions.ts';
import type { Equations } from './rule.ts';

const tanh: Activation = {
  name: 'tanh',
  file: 'ops/tanh.ts',
  title: { en: 'tanh', 'zh-cn': 'tanh' },
  lead: {
    en: 'Every number is squeezed between −1 and 1.',
    'zh-cn': '每个数都被压到 −1 与 1 之间。',
  },
  backward: {
    en: 'dy is multiplied by the slope at x, which is 1 at 0 and almost 0 far out.',
    'zh-cn': 'dy 乘以 x 处的斜率，在 0 处为 1，远处几乎为 0。',
  },
  functions: {
    tanh: { of: Math.tanh, write: called('tanh') },
    tanhGate: {
      of: (dy, x) => {
        const y = Math.tanh(x);
        return dy * (1 - y * y);
      },
      write: (dy, x) => times(dy, minus(1, squared(call('tanh', x)))),
    },
  },
  line: 'y.data[k] = Math.tanh(x.data[k]);',
  backwardLine: 'dx.data[k] = upstream[k] * (1 - y * y);',
};

export const telling = activationTelling(tanh);
export const equations = (): Equations => activationEquations(tanh);
