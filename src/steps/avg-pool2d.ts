/** Average pooling retold: a window's sum divided by its count; backward each gradient is shared out evenly. */
import { is, named, over, quotient, relation, windowAt } from './expression.ts';
import { avgPool2dCounts, type AvgPool2dAttrs } from '#engine/ops/avg-pool2d.ts';
import { constant } from './elementwise.ts';
import {
  attrsOf,
  cellsUnder,
  poolAxes,
  poolIndices,
  poolSizesOf,
  windowOf,
  windowsOver,
} from './windows.ts';
import { equationsOf, rulesOf, type Equations } from './rule.ts';
import { scatterStage } from './scatter.ts';
import { cellStage, operand, stagePlan, single } from './stage.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';
import type { Operand, Term } from './step.ts';

function forward(call: Call): StageSteps[] {
  const { x, y } = call.tensors;
  const { sizes, countOf, counted } = plan(call);
  const stage = stagePlan(
    call,
    'forward',
    'avgPool2d.forward',
    { x, ...counted, y },
    attrsOf(sizes),
  );
  return [
    cellStage(stage, (index) => ({
      kind: 'sum',
      terms: windowOf(x, sizes, index, 0).map(single),
      divisor: countOf(index),
    })),
  ];
}

function backward(call: Call): StageSteps[] {
  const { dy, dx } = call.tensors;
  const { sizes, countOf, counted } = plan(call);
  const stage = stagePlan(call, 'backward', 'avgPool2d.dx', { dy, ...counted, dx }, attrsOf(sizes));
  return [
    cellStage(stage, (index) => ({
      kind: 'sum',
      terms: windowsOver(sizes, index).map((at) => share(operand(dy, at), countOf(at))),
    })),
  ];
}

function scatter(call: Call): StageSteps[] {
  const { x, dy, dx } = call.tensors;
  const { sizes, countOf, counted } = plan(call);
  const stage = stagePlan(
    call,
    'scatter',
    'avgPool2d.scatter',
    { dy, ...counted, dx },
    attrsOf(sizes),
  );
  return [
    scatterStage(stage, dy, {
      share: (from) => share(from, countOf(from.ref.index)),
      reach: (from) => cellsUnder(x, sizes, from),
      reachedFrom: (to) => windowsOver(sizes, to),
    }),
  ];
}

const share = (dy: Operand, count: Operand): Term => ({
  factors: [dy],
  over: count,
  product: dy.value / count.value,
});

/** What each window is divided by: one number for all, or, where the padding does not count, a table [oH, oW]. */
function plan(call: Call) {
  const sizes = poolSizesOf('avgPool2d', call);
  const { countIncludePad = true } = call.attrs as Partial<AvgPool2dAttrs>;
  const { oH, oW, kH, kW } = sizes;
  const count = constant(call.nameOf('count'), kH * kW);
  if (countIncludePad) return { sizes, counted: { count }, countOf: () => operand(count, []) };
  const data = avgPool2dCounts(sizes, { countIncludePad });
  const table = { ...count, tensor: { shape: [oH, oW], data } };
  return {
    sizes,
    counted: { count: table },
    countOf: ([, , p, q]: readonly number[]) => operand(table, [p, q]),
  };
}

const common = {
  file: 'ops/avg-pool2d.ts',
  axes: { ...poolAxes, count: 'p q' },
  ...poolIndices,
};

const rules = rulesOf('avgPool2d', common, {
  forward: {
    title: { en: 'average pooling', 'zh-cn': '平均池化' },
    lead: {
      en: 'Every window is replaced by the mean of its numbers: their sum divided by count, the number of its places, with or without those in the padding.',
      'zh-cn':
        '每个窗口由其中各数的均值代替：总和除以 count，即窗口中的格子数，填充处可以计入，也可以不计。',
    },
    region: 'forward',
    line: 'sum += x.data[((n * C + c) * H + h) * W + w];',
    writes: 'y',
    operands: ['x'],
  },
  dx: {
    title: { en: 'gradient through average pooling', 'zh-cn': '平均池化的梯度' },
    lead: {
      en: 'All numbers of a window had the same say in its y, so each gets the same share of its dy. Where windows overlap, the shares add up.',
      'zh-cn': '一个窗口里的数对它的 y 作用相同，所以各得其 dy 的同样一份。窗口重叠处，各份相加。',
    },
    region: 'dx gather',
    line: 'sum += g / counts[p * oW + q];',
    operands: ['dy'],
  },
  scatter: {
    title: { en: 'gradient through average pooling, stamped', 'zh-cn': '平均池化的梯度（盖印）' },
    lead: {
      en: 'Each cell of dy is divided by count and added to every cell of dx in its window.',
      'zh-cn': 'dy 的每个格子除以 count，加到它窗口里 dx 的每个格子上。',
    },
    region: 'dx scatter',
    line: 'dx.data[at] += g / counts[p * oW + q];',
    writes: 'dx',
    operands: ['dy'],
  },
});

export const telling = { forward, backward, scatter, rules } satisfies Telling;

export const equations = (): Equations =>
  equationsOf('avgPool2d', {
    forward: is(
      named('y', 'n c p q'),
      quotient(over('Σ', 'i j', named('x', ...windowAt('n c'))), 'count'),
    ),
    dx: is(named('dx', 'n c h w'), over('Σ', 'p q', quotient(named('dy', 'n c p q'), 'count'))),
    scatter: relation(
      named('dx', ...windowAt('n c')),
      '+=',
      quotient(named('dy', 'n c p q'), 'count'),
    ),
  });
