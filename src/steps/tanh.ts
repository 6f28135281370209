/** The hyperbolic tangent retold, cell by cell. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import type { Call, StageSteps } from './stage.ts';

export const tanhForward = (call: Call): StageSteps[] => activationForward(call, 'tanh');
export const tanhBackward = (call: Call): StageSteps[] => activationBackward(call, 'tanh');

export const tanhRules = activationRules({
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
