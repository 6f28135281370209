/** The words of the map of the network. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    label: 'The network, from the picture to the loss and back',
    blocks: {
      picture: 'picture',
      conv: 'conv',
      relu: 'ReLU',
      pool: 'pool',
      dense: 'dense',
      loss: 'loss',
    },
    titles: {
      picture: 'Picture',
      conv: 'Convolution',
      relu: 'ReLU',
      pool: 'Max-pooling',
      dense: 'Dense layer',
      loss: 'Loss',
    },
    maps: (title: string, channels: number, height: number, width: number) =>
      channels === 1
        ? `${title}, ${height} by ${width} numbers`
        : `${title}, ${channels} maps of ${height} by ${width} numbers`,
    features: (title: string, count: number) =>
      count === 1 ? `${title}, one number` : `${title}, ${count} numbers`,
  },
  {
    label: '网络，从图片到损失，再返回',
    blocks: {
      picture: '图片',
      conv: '卷积',
      relu: 'ReLU',
      pool: '池化',
      dense: '全连接',
      loss: '损失',
    },
    titles: {
      picture: '图片',
      conv: '卷积',
      relu: 'ReLU',
      pool: '最大池化',
      dense: '全连接层',
      loss: '损失',
    },
    maps: (title, channels, height, width) =>
      channels === 1
        ? `${title}，${height}×${width} 个数`
        : `${title}，${channels} 个特征图，每个 ${height}×${width} 个数`,
    features: (title, count) => (count === 1 ? `${title}，一个数` : `${title}，${count} 个数`),
  },
);
