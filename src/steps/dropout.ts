/** Dropout retold: each cell times its cell of the mask, which was drawn before. */
import { dropoutMask } from '#engine/ops/dropout.ts';
import { doingStage } from './elementwise.ts';
import { is, times } from './expression.ts';
import { equationsOf, rulesOf, type Equations } from './rule.ts';
import { stagePlan, type Call, type Named, type StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';

function forward(call: Call): StageSteps[] {
  const { x, y } = call.tensors;
  const plan = stagePlan(call, 'forward', 'dropout.forward', { x, mask: maskOf(call), y });
  return [doingStage(plan, 'multiply')];
}

function backward(call: Call): StageSteps[] {
  const { dy, dx } = call.tensors;
  const plan = stagePlan(call, 'backward', 'dropout.dx', { dy, mask: maskOf(call), dx });
  return [doingStage(plan, 'multiply')];
}

const maskOf = ({ tensors, attrs, nameOf }: Call): Named => ({
  name: nameOf('mask'),
  tensor: dropoutMask(tensors['x'].tensor, attrs),
  role: 'state',
});

const axes = 'n c h w';
const common = {
  file: 'ops/dropout.ts',
  axes: { x: axes, mask: axes, y: axes, dy: axes, dx: axes },
};

const rules = rulesOf('dropout', common, {
  forward: {
    title: { en: 'dropout', 'zh-cn': 'dropout（随机失活）' },
    lead: {
      en: 'The mask is 0 for the cells that are switched off at random and 1 / (1 − rate) for the rest, so that on average every cell stays as it was. Outside of training it is 1 everywhere.',
      'zh-cn':
        '随机关掉的格子，掩码为 0，其余为 1 / (1 − rate)，使每个格子平均而言不变。不在训练时，掩码处处为 1。',
    },
    region: 'forward',
    line: 'y.data[k] = x.data[k] * mask.data[k];',
    writes: 'y',
    flat: { k: 'y' },
    operands: ['x', 'mask'],
  },
  dx: {
    title: { en: 'gradient through dropout', 'zh-cn': 'dropout 的梯度' },
    lead: {
      en: 'The same mask once more: a cell that was switched off had no say in the loss.',
      'zh-cn': '再用一次同一个掩码：被关掉的格子对损失没有影响。',
    },
    region: 'backward',
    line: 'dx.data[k] = upstream.data[k] * mask.data[k];',
    flat: { k: 'dx' },
    operands: ['dy', 'mask'],
  },
});

export const telling = { forward, backward, rules } satisfies Telling;

export const equations = (): Equations =>
  equationsOf('dropout', {
    forward: is('y', times('x', 'mask')),
    dx: is('dx', times('dy', 'mask')),
  });
