/** Sigmoid retold, cell by cell. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import { inProduct, inTexProduct } from '#words/numbers.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';

const forward = (call: Call): StageSteps[] => activationForward(call, 'sigmoid');
const backward = (call: Call): StageSteps[] => activationBackward(call, 'sigmoid');

const rules = activationRules({
  name: 'sigmoid',
  file: 'ops/sigmoid.ts',
  title: { en: 'sigmoid', 'zh-cn': 'sigmoid' },
  lead: {
    en: 'Every number is squeezed into the space between 0 and 1.',
    'zh-cn': '每个数都被压到 0 与 1 之间。',
  },
  backward: {
    en: 'dy is multiplied by the slope there, which is at most a quarter and almost 0 far out.',
    'zh-cn': 'dy 乘以该处的斜率，斜率最大为四分之一，远处几乎为 0。',
  },
  tex: 'y = \\sigma(x) = \\frac{1}{1 + e^{-x}}',
  backwardTex: '\\mathrm{d}x = \\mathrm{d}y \\cdot \\sigma(x) \\, \\sigma(-x)',
  line: 'y.data[k] = sigma(x.data[k]);',
  backwardLine: 'dx.data[k] = upstream[k] * sigma(x[k]) * sigma(-x[k]);',
});

/** e^-x may overflow to Infinity, and 1 / Infinity is 0. */
const sigma = (x: number): number => 1 / (1 + Math.exp(-x));

const functions: Telling['functions'] = {
  sigmoid: { of: sigma, tex: (x) => `\\sigma(${x})`, text: (x) => `σ(${x})` },
  sigmoidGate: {
    of: (dy, x) => dy * sigma(x) * sigma(-x),
    tex: (dy, x) => `${inTexProduct(dy)} \\cdot \\sigma(${x}) \\cdot (1 - \\sigma(${x}))`,
    text: (dy, x) => `${inProduct(dy)}·σ(${x})·(1 − σ(${x}))`,
  },
};

export const telling = { forward, backward, rules, functions } satisfies Telling;
