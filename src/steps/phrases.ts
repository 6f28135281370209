/** The words around the numbers, in each language of the book. Cells and numbers come already written. */
import { dictionary } from '#words/language.ts';
import { listed } from '#words/lists.ts';
import type { Equality } from './rounding.ts';

/** How many of a step's numbers or products are not written, and which of them are zeros that stand in no cell. */
export interface Unwritten {
  /** All of them, zeros included. */
  readonly total: number;
  readonly written: number;
  readonly zeros: number;
  /** The tensor that the zeros lie outside of. */
  readonly tensor: string;
  /** Some of the zeros lie between its cells, and not only around them. */
  readonly between: boolean;
  /** They are multiplied by something. */
  readonly products: boolean;
}

export interface Phrases {
  gets(cell: string, equation: string, unwritten: string): string;
  /** `zeros` are the products that came to nothing, told by `unwritten`; empty where there is not even one. */
  nothing(cell: string, zeros: string): string;
  unwritten(what: Unwritten): string;
  /** `places` of the window lie outside the tensor. */
  largest(won: {
    readonly cell: string;
    readonly list: readonly string[];
    readonly winner: string;
    readonly value: string;
    readonly tied: readonly string[];
    readonly places: number;
    readonly tensor: string;
  }): string;
  /** `windows` many were won; `passedBy` went to others. */
  arrives(cell: string, equation: string, windows: number, passedBy: readonly string[]): string;
  lost(cell: string, passedBy: readonly string[]): string;
  unread(cell: string): string;
  becomes(cell: string, equation: string): string;
  stamps(from: string, value: string, cells: number, tensor: string, list: string[]): string;
  grows(cell: string, equation: string): string;
  /** What is left out of a list. */
  readonly gap: string;
}

/** By names, by numbers (if these are others), and what it comes to; a sum of one number is said once only. */
export const equation = (
  names: string,
  values: string,
  value: string,
  sign: Equality = '=',
): string => {
  if (values === '') return `${names} ${sign} ${value}`;
  return values === value ? `${names} = ${value}` : `${names} = ${values} ${sign} ${value}`;
};

const en: Phrases = {
  gets: (cell, equation, unwritten) => `${cell} gets ${equation}${unwritten}.`,
  nothing: (cell, zeros) => `${cell} gets 0${zeros || ': nothing reaches it'}.`,
  unwritten({ total, written, zeros, tensor, between, products }) {
    const where = between ? `around or between the cells of ${tensor}` : `outside ${tensor}`;
    const things = products ? 'products' : 'numbers';
    const are = (count: number) => {
      if (count === 1) return products ? `meets a zero ${where}` : `is a zero ${where}`;
      return products ? `meet zeros ${where}` : `are zeros ${where}`;
    };
    if (written + zeros < total)
      return zeros === 0
        ? ` (${total} ${things} in all)`
        : ` (${total} ${things} in all, of which ${zeros} ${are(zeros)})`;
    if (zeros === 0) return '';
    if (written === 0 && zeros > 1)
      return `; ${zeros === 2 ? 'both' : `all ${zeros}`} ${things} ${are(zeros)}`;
    if (written === 0) return `; its only ${products ? 'product' : 'number'} ${are(1)}`;
    if (zeros === 1) return `; one more ${products ? 'product ' : ''}${are(1)}`;
    return `; ${zeros} more ${products ? 'products ' : ''}${are(zeros)}`;
  },
  largest: ({ cell, list, winner, value, tied, places, tensor }) =>
    (list.length === 1
      ? `${cell} is ${list[0]}, the only number`
      : `${cell} is the largest of ${list.join(', ')}: ${winner} wins with ${value}`) +
    (tied.length === 0
      ? ''
      : `; ${listed(tied, 'en')} ${tied.length === 1 ? 'is' : 'are'} as large but later, and the first wins`) +
    (places === 0
      ? '.'
      : `; ${places} ${places === 1 ? 'place lies' : 'places lie'} outside ${tensor} and cannot win.`),
  arrives: (cell, equation, windows, passedBy) =>
    `${cell} gets ${equation}: the number here won ${windows === 1 ? 'that window' : 'those windows'}` +
    (passedBy.length === 0 ? '.' : `; ${goes(passedBy)}.`),
  lost: (cell, passedBy) => `${cell} gets 0: ${goes(passedBy)}.`,
  unread: (cell) => `${cell} gets 0: no window reads it.`,
  becomes: (cell, equation) => `${cell} is ${equation}.`,
  stamps: (from, value, cells, tensor, list) =>
    cells === 0
      ? `${from} = ${value} reaches no cell.`
      : `${from} = ${value} adds its share to ${cells} ${cells === 1 ? 'cell' : 'cells'} of ${tensor}: ${list.join('; ')}.`,
  grows: (cell, equation) => `${cell} becomes ${equation}`,
  gap: '…',
};

/** To whom a gradient went instead. */
const goes = (passedBy: readonly string[]): string =>
  `${listed(passedBy, 'en')} ${passedBy.length === 1 ? 'goes to another cell' : 'go to other cells'}`;

const zhCn: Phrases = {
  gets: (cell, equation, unwritten) => `${cell} 得到 ${equation}${unwritten}。`,
  nothing: (cell, zeros) => `${cell} 得到 0${zeros || '：没有任何量到达它'}。`,
  unwritten({ total, written, zeros, tensor, between, products }) {
    const things = products ? '乘积' : '数';
    const are = `${products ? '遇到' : '是'} ${tensor} ${between ? '四周或格子之间' : '之外'}的零`;
    if (written + zeros < total)
      return zeros === 0
        ? `（共 ${total} 个${things}）`
        : `（共 ${total} 个${things}，其中 ${zeros} 个${are}）`;
    if (zeros === 0) return '';
    if (written > 0) return `；另有 ${zeros} 个${things}${are}`;
    return zeros === 1 ? `；唯一的${things}${are}` : `；${zeros} 个${things}都${are}`;
  },
  largest: ({ cell, list, winner, value, tied, places, tensor }) =>
    (list.length === 1
      ? `${cell} 等于 ${list[0]}，仅此一数`
      : `${cell} 是 ${list.join('、')} 中最大的：${winner} 以 ${value} 胜出`) +
    (tied.length === 0 ? '' : `；${listed(tied, 'zh-cn')} 一样大，但排在后面，先出现者胜`) +
    (places === 0 ? '。' : `；另有 ${places} 个位置在 ${tensor} 之外，不参与比较。`),
  arrives: (cell, equation, windows, passedBy) =>
    `${cell} 得到 ${equation}，因为这里的数在${windows === 1 ? '那个' : '那些'}窗口里胜出` +
    (passedBy.length === 0 ? '。' : `；${listed(passedBy, 'zh-cn')} 流向了别的格子。`),
  lost: (cell, passedBy) => `${cell} 得到 0：${listed(passedBy, 'zh-cn')} 流向了别的格子。`,
  unread: (cell) => `${cell} 得到 0：没有窗口读过它。`,
  becomes: (cell, equation) => `${cell} 等于 ${equation}。`,
  stamps: (from, value, cells, tensor, list) =>
    cells === 0
      ? `${from} = ${value} 没有到达任何格子。`
      : `${from} = ${value} 给 ${tensor} 的 ${cells} 个格子${cells === 1 ? '' : '各'}加上一份：${list.join('；')}。`,
  grows: (cell, equation) => `${cell} 变为 ${equation}`,
  gap: '……',
};

export const phrases = dictionary(en, zhCn);
