/** ReLU retold: a gate that is open where x is positive, for the number forward and for its gradient back. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import { inProduct, inTexProduct } from '#words/numbers.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';

const forward = (call: Call): StageSteps[] => activationForward(call, 'relu');
const backward = (call: Call): StageSteps[] => activationBackward(call, 'relu');

const rules = activationRules({
  name: 'relu',
  file: 'ops/relu.ts',
  title: { en: 'ReLU', 'zh-cn': 'ReLU' },
  lead: {
    en: 'What is positive passes; everything else becomes 0.',
    'zh-cn': '正数通过，其余变为 0。',
  },
  backward: {
    en: 'The gate is where it was: dy passes where x was positive, and 0 goes on where it was not. [x > 0] stands for 1 or 0.',
    'zh-cn': '闸门还在原处：x 为正处 dy 通过，否则传下去的是 0。[x > 0] 代表 1 或 0。',
  },
  tex: 'y = \\max(x, 0)',
  backwardTex: '\\mathrm{d}x = \\mathrm{d}y \\text{ where } x > 0, \\text{ else } 0',
  line: 'out[k] = Math.max(x[k], 0);',
  backwardLine: 'dx.data[k] = x[k] <= 0 ? 0 : upstream[k];',
});

const functions: Telling['functions'] = {
  relu: {
    of: (x) => Math.max(x, 0),
    tex: (x) => `\\max(${x},\\, 0)`,
    text: (x) => `max(${x}, 0)`,
  },
  reluGate: {
    of: (dy, x) => (x <= 0 ? 0 : dy),
    tex: (dy, x) => `${inTexProduct(dy)} \\cdot [${x} > 0]`,
    text: (dy, x) => `${inProduct(dy)}·[${x} > 0]`,
  },
};

export const telling = { forward, backward, rules, functions } satisfies Telling;
