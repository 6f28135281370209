/** The words of a pad. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    kind: 'drawing pad',
    keys: 'arrow keys move the pen, Space puts it down and lifts it, Backspace takes back a stroke, Delete clears',
    hint: 'Draw a digit.',
    undo: 'undo',
    clear: 'clear',
    up: (x: string, y: string) => `Pen up, ${x} from the left, ${y} from the top.`,
    down: (x: string, y: string) => `Pen down, drawing, ${x} from the left, ${y} from the top.`,
    strokes: (count: number) =>
      count === 0 ? 'The pad is empty.' : count === 1 ? 'One stroke.' : `${count} strokes.`,
    example: 'An example is on the pad.',
  },
  {
    kind: '画板',
    keys: '方向键移动笔，空格键落笔和提笔，退格键撤销一笔，Delete 键清空',
    hint: '画一个数字。',
    undo: '撤销',
    clear: '清空',
    up: (x, y) => `笔已提起，距左边 ${x}，距上边 ${y}。`,
    down: (x, y) => `笔已落下，正在画，距左边 ${x}，距上边 ${y}。`,
    strokes: (count) => (count === 0 ? '画板是空的。' : `共 ${count} 笔。`),
    example: '板上是一个示例。',
  },
);
