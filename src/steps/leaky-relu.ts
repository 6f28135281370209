/** Leaky ReLU retold: the gate never closes entirely. */
import { activationBackward, activationForward, activationRules } from './activation.ts';
import { constant } from './elementwise.ts';
import { functions } from './functions.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';

/** As the operation has it where none is given. */
const defaultAlpha = 0.01;

const forward = (call: Call): StageSteps[] =>
  activationForward(call, 'leakyRelu', { fn: 'leaky', more: [slopeOf(call)] });
const backward = (call: Call): StageSteps[] =>
  activationBackward(call, 'leakyRelu', { fn: 'leakyGate', more: [slopeOf(call)] });

const slopeOf = (call: Call): Named =>
  constant(call.nameOf('alpha'), (call.attrs['alpha'] as number | undefined) ?? defaultAlpha);

const rules = activationRules({
  name: 'leakyRelu',
  file: 'ops/leaky-relu.ts',
  title: { en: 'leaky ReLU', 'zh-cn': '带泄漏的 ReLU' },
  lead: {
    en: 'What is positive passes; of the rest, a little does.',
    'zh-cn': '正数通过，其余只通过一点点。',
  },
  backward: {
    en: 'dy passes where x was positive; elsewhere alpha times dy does.',
    'zh-cn': 'x 为正处 dy 通过，其余处通过 alpha 倍的 dy。',
  },
  forwardFunction: functions.leaky,
  backwardFunction: functions.leakyGate,
  line: 'y.data[k] = x.data[k] > 0 ? x.data[k] : alpha * x.data[k];',
  backwardLine: 'dx.data[k] = x[k] > 0 ? upstream[k] : alpha * upstream[k];',
});

export const telling = { forward, backward, rules } satisfies Telling;
