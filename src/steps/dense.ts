/** A dense layer retold, forward and backward; terms in the engine's order. */
import { is, named, over, plus, times } from './expression.ts';
import { equationsOf, rulesOf, type Equations } from './rule.ts';
import { cellStage, operand, operandsOf, product, single, stagePlan } from './stage.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';
import type { Term } from './step.ts';

function forward(call: Call): StageSteps[] {
  const { x, weight, bias, y } = call.tensors;
  const plan = stagePlan(call, 'forward', 'dense.forward', { x, weight, bias, y });
  const [, inFeatures] = weight.tensor.shape;
  const xAt = operandsOf(x);
  const stage = cellStage(plan, ([n, d]) => {
    const terms = count(inFeatures, (c) => product(operand(weight, [d, c]), xAt(n, c)));
    return { kind: 'sum', terms, bias: operand(bias, [d]) };
  });
  return [stage];
}

function backward(call: Call): StageSteps[] {
  const { x, weight, dy, dx, dWeight, dBias } = call.tensors;
  const [N] = x.tensor.shape;
  const [outFeatures] = weight.tensor.shape;
  const stage = (rule: string, tensors: Call['tensors'], terms: (index: number[]) => Term[]) =>
    cellStage(stagePlan(call, 'backward', rule, tensors), (index) => ({
      kind: 'sum',
      terms: terms(index),
    }));
  return [
    stage('dense.dBias', { dy, dBias }, ([d]) => count(N, (n) => single(operand(dy, [n, d])))),
    stage('dense.dWeight', { dy, x, dWeight }, ([d, c]) =>
      count(N, (n) => product(operand(dy, [n, d]), operand(x, [n, c]))),
    ),
    stage('dense.dx', { dy, weight, dx }, ([n, c]) =>
      count(outFeatures, (d) => product(operand(dy, [n, d]), operand(weight, [d, c]))),
    ),
  ];
}

function count(terms: number, make: (k: number) => Term): Term[] {
  const made = new Array<Term>(terms);
  for (let k = 0; k < terms; k++) made[k] = make(k);
  return made;
}

const common = {
  file: 'ops/dense.ts',
  axes: {
    ...{ x: 'n c', weight: 'd c', bias: 'd', y: 'n d' },
    ...{ dy: 'n d', dx: 'n c', dWeight: 'd c', dBias: 'd' },
  },
};
const rules = rulesOf('dense', common, {
  forward: {
    title: { en: 'dense layer', 'zh-cn': '全连接层' },
    lead: {
      en: 'Every output is a weighted sum of all inputs, plus its bias.',
      'zh-cn': '每个输出是所有输入的加权和，再加上偏置。',
    },
    region: 'forward',
    line: 'sum += weight[d][c] * x[n][c];',
    writes: 'y',
    operands: ['weight', 'x'],
  },
  dBias: {
    title: { en: 'gradient of the bias', 'zh-cn': '偏置的梯度' },
    lead: {
      en: 'The bias was added once for each example, so its gradient is the sum of dy over the batch.',
      'zh-cn': '偏置对每个样本加了一次，所以它的梯度是 dy 在这一批上的总和。',
    },
    region: 'dBias',
    line: 'sum += dy[n][d];',
    operands: ['dy'],
  },
  dWeight: {
    title: { en: 'gradient of the weights', 'zh-cn': '权重的梯度' },
    lead: {
      en: 'A weight joins one input to one output: its gradient is the dy at one end times the x at the other, summed over the batch.',
      'zh-cn': '一个权重连接一个输入和一个输出：它的梯度是一端的 dy 乘以另一端的 x，对这一批求和。',
    },
    region: 'dWeight',
    line: 'sum += dy[n][d] * x[n][c];',
    operands: ['dy', 'x'],
  },
  dx: {
    title: { en: 'gradient of the input', 'zh-cn': '输入的梯度' },
    lead: {
      en: 'An input went into every output, so it collects every dy, each through the weight it left by.',
      'zh-cn': '一个输入进入了每个输出，所以它收集每个 dy，各自经过当初走过的权重。',
    },
    region: 'dx',
    line: 'sum += dy[n][d] * weight[d][c];',
    operands: ['dy', 'weight'],
  },
});

export const telling = { forward, backward, rules } satisfies Telling;

export const equations = (): Equations =>
  equationsOf('dense', {
    forward: is(
      named('y', 'n d'),
      plus(over('Σ', 'c', times(named('weight', 'd c'), named('x', 'n c'))), named('bias', 'd')),
    ),
    dBias: is(named('dBias', 'd'), over('Σ', 'n', named('dy', 'n d'))),
    dWeight: is(
      named('dWeight', 'd c'),
      over('Σ', 'n', times(named('dy', 'n d'), named('x', 'n c'))),
    ),
    dx: is(named('dx', 'n c'), over('Σ', 'd', times(named('dy', 'n d'), named('weight', 'd c')))),
  });
