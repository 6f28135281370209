/** The words of the views. */
import type { Granularity } from '#player/machine.ts';
import { dictionary, type Spoken } from '#words/language.ts';
import type { Role } from '#steps/step.ts';
import type { MarkName } from './marks.ts';

export const strings = dictionary(
  {
    figure: {
      stale: (address: string) =>
        `The link names the step ${address}, which this figure does not have (any more).`,
      broken: (message: string) => `This figure has stopped: ${message}`,
    },
    controls: {
      options: 'Options',
      notWhole: (min: number, max: number, used: number) =>
        `Type a whole number from ${min} to ${max}; ${used} is still used.`,
    },
    formula: { label: 'Equation of this step; arrows go through its numbers' },
    legend: {
      roles: {
        input: 'picture',
        target: 'target',
        weight: 'weights',
        activation: 'activations',
        gradient: 'gradients',
        state: 'memory',
        constant: 'constants',
      } satisfies Record<Role, string>,
      empty: '0, empty',
      ink: (most: string) => `${most}, ink`,
      /** In place of a number, where each tensor has a scale for itself. */
      own: 'its own',
    },
    timeline: {
      label: 'Position in the steps',
      value: (title: string, step: number, steps: number) => `${title}, step ${step} of ${steps}`,
    },
    grid: {
      notYet: 'not yet computed',
      editable: 'Enter to edit',
      label: (title: string, extents: string) => `${title}, shape ${extents}`,
      map: (title: string, extents: string) =>
        `${title}, ${extents} pixels; arrow keys open one of them`,
      edit: (cell: string) => `New value of ${cell}`,
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
        closed: 'gate closed',
        winner: 'chosen by its window',
        framed: 'in the window',
      } satisfies Record<MarkName, string>,
      /** Between the parts of a cell's description. */
      between: '; ',
    },
    transport: {
      bar: 'Steps',
      first: 'First step',
      previous: 'Previous step',
      play: 'Play',
      pause: 'Pause',
      /** What play does under reduced motion. */
      finish: 'Go to the end of the stage',
      next: 'Next step',
      last: 'Last step',
      granularity: 'One move is a',
      granularities: { stage: 'stage', cell: 'cell', term: 'term' } satisfies Record<
        Granularity,
        string
      >,
      speed: 'Speed',
      loop: 'Repeat this stage while playing',
      mark: 'Set the bookmark here',
      returnToMark: 'Go back to the bookmark',
      link: 'Copy a link to this step',
      copied: 'The link is copied.',
      notCopied: 'The link could not be copied; it is in the address bar.',
      more: 'Speed, bookmark, link and keys',
      help: 'Keys',
      /** One line beside the transport bar, for keys and for fingers. */
      hint: 'Click here or Tab in, then ← → step, ? for keys',
      touchHint: 'Swipe left or right to step; tap a cell to go to its step',
    },
  },
  {
    figure: {
      stale: (address) => `链接所指的步骤 ${address} 在这幅图里（已）不存在。`,
      broken: (message) => `这幅图停住了：${message}`,
    },
    controls: {
      options: '选项',
      notWhole: (min, max, used) => `请输入 ${min} 到 ${max} 的整数；现在仍用 ${used}。`,
    },
    formula: { label: '这一步的等式；用方向键在各个数之间移动' },
    legend: {
      roles: {
        input: '图片',
        target: '目标',
        weight: '权重',
        activation: '激活值',
        gradient: '梯度',
        state: '优化器的记忆',
        constant: '常数',
      },
      empty: '0，空白',
      ink: (most) => `${most}，满墨`,
      own: '各自的最大值',
    },
    timeline: {
      label: '步骤中的位置',
      value: (title, step, steps) => `${title}，第 ${step} 步，共 ${steps} 步`,
    },
    grid: {
      notYet: '尚未计算',
      editable: '按回车键编辑',
      label: (title, extents) => `${title}，形状 ${extents}`,
      map: (title, extents) => `${title}，${extents} 个像素；用方向键打开其中一个`,
      edit: (cell) => `${cell} 的新值`,
      notANumber: '请输入一个数，例如 -0.5',
      marks: {
        read: '这一步读取',
        write: '这一步写入',
        term: '在当前项中',
        partial: '求和未完成',
        hovered: '所指的格子',
        source: '所指的格子读取它',
        consumer: '由所指的格子算出',
        wrong: '错误',
        closed: '闸门关闭',
        winner: '被它的窗口选中',
        framed: '在窗口里',
      },
      between: '；',
    },
    transport: {
      bar: '步骤',
      first: '第一步',
      previous: '上一步',
      play: '播放',
      pause: '暂停',
      finish: '到这一阶段的末尾',
      next: '下一步',
      last: '最后一步',
      granularity: '每次移动一个',
      granularities: { stage: '阶段', cell: '格子', term: '项' },
      speed: '速度',
      loop: '播放时重复这一阶段',
      mark: '在此处设书签',
      returnToMark: '回到书签',
      link: '复制指向这一步的链接',
      copied: '链接已复制。',
      notCopied: '无法复制链接；它在地址栏里。',
      more: '速度、书签、链接和按键',
      help: '按键',
      hint: '点击这里或用 Tab 键进入，然后用 ← → 前进后退，按 ? 查看按键',
      touchHint: '左右滑动可前进或后退；点一个格子可到它的那一步',
    },
  },
);

export type GridWords = Spoken<typeof strings>['grid'];
