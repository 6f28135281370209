/** The words of the list of keys, in every language. */
import type { KeyCommand } from '#player/keyboard.ts';
import { dictionary } from '#words/language.ts';

export const helpStrings = dictionary(
  {
    title: 'Keys',
    close: 'Close',
    focus: 'These keys work while the figure has the focus: click in it, or reach it with Tab.',
    /** While a cell or an operand has the focus. */
    cells:
      'While a number has the focus, the arrows move among the numbers, Enter goes to its step or edits it, Shift+Enter goes to the step of its gradient; Escape returns to stepping.',
    touch:
      'On a touch screen, swipe left or right to step; tap a cell to go to the step that wrote it.',
    keys: {
      next: 'next step',
      previous: 'previous step',
      nextStage: 'next stage',
      previousStage: 'previous stage',
      into: 'open: a stage into its cells, a cell into its terms',
      out: 'close: to the finished cell, to the finished stage',
      togglePlay: 'play or pause',
      first: 'first step',
      last: 'last step',
      slower: 'slower',
      faster: 'faster',
      toggleLoop: 'repeat the stage',
      mark: 'set the bookmark',
      return: 'go back to the bookmark',
      leave: 'from a number or a control back to stepping',
      help: 'this list',
    } satisfies Partial<Record<KeyCommand['type'], string>>,
  },
  {
    title: '按键',
    close: '关闭',
    focus: '图获得焦点时这些按键才有效：在图中点击，或用 Tab 键到达。',
    cells:
      '焦点在一个数上时，方向键在数之间移动，Enter 跳到算出它的那一步或修改它，Shift+Enter 跳到算出它的梯度的那一步；按 Esc 回到逐步前进。',
    touch: '在触摸屏上左右滑动可前进或后退；点一个格子可到写入它的那一步。',
    keys: {
      next: '下一步',
      previous: '上一步',
      nextStage: '下一阶段',
      previousStage: '上一阶段',
      into: '打开：由阶段到格子，由格子到项',
      out: '合上：到完成的格子，到完成的阶段',
      togglePlay: '播放或暂停',
      first: '第一步',
      last: '最后一步',
      slower: '减速',
      faster: '加速',
      toggleLoop: '重复这一阶段',
      mark: '设书签',
      return: '回到书签',
      leave: '从一个数或控件回到逐步前进',
      help: '这个列表',
    },
  },
);
