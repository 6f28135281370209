/** The words of this figure. */
import { dictionary } from '#words/language.ts';
import type { LayerName } from './layers.ts';
import type { Scaling } from './scales.ts';

/** The sum of a window, in numbers as they are printed. */
interface Told {
  readonly rows: string;
  readonly columns: string;
  readonly d: number;
  readonly sum: string;
  readonly above: string;
  readonly below: string;
}

export const strings = dictionary(
  {
    label: 'Feature maps of a digit',
    digit: 'Digit',
    digitNamed: (digit: number) => `the digit ${digit}`,
    another: 'another hand',
    unfetched: 'The digits of another hand could not be loaded; try again.',
    kernels: 'Kernels',
    stride: 'Stride',
    padding: 'Padding',
    relu: 'ReLU',
    pooling: 'max-pooling 2×2',
    scale: 'Colours',
    scales: {
      map: 'each map for itself',
      layer: 'one scale a row',
      figure: 'one scale for all maps',
    } satisfies Record<Scaling, string>,
    brush: 'A press writes',
    undo: 'undo',
    range: (first: string, last: string) => `${first} to ${last}`,
    kernel: (d: number) => `Kernel ${d}`,
    own: 'painted by you',
    layers: { y: 'map', relu: 'ReLU', pool: 'pooled' } satisfies Record<LayerName, string>,
    legends: { y: 'maps', relu: 'after ReLU', pool: 'pooled' } satisfies Record<LayerName, string>,
    legendOfAll: 'all maps',
    products: 'pixel × weight',
    weights: 'weights, products',
    refused: 'The engine refuses this:',
    kept: 'The maps are still those of the last combination that fits.',
    blank: ({ rows, columns, d }: Told) =>
      `Rows ${rows}, columns ${columns}: no ink that kernel ${d} weighs, so all nine products are 0.`,
    told: ({ rows, columns, d, sum, above, below }: Told) =>
      `Rows ${rows}, columns ${columns} under kernel ${d}: ${above} from products above 0, ${below} from those below. Sum: ${sum}.`,
    open: 'ReLU lets it through.',
    closed: 'ReLU makes it 0.',
    winner: 'It is the largest of its four and goes on.',
    hint: 'Point at a map, or go through it with the arrow keys: the frame shows which pixels made that number. A click keeps it. Press the cells of a kernel to paint them; double-click or Enter to type a number. The bias is 0.',
  },
  {
    label: '一个数字的特征图',
    digit: '数字',
    digitNamed: (digit) => `数字 ${digit}`,
    another: '换一种笔迹',
    unfetched: '另一种笔迹的数字无法加载；请再试一次。',
    kernels: '卷积核个数',
    stride: '步长',
    padding: '填充',
    relu: 'ReLU',
    pooling: '2×2 最大池化',
    scale: '颜色',
    scales: {
      map: '每幅图各自一把标尺',
      layer: '每一行一把标尺',
      figure: '所有特征图一把标尺',
    },
    brush: '按下时写入',
    undo: '撤销',
    range: (first, last) => `${first} 到 ${last}`,
    kernel: (d) => `卷积核 ${d}`,
    own: '你画的',
    layers: { y: '特征图', relu: 'ReLU', pool: '池化后' },
    legends: { y: '特征图', relu: 'ReLU 之后', pool: '池化之后' },
    legendOfAll: '所有特征图',
    products: '像素 × 权重',
    weights: '权重与乘积',
    refused: '引擎拒绝这个组合：',
    kept: '特征图仍是上一个合适的组合的。',
    blank: ({ rows, columns, d }) =>
      `第 ${rows} 行、第 ${columns} 列：卷积核 ${d} 在这里碰不到墨，九个乘积都是 0。`,
    told: ({ rows, columns, d, sum, above, below }) =>
      `卷积核 ${d} 下的第 ${rows} 行、第 ${columns} 列：大于 0 的乘积共 ${above}，小于 0 的共 ${below}。和为 ${sum}。`,
    open: 'ReLU 让它通过。',
    closed: 'ReLU 把它变成 0。',
    winner: '它是四个数中最大的，继续向前。',
    hint: '指向特征图，或用方向键在其中移动：方框表明这个数由哪些像素算出，点击可固定。按卷积核的格子可以作画，双击或按回车键可输入一个数。偏置为 0。',
  },
);
