/**
 * Max-pooling retold: forward each window selects its largest number, backward each gradient is routed to that
 * winner. Padding is -infinity; on a tie the first in row-major order wins; where windows overlap, shares add up.
 */
import { gate, is, named, over, relation, times, windowAt } from './expression.ts';
import { maxPool2dWinners } from '#engine/ops/max-pool2d.ts';
import { flatIndex } from '#engine/tensor.ts';
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
import { cellStage, operand, stagePlan, refTo, single } from './stage.ts';
import type { Call, StageSteps } from './stage.ts';
import type { Telling } from './telling.ts';
import type { CellRef, Operand } from './step.ts';

function forward(call: Call): StageSteps[] {
  const { x, y } = call.tensors;
  const { sizes, winnerOf } = plan(call);
  const stage = stagePlan(call, 'forward', 'maxPool2d.forward', { x, y }, attrsOf(sizes));
  return [
    cellStage(stage, (index) => {
      const candidates = windowOf(x, sizes, index, -Infinity);
      const flat = winnerOf(index);
      const { shape } = x.tensor;
      const isWinner = ({ ref, virtual }: Operand): boolean =>
        virtual === undefined && flatIndex(shape, ref.index) === flat;
      return { kind: 'select', candidates, winner: candidates.findIndex(isWinner) };
    }),
  ];
}

function backward(call: Call): StageSteps[] {
  const { x, dy, dx } = call.tensors;
  const { sizes, winnerOf } = plan(call);
  const stage = stagePlan(call, 'backward', 'maxPool2d.dx', { dy, x, dx }, attrsOf(sizes));
  return [
    cellStage(stage, (index) => {
      const own = flatIndex(x.tensor.shape, index);
      const from: Operand[] = [];
      const passedBy: CellRef[] = [];
      for (const window of windowsOver(sizes, index))
        if (winnerOf(window) === own) from.push(operand(dy, window));
        else passedBy.push(refTo(dy, window));
      return { kind: 'route', from, to: refTo(dx, index), passedBy };
    }),
  ];
}

/** The same gradient from the other side: each cell of dy adds itself to the winner of its window. */
function scatter(call: Call): StageSteps[] {
  const { x, dy, dx } = call.tensors;
  const { sizes, winnerOf } = plan(call);
  const stage = stagePlan(call, 'scatter', 'maxPool2d.scatter', { dy, x, dx }, attrsOf(sizes));
  const { shape } = x.tensor;
  return [
    scatterStage(stage, dy, {
      share: (from, to) =>
        winnerOf(from.ref.index) === flatIndex(shape, to) ? single(from) : undefined,
      reach: (from) => cellsUnder(x, sizes, from),
      reachedFrom: (to) => windowsOver(sizes, to),
    }),
  ];
}

function plan(call: Call) {
  const sizes = poolSizesOf('maxPool2d', call);
  const winners = maxPool2dWinners({ x: call.tensors['x'].tensor }, call.attrs);
  const { N, C, oH, oW } = sizes;
  /** Where in x.data the winner of a window is. */
  const winnerOf = (at: readonly number[]): number => winners[flatIndex([N, C, oH, oW], at)];
  return { sizes, winnerOf };
}

const common = { file: 'ops/max-pool2d.ts', axes: poolAxes, ...poolIndices };

const rules = rulesOf('maxPool2d', common, {
  forward: {
    title: { en: 'max-pooling', 'zh-cn': '最大池化' },
    lead: {
      en: 'Of every window only the largest number goes on; on a tie it is the first.',
      'zh-cn': '每个窗口只有最大的数继续向前；一样大时取第一个。',
    },
    region: 'winners',
    line: 'if (isFirst || wins(x.data[at], x.data[winner])) winner = at;',
    writes: 'y',
    operands: ['x'],
  },
  dx: {
    title: { en: 'gradient through max-pooling', 'zh-cn': '最大池化的梯度' },
    lead: {
      en: 'Only the winner of a window had a say in its y, so it takes the whole dy of that window. A cell under several windows adds up what it gets from those that it won.',
      'zh-cn':
        '一个窗口里只有胜者决定了它的 y，所以该窗口的整个 dy 归它。处于几个窗口下的格子，把它胜出的窗口的 dy 相加。',
    },
    region: 'dx gather',
    line: 'if (winners[window] === own) sum += dy.data[window];',
    operands: ['dy'],
  },
  scatter: {
    title: { en: 'gradient through max-pooling, stamped', 'zh-cn': '最大池化的梯度（盖印）' },
    lead: {
      en: 'Each cell of dy goes to the winner of its window; where overlapping windows share a winner, it adds up what they send.',
      'zh-cn': 'dy 的每个格子流向它窗口的胜者；几个重叠的窗口胜者相同时，它们的 dy 相加。',
    },
    region: 'dx scatter',
    line: 'dx.data[winners[window]] += dy.data[window];',
    writes: 'dx',
    operands: ['dy'],
  },
});

export const telling = { forward, backward, scatter, rules } satisfies Telling;

export const equations = (): Equations =>
  equationsOf('maxPool2d', {
    forward: is(named('y', 'n c p q'), over('max', 'i j', named('x', ...windowAt('n c')))),
    dx: is(
      named('dx', 'n c h w'),
      over('Σ', 'p q', times(named('dy', 'n c p q'), gate(is('winner', named('x', 'n c h w'))))),
    ),
    scatter: relation(named('dx', 'winner'), '+=', named('dy', 'n c p q')),
  });
