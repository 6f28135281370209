/** The words of the prose components. Meanings of symbols come from content/notation.json. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    missing: (name: string) => `The link names “${name}”, which is not on this page (any more).`,
    noSearch:
      'The search could not be loaded. It tries again when you open it anew, or when the network is back.',
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
    missing: (name) => `链接所指的“${name}”在这一页里（已）不存在。`,
    noSearch: '无法加载搜索。重新打开它，或网络恢复时，会再试一次。',
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
