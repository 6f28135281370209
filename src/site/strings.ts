/** The words of the prose components. Meanings of symbols come from content/notation.json. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    notation: 'Notation',
    symbol: 'Symbol',
    code: 'In code',
    meaning: 'Meaning',
    shape: 'Shape',
    ofShape: (meaning: string, shape: string) => `${meaning}; shape ${shape}`,
    shapedAs: (name: string) => `as ${name}`,
    or: ' or ',
  },
  {
    notation: '记号',
    symbol: '符号',
    code: '代码中',
    meaning: '含义',
    shape: '形状',
    ofShape: (meaning, shape) => `${meaning}；形状 ${shape}`,
    shapedAs: (name) => `同 ${name}`,
    or: '或',
  },
);
