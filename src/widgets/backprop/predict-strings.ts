/** The words of predict mode once it is on, in every language. */
import { dictionary } from '#words/language.ts';

export const predictStrings = dictionary(
  {
    question: (cell: string) => `What will ${cell} be?`,
    guess: 'your guess',
    check: 'check',
    next: 'next step',
    show: 'show me',
    right: (truth: string) => `Right: ${truth}.`,
    close: (truth: string) => `It is ${truth}. Step on when you see why.`,
    notANumber: 'Type a number, such as -0.35.',
    score: (right: number, tried: number) =>
      `${right} of ${tried} right: within 5 %, or half of the last digit shown`,
    forget: 'forget the score',
  },
  {
    question: (cell) => `${cell} 会是多少？`,
    guess: '你的猜测',
    check: '检查',
    next: '下一步',
    show: '给我看',
    right: (truth) => `对：${truth}。`,
    close: (truth) => `它是 ${truth}。想明白了再继续。`,
    notANumber: '请输入一个数，例如 -0.35。',
    score: (right, tried) => `${tried} 次中对了 ${right} 次：误差在 5 % 或所示末位的一半以内`,
    forget: '清除得分',
  },
);
