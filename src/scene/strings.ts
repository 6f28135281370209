/** The words of these views. What a step says of itself comes from the steps. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    ledger: {
      caption: 'Shapes and indices',
      tensor: 'tensor',
      shape: 'shape',
      indices: 'indices',
    },
    options: {
      scaledAlone: 'a scale for each tensor',
      symbols: 'symbols',
      copy: 'copy the sum',
      copied: 'The whole sum is copied, in words.',
      notCopied: 'The browser did not let it be copied.',
    },
    tile: { open: 'Product by product', soFar: 'so far' },
    source: {
      label: 'Source of this step',
      missing: (region: string) => `The source of this step is not shown here: ${region}`,
    },
  },
  {
    ledger: { caption: '形状与下标', tensor: '张量', shape: '形状', indices: '下标' },
    options: {
      scaledAlone: '每个张量用自己的色标',
      symbols: '符号',
      copy: '复制算式',
      copied: '完整的算式已用文字复制。',
      notCopied: '浏览器不允许复制。',
    },
    tile: { open: '逐个乘积', soFar: '至此' },
    source: {
      label: '这一步的源代码',
      missing: (region) => `这里不显示这一步的源代码：${region}`,
    },
  },
);
