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
    scaledAlone: 'A colour scale for each tensor',
    source: {
      label: 'Source of this step',
      missing: (region: string) => `The source of this step is not shown here: ${region}`,
    },
  },
  {
    ledger: { caption: '形状与下标', tensor: '张量', shape: '形状', indices: '下标' },
    scaledAlone: '每个张量用自己的色标',
    source: {
      label: '这一步的源代码',
      missing: (region) => `这里不显示这一步的源代码：${region}`,
    },
  },
);
