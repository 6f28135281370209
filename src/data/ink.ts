/**
 * From the numbers of images to bytes of ink, 0 = paper, 255 = full. Images are also kept as bits (0, 1) and as fractions
 * (0..1); read as bytes they would be all but blank, and a network would learn from 1/255 of the contrast.
 */
import { dataError } from './data-error.ts';
import type { Numbers } from './numbers.ts';

export interface Ink {
  readonly pixels: readonly Uint8Array[];
  /** Whether 1 stood for full ink. */
  readonly isScaled: boolean;
}

const fullInk = 255;

/**
 * Reads all images of one split, which may stand in several arrays, by one rule: where no number is above 1, 1 is full
 * ink. Throws DataError `pixel-range` for numbers that are neither.
 */
export function inkOf(arrays: readonly Numbers[], file: string): Ink {
  for (const numbers of arrays) {
    const value = numbers instanceof Uint8Array ? undefined : numbers.find(isNoInk);
    if (value !== undefined) throw dataError('pixel-range', { file, value });
  }
  // Ends at the first pixel above 1, so that it costs nothing for what is stored as usual.
  const isScaled =
    !arrays.some((numbers) => numbers.some((value) => value > 1)) &&
    arrays.some((numbers) => numbers.some((value) => value > 0));
  const scale = isScaled ? fullInk : 1;
  const isAsStored = (numbers: Numbers): numbers is Uint8Array =>
    !isScaled && numbers instanceof Uint8Array;
  const pixels = arrays.map((numbers) =>
    isAsStored(numbers) ? numbers : Uint8Array.from(numbers, (value) => Math.round(value * scale)),
  );
  return { pixels, isScaled };
}

/** Written so that NaN, which is neither below nor above anything, is none either. */
const isNoInk = (value: number): boolean => !(value >= 0 && value <= fullInk);
