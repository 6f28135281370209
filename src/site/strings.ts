/** The words of the prose components. Meanings of symbols come from content/notation.json. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    missing: (name: string) => `The link names “${name}”, which is not on this page (any more).`,
    notation: 'Notation',
    symbol: 'Symbol',
    code: 'In code',
    meaning: 'Meaning',
    shape: 'Shape',
    ofShape: (meaning: string, shape: string) => `${meaning}; shape ${shape}`,
  },
  {
    missing: (name) => `链接所指的“${name}”在这一页里（已）不存在。`,
    notation: '记号',
    symbol: '符号',
    code: '代码中',
    meaning: '含义',
    shape: '形状',
    ofShape: (meaning, shape) => `${meaning}；形状 ${shape}`,
  },
);
