/** ELU retold, cell by cell. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import { constant } from './elementwise.ts';
import { inProduct, inTexProduct } from '#words/numbers.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';

/** As the operation has it where none is given. */
const defaultAlpha = 1;

const forward = (call: Call): StageSteps[] =>
  activationForward(call, 'elu', { more: [limitOf(call)] });
const backward = (call: Call): StageSteps[] =>
  activationBackward(call, 'elu', { more: [limitOf(call)] });

const limitOf = (call: Call): Named =>
  constant(call.nameOf('alpha'), (call.attrs['alpha'] as number | undefined) ?? defaultAlpha);

const rules = activationRules({
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

const functions: Telling['functions'] = {
  elu: {
    of: (x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)),
    tex: (x, alpha) =>
      `${inTexProduct(x)} \\cdot [${x} > 0] + ${inTexProduct(alpha)} (e^{${x}} - 1) \\cdot [${x} \\le 0]`,
    text: (x, alpha) =>
      `${inProduct(x)}·[${x} > 0] + ${inProduct(alpha)}·(e^${inProduct(x)} − 1)·[${x} ≤ 0]`,
  },
  eluGate: {
    of: (dy, x, alpha) => (x > 0 ? dy : alpha * Math.exp(x) * dy),
    tex: (dy, x, alpha) =>
      `${inTexProduct(dy)} \\cdot ([${x} > 0] + ${inTexProduct(alpha)} e^{${x}} \\cdot [${x} \\le 0])`,
    text: (dy, x, alpha) =>
      `${inProduct(dy)}·([${x} > 0] + ${inProduct(alpha)}·e^${inProduct(x)}·[${x} ≤ 0])`,
  },
};

export const telling = { forward, backward, rules, functions } satisfies Telling;
