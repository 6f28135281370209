/** The words of TensorGrid. */
import type { Language } from '#words/language.ts';
import type { MarkName } from './marks.ts';

export interface GridStrings {
  readonly notYet: string;
  readonly editable: string;
  readonly shape: string;
  readonly edit: (cell: string) => string;
  readonly notANumber: string;
  readonly marks: Readonly<Record<MarkName, string>>;
}

export const gridStrings: Readonly<Record<Language, GridStrings>> = {
  en: {
    notYet: 'not yet computed',
    editable: 'Enter to edit',
    shape: 'shape',
    edit: (cell) => `New value of ${cell}`,
    notANumber: 'Type a number, such as -0.5',
    marks: {
      read: 'read by this step',
      write: 'written by this step',
      term: 'in the current term',
      partial: 'sum not complete',
      hovered: 'pointed at',
      source: 'read by the cell pointed at',
      consumer: 'made from the cell pointed at',
      wrong: 'wrong',
    },
  },
  'zh-cn': {
    notYet: '尚未计算',
    editable: '按回车键编辑',
    shape: '形状',
    edit: (cell) => `${cell} 的新值`,
    notANumber: '请输入一个数,例如 -0.5',
    marks: {
      read: '这一步读取',
      write: '这一步写入',
      term: '在当前项中',
      partial: '求和未完成',
      hovered: '所指的格子',
      source: '所指的格子读取它',
      consumer: '由所指的格子算出',
      wrong: '错误',
    },
  },
};
