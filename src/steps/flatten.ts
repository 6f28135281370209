/** Flatten retold: the same numbers in one row. */
import { is, named, plus, times, type Expression } from './expression.ts';
import { flatIndex, unravel } from '#engine/tensor.ts';
import { applied } from './elementwise.ts';
import { equationsOf, rulesOf, type Equations } from './rule.ts';
import { cellStage, operand } from './stage.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';

function forward(call: Call): StageSteps[] {
  const { x, y } = call.tensors;
  return [copyStage(`${call.name}.forward.y`, 'flatten.forward', { x, y }, x, y)];
}

function backward(call: Call): StageSteps[] {
  const { dy, dx } = call.tensors;
  return [copyStage(`${call.name}.backward.dx`, 'flatten.dx', { dy, dx }, dy, dx)];
}

/** Each cell takes the number at the same place in memory. */
function copyStage(
  id: string,
  rule: string,
  tensors: Record<string, Named>,
  from: Named,
  writes: Named,
): StageSteps {
  const { shape } = writes.tensor;
  const [, , H, W] = tensors['x' in tensors ? 'x' : 'dx'].tensor.shape;
  const attrs: Record<string, number> = W === undefined ? {} : { H, W };
  return cellStage({ id, rule, tensors, writes, attrs }, (index) =>
    applied('copy', operand(from, unravel(from.tensor.shape, flatIndex(shape, index)))),
  );
}

const common = {
  file: 'ops/flatten.ts',
  axes: { x: 'n c h w', y: 'n k', dy: 'n k', dx: 'n c h w' },
  equations: ['k = (c·H + h)·W + w'],
};

const rules = rulesOf('flatten', common, {
  forward: {
    title: { en: 'flatten', 'zh-cn': '展平' },
    lead: {
      en: 'Nothing is computed: the same numbers, channel after channel and row after row, stand in one row.',
      'zh-cn': '不做任何计算：同样的数逐通道、逐行排成一行。',
    },
    region: 'forward',
    line: 'return { shape: flattenShape(x.shape), data: x.data.slice() };',
    writes: 'y',
    operands: ['x'],
  },
  dx: {
    title: { en: 'unflatten', 'zh-cn': '还原形状' },
    lead: {
      en: 'Every gradient goes back to the place its number came from.',
      'zh-cn': '每个梯度回到它的数原来的位置。',
    },
    region: 'backward',
    line: 'return { x: { shape: x.shape, data: upstream.data.slice() } };',
    operands: ['dy'],
  },
});

export const telling = { forward, backward, rules } satisfies Telling;

/** Where (c, h, w) stands in the row. */
const place = (): Expression => plus(times(plus(times('c', 'H'), 'h'), 'W'), 'w');

export const equations = (): Equations =>
  equationsOf('flatten', {
    forward: is(named('y', 'n', place()), named('x', 'n c h w')),
    dx: is(named('dx', 'n c h w'), named('dy', 'n', place())),
  });
