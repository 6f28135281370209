/** Settings to start from. */
import { factorNames, type FactorName } from '#data/digits/factors.ts';
import type { Words } from '#words/language.ts';

export interface Example {
  readonly id: string;
  readonly title: Words;
  readonly strength: number;
  /** Dials that are not at 1. */
  readonly factors: Partial<Record<FactorName, number>>;
}

const allOff = Object.fromEntries(factorNames.map((name) => [name, 0]));

export const examples: readonly Example[] = [
  { id: 'natural', title: { en: 'Natural', 'zh-cn': '自然' }, strength: 0.7, factors: {} },
  { id: 'hasty', title: { en: 'Hasty', 'zh-cn': '匆忙' }, strength: 1, factors: {} },
  { id: 'neat', title: { en: 'Neat', 'zh-cn': '工整' }, strength: 0.3, factors: {} },
  {
    id: 'one-way',
    title: { en: 'One way of writing', 'zh-cn': '只有一种写法' },
    strength: 0.7,
    factors: { families: 0 },
  },
  {
    id: 'upright',
    title: { en: 'Upright', 'zh-cn': '不倾斜' },
    strength: 0.7,
    factors: { slant: 0, rotation: 0 },
  },
  {
    id: 'template',
    title: { en: 'Everything off', 'zh-cn': '全部关闭' },
    strength: 0.7,
    factors: { ...allOff, centring: 1 },
  },
];

/** The example of this id; throws RangeError where there is none. */
export function exampleNamed(id: string): Example {
  const found = examples.find((example) => example.id === id);
  if (!found) throw new RangeError(`digit-factors: unknown example ${id}`);
  return found;
}
