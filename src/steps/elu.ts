/** ELU retold, cell by cell. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import { constant } from './elementwise.ts';
import type { Call, Named, StageSteps } from './stage.ts';

/** As the operation has it where none is given. */
const defaultAlpha = 1;

export const eluForward = (call: Call): StageSteps[] =>
  activationForward(call, 'elu', limitOf(call));
export const eluBackward = (call: Call): StageSteps[] =>
  activationBackward(call, 'elu', limitOf(call));

const limitOf = (call: Call): Named =>
  constant(call.nameOf('alpha'), (call.attrs['alpha'] as number | undefined) ?? defaultAlpha);

export const eluRules = activationRules({
  name: 'elu',
  file: 'ops/elu.ts',
  title: { en: 'ELU', 'zh-cn': 'ELU' },
  lead: {
    en: 'What is positive passes; the rest bends smoothly towards −alpha.',
    'zh-cn': '正数通过，其余平滑地弯向 −alpha。',
  },
  backward: {
    en: 'dy passes where x was positive; elsewhere it is multiplied by the slope of the bend.',
    'zh-cn': 'x 为正处 dy 通过，其余处乘以弯曲部分的斜率。',
  },
  tex: 'y = x \\text{ where } x > 0, \\text{ else } \\alpha (e^x - 1)',
  backwardTex:
    '\\mathrm{d}x = \\mathrm{d}y \\text{ where } x > 0, \\text{ else } \\alpha e^x \\, \\mathrm{d}y',
  line: 'y.data[k] = x.data[k] > 0 ? x.data[k] : alpha * Math.expm1(x.data[k]);',
  backwardLine: 'dx.data[k] = x[k] > 0 ? upstream[k] : alpha * Math.exp(x[k]) * upstream[k];',
});
