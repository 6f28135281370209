/** What tests of steps share: seeded tensors, central differences, and formulas of the page as plain text. */
import type { Pieces } from './pieces.ts';
import { mulberry32, normal12 } from '#engine/random.ts';
import { sizeOf, tensor, type Tensor } from '#engine/tensor.ts';

/** Normal numbers, mean 0, variance 1, float64; the same seed gives the same tensor. */
export function randomTensor(shape: readonly number[], seed: number): Tensor {
  const random = mulberry32(seed);
  return tensor(
    shape,
    Float64Array.from({ length: sizeOf(shape) }, () => normal12(random)),
  );
}

/** A distance that balances truncation (h²) against round-off (1/h) for functions whose size is near 1. */
const differenceStep = 1e-5;

/** d(loss)/d(of) by central differences; `of` is moved and put back. */
export function differences(loss: () => number, of: Tensor): Float64Array {
  return Float64Array.from(of.data, (value, flat) => {
    of.data[flat] = value + differenceStep;
    const above = loss();
    of.data[flat] = value - differenceStep;
    const below = loss();
    of.data[flat] = value;
    return (above - below) / (2 * differenceStep);
  });
}

/** Σ of all products: the loss whose gradient for y is dy. */
export function inner(y: Tensor, dy: Tensor): number {
  let sum = 0;
  for (let flat = 0; flat < y.data.length; flat++) sum += y.data[flat] * dy.data[flat];
  return sum;
}

/** The largest difference of two runs of numbers, relative to the larger where that is above 1. */
export const distance = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Math.max(
    0,
    ...Array.from(one, (value, flat) => {
      const scale = Math.max(1, Math.abs(value), Math.abs(other[flat]));
      return Math.abs(value - other[flat]) / scale;
    }),
  );

/** Central differences with the step above agree to about 1e-10 where nothing bends; a wrong term is near 1. */
export const differenceTolerance = 1e-7;

/** A row as it stands on the page: `W_0,0 · x_0,1`, `(a)/(b)`, `e^(x)`. */
export const rowText = (row: Pieces): string =>
  row
    .map((piece): string => {
      switch (piece.kind) {
        case 'text':
          return piece.text;
        case 'operand': {
          const { upright, letter = '', above = '', below = '', after = '' } = piece.written;
          return `${upright}${letter}${above && `^${above}`}${below && `_${below}`}${after}`;
        }
        case 'fraction':
          return `(${rowText(piece.above)})/(${rowText(piece.below)})`;
        case 'raised':
          return `^(${rowText(piece.of)})`;
        case 'root':
          return `√(${rowText(piece.of)})`;
        default:
          return piece satisfies never;
      }
    })
    .join('');
