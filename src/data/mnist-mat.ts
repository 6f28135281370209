/**
 * `mnist_all.mat`: MNIST as twenty matrices, train0..train9 and test0..test9, each [count, height*width] with one image
 * per row, stored column by column.
 */
import type { LabelledImages } from '#engine/backend.ts';
import { dataError } from './data-error.ts';
import type { SplitName } from './file-name.ts';
import type { DataFile } from './gzip.ts';
import { inkOf } from './ink.ts';
import { readMat, type MatMatrix } from './mat.ts';
import type { Numbers } from './numbers.ts';

const classes = 10;
const imageBytes = 28 * 28;
const variable = /^(train|test)\d$/;
/** Rows turned at a time: their lines of pixels stay in the processor's first cache while columns are read. */
const blockRows = 64;

export interface MatSplit {
  readonly images: LabelledImages;
  /** Whether 1 stood for full ink, as in logical matrices. */
  readonly isScaled: boolean;
}

/**
 * Reads both splits. The file has the digits sorted by class; here they are spread evenly, so that the first
 * thousand images of a split are as mixed as all of them. Images of one class keep the file's order.
 * Throws DataError for anything missing or damaged.
 */
export async function parseMnistMat(file: DataFile): Promise<Record<SplitName, MatSplit>> {
  const matrices = new Map<string, MatMatrix>();
  for await (const matrix of readMat(file)) {
    if (!variable.test(matrix.name)) continue;
    if (matrices.has(matrix.name))
      throw dataError('mat-duplicate', { file: file.name, variable: matrix.name });
    matrices.set(matrix.name, matrix);
  }
  const names = ['train', 'test'].flatMap((split) =>
    Array.from({ length: classes }, (_, label) => `${split}${label}`),
  );
  const missing = names.filter((name) => !matrices.has(name));
  if (missing.length > 0) throw dataError('mat-missing', { file: file.name, variables: missing });
  const checked = names.map((name) => rowsOf(matrices.get(name)!, file.name));
  return {
    train: mixed(checked.slice(0, classes), file.name),
    test: mixed(checked.slice(classes), file.name),
  };
}

interface Rows<Values = Numbers> {
  readonly count: number;
  readonly columns: Values;
}

function rowsOf({ name, shape, numbers }: MatMatrix, file: string): Rows {
  const shown = shape.join(' x ');
  if (!numbers) throw dataError('mat-type', { file, variable: name });
  if (shape.length !== 2 || shape[1] !== imageBytes)
    throw dataError('mat-shape', { file, variable: name, shape: shown, columns: imageBytes });
  const expected = shape[0] * imageBytes;
  if (numbers.length !== expected)
    throw dataError('mat-size', {
      ...{ file, variable: name, shape: shown, found: numbers.length, expected },
    });
  return { count: shape[0], columns: numbers };
}

function mixed(byClass: readonly Rows[], file: string): MatSplit {
  const labels = spreadEvenly(byClass.map(({ count }) => count));
  if (labels.length === 0) throw dataError('no-images', { file });
  const ink = inkOf(
    byClass.map(({ columns }) => columns),
    file,
  );
  const pixels = new Uint8Array(labels.length * imageBytes);
  byClass.forEach(({ count }, label) => {
    const places = Uint32Array.from({ length: count });
    for (let n = 0, r = 0; n < labels.length; n++) if (labels[n] === label) places[r++] = n;
    putRows({ count, columns: ink.pixels[label] }, places, pixels);
  });
  return { images: { count: labels.length, pixels, labels }, isScaled: ink.isScaled };
}

/** Writes image `r` of `rows` to row `places[r]` of `pixels`: column by column becomes row by row. */
function putRows(
  { count, columns }: Rows<Uint8Array>,
  places: Uint32Array,
  pixels: Uint8Array,
): void {
  for (let start = 0; start < count; start += blockRows) {
    const end = Math.min(start + blockRows, count);
    for (let pixel = 0; pixel < imageBytes; pixel++)
      for (let r = start; r < end; r++)
        pixels[places[r] * imageBytes + pixel] = columns[pixel * count + r];
  }
}

/**
 * Orders labels so that every stretch holds the classes in proportion: image r of a class with `count` images
 * belongs at the fraction (r + 1/2) / count of the whole, and ties go to the smaller label.
 */
export function spreadEvenly(counts: readonly number[]): Uint8Array {
  const labels = new Uint8Array(counts.reduce((sum, count) => sum + count, 0));
  const taken = counts.map(() => 0);
  for (let n = 0; n < labels.length; n++) {
    let next = 0;
    let earliest = Infinity;
    counts.forEach((count, label) => {
      const place = taken[label] < count ? (taken[label] + 0.5) / count : Infinity;
      if (place < earliest) [next, earliest] = [label, place];
    });
    labels[n] = next;
    taken[next]++;
  }
  return labels;
}
