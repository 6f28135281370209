/** Sigmoid retold, cell by cell. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import type { Call, StageSteps } from './stage.ts';

export const sigmoidForward = (call: Call): StageSteps[] => activationForward(call, 'sigmoid');
export const sigmoidBackward = (call: Call): StageSteps[] => activationBackward(call, 'sigmoid');

export const sigmoidRules = activationRules({
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
