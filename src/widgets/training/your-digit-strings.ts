/** The words of the pad at the end of a run. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    title: 'Now yours',
    ask: 'Draw a digit: the network that you have just trained reads it.',
    pad: 'Pad for one digit',
    seen: 'What the network is given: your digit, scaled and centred as MNIST’s are',
    bars: 'Probability of each digit',
    answer: (digit: number, sureness: string) => `Read as ${digit}, probability ${sureness}.`,
    lost: 'The network names no digit: its probabilities are NaN.',
    otherSize: (height: number, width: number) =>
      `This network reads images of ${height} × ${width} pixels; the pad makes 28 × 28.`,
  },
  {
    title: '轮到您了',
    ask: '画一个数字：由您刚刚训练的网络来认。',
    pad: '画一个数字的画板',
    seen: '网络得到的图像：您的数字，像 MNIST 那样缩放并居中',
    bars: '每个数字的概率',
    answer: (digit, sureness) => `认作 ${digit}，概率 ${sureness}。`,
    lost: '网络没有给出数字：它的概率是 NaN。',
    otherSize: (height, width) =>
      `这个网络读取 ${height} × ${width} 像素的图像；画板给出的是 28 × 28。`,
  },
);
