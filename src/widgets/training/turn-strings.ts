/** The words of how images lie, fetched with the first files. */
import type { Turn } from '#data/turn.ts';
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    turn: 'Turn the images',
    turns: {
      'as-stored': 'as stored',
      transpose: 'transpose (EMNIST)',
      'rotate-90': 'rotate 90° clockwise',
      'rotate-180': 'rotate 180°',
      'rotate-270': 'rotate 90° anticlockwise',
      'flip-horizontal': 'flip left to right',
      'flip-vertical': 'flip top to bottom',
      'anti-transpose': 'transpose about the other diagonal',
    } satisfies Record<Turn, string>,
    picture: (labels: string) => `The first image of each class as it will be used: ${labels}`,
    better: (name: string, read: string, readAsUsed: string) =>
      `These digits may lie the wrong way. A simple classifier reads ${read} of a sample right with “${name}”, and ${readAsUsed} as they are now.`,
    choose: (name: string) => `Use “${name}”`,
  },
  {
    turn: '转动图像',
    turns: {
      'as-stored': '保持原样',
      transpose: '转置（EMNIST）',
      'rotate-90': '顺时针旋转 90°',
      'rotate-180': '旋转 180°',
      'rotate-270': '逆时针旋转 90°',
      'flip-horizontal': '左右翻转',
      'flip-vertical': '上下翻转',
      'anti-transpose': '沿副对角线转置',
    },
    picture: (labels) => `将要使用的图像，每类的第一张：${labels}`,
    better: (name, read, readAsUsed) =>
      `这些数字的方向可能不对。一个简单的分类器在抽样图像上，选择“${name}”时能认对 ${read}，按现在的方向只能认对 ${readAsUsed}。`,
    choose: (name) => `改用“${name}”`,
  },
);
