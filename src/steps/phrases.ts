/** The words around the numbers, in each language of the book. Cells and numbers come already written. */
import { dictionary } from '#words/language.ts';

export interface Phrases {
  gets(
    cell: string,
    names: string,
    values: string,
    value: string,
    hidden: string,
    note: string,
  ): string;
  nothing(cell: string, note: string): string;
  hidden(terms: number, products: boolean): string;
  /**
   * `between` where some of the zeros lie between the cells and not only around them; `products` where they are
   * multiplied by something.
   */
  outside(terms: number, tensor: string, between: boolean, products: boolean): string;
  largest(cell: string, list: string[], winner: string, value: string, tied: string[]): string;
  arrives(cell: string, from: string, value: string): string;
  lost(cell: string, passedBy: string[]): string;
  unread(cell: string): string;
  becomes(cell: string, names: string, values: string, value: string): string;
  stamps(from: string, value: string, cells: number, tensor: string, list: string[]): string;
  grows(cell: string, sum: string, value: string): string;
}

/** A sum of one number needs to be said once only. */
export const equation = (names: string, values: string, value: string): string =>
  values === value || values === '' ? `${names} = ${value}` : `${names} = ${values} = ${value}`;

const en: Phrases = {
  gets: (cell, names, values, value, hidden, note) =>
    `${cell} gets ${equation(names, values, value)}${hidden}${note}.`,
  nothing: (cell, note) => `${cell} gets 0${note || ': nothing reaches it'}.`,
  hidden: (terms, products) => ` (${terms} ${products ? 'products' : 'numbers'} in all)`,
  outside: (terms, tensor, between, products) => {
    const where = between ? `around or between the cells of ${tensor}` : `outside ${tensor}`;
    if (!products)
      return terms === 1 ? `; one more is a zero ${where}` : `; ${terms} more are zeros ${where}`;
    return terms === 1
      ? `; one more product meets a zero ${where}`
      : `; ${terms} more products meet zeros ${where}`;
  },
  largest: (cell, list, winner, value, tied) =>
    `${cell} is the largest of ${list.join(', ')}: ${winner} wins with ${value}` +
    (tied.length === 0
      ? '.'
      : `; ${tied.join(' and ')} ${tied.length === 1 ? 'is' : 'are'} as large but later, and the first wins.`),
  arrives: (cell, from, value) => `${cell} gets ${from} = ${value}: the number here won there.`,
  lost: (cell, passedBy) =>
    `${cell} gets 0: ${passedBy.join(' and ')} ${passedBy.length === 1 ? 'goes' : 'go'} to another cell.`,
  unread: (cell) => `${cell} gets 0: no window reads it.`,
  becomes: (cell, names, values, value) => `${cell} is ${equation(names, values, value)}.`,
  stamps: (from, value, cells, tensor, list) =>
    cells === 0
      ? `${from} = ${value} reaches no cell.`
      : `${from} = ${value} adds its share to ${cells} ${cells === 1 ? 'cell' : 'cells'} of ${tensor}: ${list.join('; ')}.`,
  grows: (cell, sum, value) => `${cell} becomes ${sum} = ${value}`,
};

const zhCn: Phrases = {
  gets: (cell, names, values, value, hidden, note) =>
    `${cell} 得到 ${equation(names, values, value)}${hidden}${note}。`,
  nothing: (cell, note) => `${cell} 得到 0${note || '：没有任何量到达它'}。`,
  hidden: (terms, products) => `（共 ${terms} 个${products ? '乘积' : '数'}）`,
  outside: (terms, tensor, between, products) =>
    `；另有 ${terms} 个${products ? '乘积遇到' : '是'} ${tensor} ${between ? '四周或格子之间' : '之外'}的零`,
  largest: (cell, list, winner, value, tied) =>
    `${cell} 是 ${list.join('、')} 中最大的：${winner} 以 ${value} 胜出` +
    (tied.length === 0 ? '。' : `；${tied.join('、')} 一样大，但排在后面，先出现者胜。`),
  arrives: (cell, from, value) => `${cell} 得到 ${from} = ${value}，因为这里的数在那里胜出。`,
  lost: (cell, passedBy) => `${cell} 得到 0：${passedBy.join('、')} 流向了别的格子。`,
  unread: (cell) => `${cell} 得到 0：没有窗口读过它。`,
  becomes: (cell, names, values, value) => `${cell} 等于 ${equation(names, values, value)}。`,
  stamps: (from, value, cells, tensor, list) =>
    cells === 0
      ? `${from} = ${value} 没有到达任何格子。`
      : `${from} = ${value} 把它的份加到 ${tensor} 的 ${cells} 个格子上：${list.join('；')}。`,
  grows: (cell, sum, value) => `${cell} 变为 ${sum} = ${value}`,
};

export const phrases = dictionary(en, zhCn);
