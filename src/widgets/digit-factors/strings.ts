/** The words of this figure. */
import type { FactorName } from '#data/digits/factors.ts';
import { dictionary } from '#words/language.ts';
import { listed } from '#words/lists.ts';

interface FactorWords {
  readonly name: string;
  readonly hint: string;
}

export const groups: readonly { readonly id: GroupId; readonly factors: readonly FactorName[] }[] =
  [
    { id: 'writing', factors: ['families', 'keys'] },
    { id: 'hand', factors: ['slant', 'rotation', 'aspect'] },
    { id: 'wobble', factors: ['jitter', 'bend', 'warp'] },
    { id: 'pen', factors: ['width', 'pressure', 'lift', 'ends'] },
    { id: 'frame', factors: ['centring'] },
  ];
type GroupId = 'writing' | 'hand' | 'wobble' | 'pen' | 'frame';

export const strings = dictionary(
  {
    label: 'Digits drawn by code, with a dial for everything that varies',
    strength: 'Strength of all deformations',
    start: 'Start from',
    reseed: 'Other hands',
    seed: 'seed',
    on: (factor: string) => `${factor}: on`,
    groups: {
      writing: 'How it is written',
      hand: 'The hand',
      wobble: 'The wobble',
      pen: 'The pen',
      frame: 'The frame',
    } satisfies Record<GroupId, string>,
    factors: {
      families: { name: 'ways of writing', hint: 'a 7 with or without a bar, a 4 open or closed' },
      keys: {
        name: 'mixture of keys',
        hint: 'narrow or wide, large loop or small, and all between',
      },
      jitter: { name: 'jitter', hint: 'each control point is a little off' },
      bend: { name: 'bend', hint: 'a quadratic map of the whole digit' },
      warp: { name: 'warp', hint: 'three long sine waves along each axis' },
      slant: { name: 'slant', hint: 'leaning to the right, or to the left' },
      rotation: { name: 'rotation', hint: 'the paper lies askew' },
      aspect: { name: 'aspect', hint: 'broad or tall' },
      width: { name: 'stroke width', hint: 'a fine pen or a felt tip' },
      pressure: { name: 'pressure', hint: 'the width changes along a stroke' },
      lift: { name: 'pen lift', hint: 'the next stroke lands a little off' },
      ends: { name: 'stroke ends', hint: 'cut short, or drawn too far' },
      centring: { name: 'centre of mass', hint: 'off: the middle of the box is centred instead' },
    } satisfies Record<FactorName, FactorWords>,
    sheet: (seed: number, strength: string, off: readonly string[], changed: readonly string[]) =>
      `Thirty generated digits, three of each from 0 to 9. Seed ${seed}, strength ${strength}.` +
      (off.length > 0 ? ` Switched off: ${listed(off, 'en')}.` : '') +
      (changed.length > 0 ? ` Not at their natural range: ${listed(changed, 'en')}.` : ''),
    hint: 'Each column is one digit. A dial at 1 is the natural range; 0 switches it off. The seed stays until you ask for other hands, so you see one change at a time.',
    table: {
      off: 'switched off',
      none: 'nothing',
      allButCentring: 'everything but the centring',
      mnist: 'MNIST test',
      heldOut: 'new generated digits',
      change: 'change',
      strength: 'strength',
      trained: 'trained on',
      runs: 'single runs',
      machine: (processor: string, cores: number, node: string) =>
        `${processor}, ${cores} cores, Node ${node}`,
    },
  },
  {
    label: '由代码画出的数字，每个变化因素都有一个旋钮',
    strength: '全部变形的强度',
    start: '起点',
    reseed: '换一批笔迹',
    seed: '种子',
    on: (factor) => `${factor}：开`,
    groups: { writing: '写法', hand: '手', wobble: '抖动', pen: '笔', frame: '画框' },
    factors: {
      families: { name: '不同写法', hint: '7 有无横杠，4 开口或闭口' },
      keys: { name: '关键形的混合', hint: '窄或宽，圈大或圈小，以及其间的一切' },
      jitter: { name: '控制点抖动', hint: '每个控制点都偏一点' },
      bend: { name: '弯曲', hint: '整个数字的二次映射' },
      warp: { name: '波形扭曲', hint: '每个方向三条长正弦波' },
      slant: { name: '倾斜', hint: '向右或向左倾' },
      rotation: { name: '旋转', hint: '纸放歪了' },
      aspect: { name: '宽高比', hint: '宽或高' },
      width: { name: '笔画粗细', hint: '细笔或记号笔' },
      pressure: { name: '用力', hint: '沿笔画粗细变化' },
      lift: { name: '抬笔', hint: '下一笔落点略偏' },
      ends: { name: '笔画两端', hint: '收短或画过头' },
      centring: { name: '质心', hint: '关：改为外框居中' },
    },
    sheet: (seed, strength, off, changed) =>
      `三十个生成的数字，0 到 9 各三个。种子 ${seed}，强度 ${strength}。` +
      (off.length > 0 ? `已关闭：${listed(off, 'zh-cn')}。` : '') +
      (changed.length > 0 ? `不在自然范围：${listed(changed, 'zh-cn')}。` : ''),
    hint: '每列是同一个数字。旋钮在 1 是自然范围，在 0 是关闭。在你要求换一批之前种子不变，所以一次只看到一个变化。',
    table: {
      off: '关闭的因素',
      none: '无',
      allButCentring: '除居中外的全部',
      mnist: 'MNIST 测试集',
      heldOut: '新的生成数字',
      change: '变化',
      strength: '强度',
      trained: '训练集',
      runs: '单次结果',
      machine: (processor, cores, node) => `${processor}，${cores} 核，Node ${node}`,
    },
  },
);
