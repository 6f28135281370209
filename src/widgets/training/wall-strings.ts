/** The words of the wall of test digits. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    title: (count: number) => `The first ${count} test digits`,
    titleBefore: 'The first test digits',
    right: (right: number, count: number) => `${right} of ${count} right`,
    label: (title: string, right: string) =>
      `${title}${right && `, ${right}`}. Arrow keys go from one to the next.`,
    hint: 'A frame is an error; the small number is the network’s answer. Point at a digit to read more.',
    before: 'They come with the data set.',
    unread: (label: number) => `A ${label}.`,
    read: (label: number, guess: number, sureness: string) =>
      `A ${label}, read as ${guess}, probability ${sureness}.`,
    lost: (label: number) => `A ${label}. The network names no digit: its probabilities are NaN.`,
  },
  {
    title: (count) => `前 ${count} 个测试数字`,
    titleBefore: '前几个测试数字',
    right: (right, count) => `${count} 个中认对 ${right} 个`,
    label: (title, right) => `${title}${right && `，${right}`}。用方向键逐个查看。`,
    hint: '带框的是认错的数字，角上的小字是网络的答案。指向一个数字可查看详情。',
    before: '数据集就绪后显示。',
    unread: (label) => `这是 ${label}。`,
    read: (label, guess, sureness) => `这是 ${label}，认作 ${guess}，概率 ${sureness}。`,
    lost: (label) => `这是 ${label}。网络没有给出数字：它的概率是 NaN。`,
  },
);
