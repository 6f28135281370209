/** The words of the pad that one draws on, in every language. */
import { dictionary } from '#words/language.ts';

export const padStrings = dictionary(
  {
    hint: 'Draw with the pointer: pressing on ink takes it away. With keys: arrows move, space inks, 0 to 9 set how much ink there is.',
    ink: (cell: string, ink: string) => `${cell}, ink ${ink}`,
  },
  {
    hint: '用指针绘制：按在墨迹上则擦去。用键盘：方向键移动，空格键上墨，0 到 9 设定墨量。',
    ink: (cell, ink) => `${cell}，墨量 ${ink}`,
  },
);
