/** Sigmoid retold, cell by cell. */
import { activationEquations, activationTelling, type Activation } from './activation.ts';
import { call, minus, times } from './expression.ts';
import { called } from './functions.ts';
import type { Equations } from './rule.ts';

/** e^-x may overflow to Infinity, and 1 / Infinity is 0. */
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

const sigmoid: Activation = {
  name: 'sigmoid',
  file: 'ops/sigmoid.ts',
  title: { en: 'sigmoid', 'zh-cn': 'sigmoid' },
  lead: {
    en: 'Every number is squeezed between 0 and 1: σ(x) stands for 1 / (1 + e^−x).',
    'zh-cn': '每个数都被压到 0 与 1 之间：σ(x) 代表 1 / (1 + e^−x)。',
  },
  backward: {
    en: 'dy is multiplied by the slope at x: at most a quarter, where x is 0, and almost 0 far out.',
    'zh-cn': 'dy 乘以 x 处的斜率：在 0 处最大，为四分之一，远处几乎为 0。',
  },
  functions: {
    sigmoid: { of: sigma, write: called('σ') },
    sigmoidGate: {
      of: (dy, x) => dy * sigma(x) * sigma(-x),
      write: (dy, x) => times(dy, call('σ', x), minus(1, call('σ', x))),
    },
  },
  line: 'y.data[k] = sigma(x.data[k]);',
  backwardLine: 'dx.data[k] = upstream[k] * sigma(x[k]) * sigma(-x[k]);',
};

export const telling = activationTelling(sigmoid);
export const equations = (): Equations => activationEquations(sigmoid);
