/** Figures that the prose quotes, computed by the engine's own shape arithmetic while the site is built. */
import { recipes } from '#training/run/recipes.ts';
import { Network } from '#engine/network.ts';
import { conv2dSizes, type Conv2dSizes } from '#engine/shape.ts';
import { sizeOf } from '#engine/tensor.ts';
import type { Language } from '#words/language.ts';
import { sizeText } from '#words/lists.ts';
import { count } from '#words/quantities.ts';

/** The article's first convolution: one grey channel of MNIST in, four channels out, kernels of 3x3. */
const conv1 = conv2dSizes([1, 1, 28, 28], [4, 1, 3, 3], [4]);
/** Its second, after pooling. */
const conv2 = conv2dSizes([1, 4, 13, 13], [16, 4, 3, 3], [16]);
/** A kernel that fits an image of 5x5 exactly twice, at stride 2. */
const strided = conv2dSizes([1, 1, 5, 5], [1, 1, 3, 3], [1], { stride: [2, 2] });
const padded = conv2dSizes([1, 1, 5, 5], [1, 1, 3, 3], [1], { padding: [1, 1] });
/** A kernel that leaves the last row and column of an image unread. */
const unreached = conv2dSizes([1, 1, 4, 4], [1, 1, 3, 3], [1], { stride: [2, 2], padding: [1, 1] });
/** Rows of the gradient when dy, with its holes filled, slides under the kernel and nothing is added for rows unread. */
const rowsBack = ({ oH, sH, kH, pH }: Conv2dSizes): number => (oH - 1) * sH + kH - 2 * pH;
/** The article's output height: the places of the window divided by the stride, rounded down. */
const roundedDown = ({ H, kH, sH, pH }: Conv2dSizes): number =>
  Math.floor((H + 2 * pH - kH + 1) / sH);

/** Places that an image may be moved to, and how many of them it meets on average when one is drawn in each epoch. */
const shifts = (2 * recipes.best.maxShift + 1) ** 2;
const shiftsMet = (epochs: number): number => shifts * (1 - (1 - 1 / shifts) ** epochs);
const epochsOf = (name: 'article' | 'best'): number => {
  const { length } = recipes[name];
  if (!('epochs' in length)) throw new Error(`facts: the recipe ${name} has no number of epochs`);
  return length.epochs;
};

const pocketParameters = Object.values(new Network(recipes.pocket.network).parameterShapes)
  .map(sizeOf)
  .reduce((sum, size) => sum + size);

const cells = ({ D, oH, oW }: Conv2dSizes): number => D * oH * oW;
const weights = ({ D, C, kH, kW }: Conv2dSizes): number => D * C * kH * kW;
const terms = ({ C, kH, kW }: Conv2dSizes): number => C * kH * kW;
const plane = ({ oH, oW }: { oH: number; oW: number }): string => sizeText([oH, oW]);

const facts = {
  'conv1 output': plane(conv1),
  'conv1 cells': cells(conv1),
  'conv1 parameters': weights(conv1) + conv1.D,
  'conv1 terms': terms(conv1),
  'conv1 products': cells(conv1) * terms(conv1),
  'conv1 as dense': cells(conv1) * conv1.H * conv1.W,
  'conv2 terms': terms(conv2),
  'conv2 output': plane(conv2),
  'conv2 parameters': weights(conv2) + conv2.D,
  'conv2 products': cells(conv2) * terms(conv2),
  'strided output': plane(strided),
  'strided output rounded down': sizeText([roundedDown(strided), roundedDown(strided)]),
  'padded output': plane(padded),
  'article epochs': epochsOf('article'),
  /** How much larger an input is than with 255, in per cent. */
  'article gain': Math.round(100 * (255 / recipes.article.pixelDivisor - 1)),
  'best epochs': epochsOf('best'),
  'batch size': recipes.modern.batchSize,
  'best shift': recipes.best.maxShift,
  'best shifts': shifts,
  'best shifts met': Math.round(shiftsMet(epochsOf('best'))),
  'pocket parameters': pocketParameters,
  'unreached rows': unreached.H,
  'unreached rows back': rowsBack(unreached),
  'unreached rows missing': unreached.H - rowsBack(unreached),
} as const;

export type FactName = keyof typeof facts;

/** Returns a figure as the prose prints it. Throws, with the names there are, for an unknown one. */
export function fact(name: FactName, language: Language): string {
  const value = facts[name];
  if (value === undefined)
    throw new Error(`facts: unknown "${name}"; there are: ${Object.keys(facts).join(', ')}`);
  return typeof value === 'number' ? count(value, language) : value;
}
