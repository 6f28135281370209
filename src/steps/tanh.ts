/** The hyperbolic tangent retold, cell by cell. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import { inProduct, inTexProduct } from '#words/numbers.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';

const forward = (call: Call): StageSteps[] => activationForward(call, 'tanh');
const backward = (call: Call): StageSteps[] => activationBackward(call, 'tanh');

const rules = activationRules({
  name: 'tanh',
  file: 'ops/tanh.ts',
  title: { en: 'tanh', 'zh-cn': 'tanh' },
  lead: {
    en: 'Every number is squeezed into the space between −1 and 1.',
    'zh-cn': '每个数都被压到 −1 与 1 之间。',
  },
  backward: {
    en: 'dy is multiplied by the slope there, which is 1 at 0 and almost 0 far out.',
    'zh-cn': 'dy 乘以该处的斜率，在 0 处为 1，远处几乎为 0。',
  },
  tex: 'y = \\tanh(x)',
  backwardTex: '\\mathrm{d}x = \\mathrm{d}y \\cdot (1 - \\tanh^2 x)',
  line: 'y.data[k] = Math.tanh(x.data[k]);',
  backwardLine: 'dx.data[k] = upstream[k] * (1 - y * y);',
});

const functions: Telling['functions'] = {
  tanh: { of: Math.tanh, tex: (x) => `\\tanh(${x})`, text: (x) => `tanh(${x})` },
  tanhGate: {
    of: (dy, x) => {
      const y = Math.tanh(x);
      return dy * (1 - y * y);
    },
    tex: (dy, x) => `${inTexProduct(dy)} \\cdot (1 - \\tanh(${x})^2)`,
    text: (dy, x) => `${inProduct(dy)}·(1 − tanh(${x})²)`,
  },
};

export const telling = { forward, backward, rules, functions } satisfies Telling;
