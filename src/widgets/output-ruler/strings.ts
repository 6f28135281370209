/** The words of this figure. */
import { dictionary } from '#words/language.ts';
import { listed } from '#words/lists.ts';
import type { Letter } from './model.ts';

interface Result {
  readonly windows: number;
  readonly H: number;
  readonly s: number;
  /** Rows that no window reads. */
  readonly unread: readonly number[];
  /** Rows of the padding among them. */
  readonly unreadPadding: number;
}

const rows = (unread: readonly number[]): string[] => unread.map(String);

export const strings = dictionary(
  {
    label: 'How many windows fit along one axis',
    letters: {
      H: 'rows of the input',
      r: 'padding, each side',
      k: 'rows of the kernel',
      s: 'stride',
    } satisfies Record<Letter, string>,
    formula: ({ H, r, k, s }: Record<Letter, number>, windows: number | undefined) =>
      `The floor of (${H} + 2·${r} − ${k}) / ${s}, plus 1${windows === undefined ? '' : `, is ${windows}`}`,
    ruler: 'The windows along the axis; left and right arrow go from one to the next',
    row: (h: number) => `row ${h}`,
    unread: 'in no window',
    refused: 'The engine refuses this:',
    result({ windows, unread, unreadPadding }: Result): string {
      const count = windows === 1 ? 'One window fits' : `${windows} windows fit`;
      if (unread.length > 0)
        return unread.length === 1
          ? `${count}. Row ${unread[0]} is in none of them: it is not used, and its gradient will be 0.`
          : `${count}. Rows ${listed(rows(unread), 'en')} are in none of them: they are not used, and their gradient will be 0.`;
      return unreadPadding > 0
        ? `${count}. Every row of the input is in one; only padding is left over.`
        : `${count}, and nothing is left over.`;
    },
    window: (p: number, first: number, last: number) =>
      first === last
        ? `Window ${p} reads row ${first} and makes row ${p} of the output.`
        : `Window ${p} reads rows ${first} to ${last} and makes row ${p} of the output.`,
    hint: 'Solid cells are the input, dashed ones padding. Each bar is one window, numbered by the output row that it makes.',
  },
  {
    label: '沿一条轴能放下多少个窗口',
    letters: { H: '输入的行数', r: '每侧的填充', k: '卷积核的行数', s: '步长' },
    formula: ({ H, r, k, s }, windows) =>
      `${H} 加 2 乘 ${r} 减 ${k}，除以 ${s}，向下取整，再加 1${windows === undefined ? '' : `，等于 ${windows}`}`,
    ruler: '沿这条轴的窗口；用左右方向键从一个到下一个',
    row: (h) => `第 ${h} 行`,
    unread: '不在任何窗口中',
    refused: '引擎拒绝这个设置：',
    result({ windows, unread, unreadPadding }) {
      const count = `能放下 ${windows} 个窗口`;
      if (unread.length > 0)
        return `${count}。第 ${listed(rows(unread), 'zh-cn')} 行不在任何窗口中：没有被用到，梯度将为 0。`;
      return unreadPadding > 0
        ? `${count}。输入的每一行都在某个窗口中，剩下的只有填充。`
        : `${count}，没有剩余。`;
    },
    window: (p, first, last) =>
      first === last
        ? `窗口 ${p} 读取第 ${first} 行，得到输出的第 ${p} 行。`
        : `窗口 ${p} 读取第 ${first} 到 ${last} 行，得到输出的第 ${p} 行。`,
    hint: '实线格子是输入，虚线格子是填充。每一条是一个窗口，上面的数是它得到的输出行。',
  },
);
