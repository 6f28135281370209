/** Generated digits in numbers: whole sets at once, or in slices for a worker that reports progress. */
import type { LabelledImages } from '#engine/backend.ts';
import type { DataSet } from '../data-set.ts';
import { drawDigit, labelAt, paintDigit, pixelCount, type DigitOptions } from './generate.ts';
import { digitSize } from './raster.ts';

export interface DigitsRequest extends DigitOptions {
  readonly seed: number;
  readonly count: number;
}

/** About 10 ms of drawing on one core. */
const sliceSize = 100;

/**
 * Draws `count` digits and yields after each slice how many there are, so that the caller may report progress and
 * answer messages.
 */
export function* digitSlices({
  seed,
  count,
  ...options
}: DigitsRequest): Generator<number, LabelledImages> {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`generated digits: count must be a whole number >= 0; got ${count}`);
  const pixels = new Uint8Array(count * pixelCount);
  const labels = Uint8Array.from({ length: count }, (_, index) => labelAt(seed, index));
  for (let from = 0; from < count; from += sliceSize) {
    const to = Math.min(count, from + sliceSize);
    for (let index = from; index < to; index++)
      paintDigit(drawDigit(labels[index], seed, index, options), pixels, index * pixelCount);
    yield to;
  }
  return { count, pixels, labels };
}

/** Draws `count` digits. */
export function generateDigits(request: DigitsRequest): LabelledImages {
  const slices = digitSlices(request);
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

export interface GeneratedDataSetRequest extends DigitOptions {
  readonly trainCount: number;
  readonly testCount: number;
  readonly seed: number;
}

/** The seeds of the two splits of `seed`: disjoint for all seeds below 2^31. */
export const splitSeeds = (seed: number): { train: number; test: number } => ({
  train: 2 * seed,
  test: 2 * seed + 1,
});

/** A data set whose training and test digits come from different seeds. */
export function generatedDataSet(request: GeneratedDataSetRequest): DataSet {
  const { trainCount, testCount, seed, ...options } = request;
  const seeds = splitSeeds(seed);
  return describeDigits(
    generateDigits({ ...options, seed: seeds.train, count: trainCount }),
    generateDigits({ ...options, seed: seeds.test, count: testCount }),
  );
}

/** Names the two splits as a data set, for those who drew them in slices. */
export function describeDigits(train: LabelledImages, test: LabelledImages): DataSet {
  return {
    name: 'generated digits',
    height: digitSize,
    width: digitSize,
    classes: 10,
    train,
    test,
  };
}
