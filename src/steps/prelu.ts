/** PReLU retold: a leaky ReLU whose slope is a parameter, so it gets a gradient of its own. */
import { is, over, relation, times } from './expression.ts';
import { preluSizes } from '#engine/shape.ts';
import { flatIndex, unravel } from '#engine/tensor.ts';
import { activationEquations, activationRules, type Activation } from './activation.ts';
import { applied } from './elementwise.ts';
import { equationsOf, type Equations, type Rules } from './rule.ts';
import { cellStage, operand, stagePlan, product } from './stage.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';
import type { Operand, Term } from './step.ts';

function forward(call: Call): StageSteps[] {
  const { x, alpha, y } = call.tensors;
  const slope = slopeOf(call);
  const plan = stagePlan(call, 'forward', 'prelu.forward', { x, alpha, y });
  return [cellStage(plan, (index) => applied('leaky', operand(x, index), slope(index)))];
}

function backward(call: Call): StageSteps[] {
  const { x, alpha, dy, dx, dAlpha } = call.tensors;
  const slope = slopeOf(call);
  const plan = stagePlan(call, 'backward', 'prelu.dx', { dy, x, alpha, dx });
  const input = cellStage(plan, (index) =>
    applied('leakyGate', operand(dy, index), operand(x, index), slope(index)),
  );
  return [preluSlope(call, dAlpha.tensor.shape), input];
}

/** dAlpha collects from every cell on the negative side that shares it. */
function preluSlope(call: Call, shape: readonly number[]): StageSteps {
  const { x, dy, dAlpha } = call.tensors;
  const { slopes, cells } = preluSizes(x.tensor.shape, shape);
  const plan = stagePlan(call, 'backward', 'prelu.dAlpha', { dy, x, dAlpha });
  return cellStage(plan, ([own]) => {
    const terms: Term[] = [];
    const { data, shape: xShape } = x.tensor;
    for (let k = 0; k < data.length; k++) {
      if (Math.floor(k / cells) % slopes !== own || data[k] > 0) continue;
      const index = unravel(xShape, k);
      terms.push(product(operand(dy, index), operand(x, index)));
    }
    return { kind: 'sum', terms };
  });
}

/** Finds the slope that a cell of x goes by. */
function slopeOf({ tensors: { x, alpha } }: Call): (index: readonly number[]) => Operand {
  const { slopes, cells } = preluSizes(x.tensor.shape, alpha.tensor.shape);
  return (index) => operand(alpha, [Math.floor(flatIndex(x.tensor.shape, index) / cells) % slopes]);
}

const shared: Activation = {
  name: 'prelu',
  file: 'ops/prelu.ts',
  title: { en: 'PReLU', 'zh-cn': 'PReLU' },
  lead: {
    en: 'What is positive passes; the rest is multiplied by alpha, a slope that is learned.',
    'zh-cn': '正数通过，其余乘以学出来的斜率 alpha。',
  },
  backward: {
    en: 'dy passes where x was positive; elsewhere alpha times dy passes.',
    'zh-cn': 'x 为正处 dy 通过，其余处通过 alpha 倍的 dy。',
  },
  fn: 'leaky',
  line: 'y.data[k] = x.data[k] > 0 ? x.data[k] : slope * x.data[k];',
  backwardLine: 'dx.data[k] = x[k] > 0 ? upstream[k] : inputs.alpha.data[c] * upstream[k];',
};

const rules: Rules = {
  ...activationRules(shared),
  'prelu.dAlpha': {
    title: { en: 'gradient of the slope', 'zh-cn': '斜率的梯度' },
    lead: {
      en: 'alpha multiplied every x that was not positive; its gradient adds these up, each times its dy.',
      'zh-cn': 'alpha 乘过每个不为正的 x，它的梯度就是把这些 x 各乘其 dy 再相加。',
    },
    file: 'ops/prelu.ts',
    region: 'backward',
    line: 'if (!(x[k] > 0)) sums[c] += upstream[k] * x[k];',
    axes: { x: 'n c h w', dy: 'n c h w', dAlpha: 'c' },
    writes: 'dAlpha',
    flat: { k: 'x' },
    operands: ['dy', 'x'],
  },
};

export const telling = { forward, backward, rules } satisfies Telling;

export const equations = (): Equations => ({
  ...activationEquations(shared),
  ...equationsOf('prelu', {
    dAlpha: is('dAlpha', over('Σ', [relation('x', '≤', 0)], times('dy', 'x'))),
  }),
});
