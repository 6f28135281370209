/** One split from two files, of images and of labels, IDX or `.npy`. */
import type { LabelledImages } from '#engine/backend.ts';
import { dataError } from './data-error.ts';
import type { DataFile } from './gzip.ts';
import { parseIdxImages, parseIdxLabels } from './idx.ts';
import { inkOf } from './ink.ts';
import { isNpy, parseNpy } from './npy.ts';
import type { Numbers } from './numbers.ts';

export interface ImageForm {
  readonly side: number;
  readonly classes: number;
}

/** Reads one split and checks that it is what the networks here take: square images and labels below `classes`. */
export function readSplit(
  imagesFile: DataFile,
  labelsFile: DataFile,
  { side, classes }: ImageForm,
): { images: LabelledImages; isScaled: boolean } {
  const { count, numbers } = readImages(imagesFile, side);
  const found = readLabels(labelsFile);
  if (count === 0) throw dataError('no-images', { file: imagesFile.name });
  if (found.length !== count)
    throw dataError('count-mismatch', {
      ...{ images: imagesFile.name, imageCount: count },
      ...{ labels: labelsFile.name, labelCount: found.length },
    });
  const isLabel = (value: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < classes;
  const row = found.findIndex((label) => !isLabel(label));
  if (row >= 0)
    throw dataError('label-range', {
      ...{ file: labelsFile.name, row, label: found[row], largest: classes - 1 },
    });
  const { pixels, isScaled } = inkOf([numbers], imagesFile.name);
  const labels = found instanceof Uint8Array ? found : Uint8Array.from(found);
  return { images: { count, pixels: pixels[0], labels }, isScaled };
}

function readImages(file: DataFile, side: number): { count: number; numbers: Numbers } {
  if (!isNpy(file.bytes)) {
    const { count, height, width, pixels } = parseIdxImages(file);
    if (height !== side || width !== side)
      throw dataError('image-size', {
        ...{ file: file.name, height, width },
        ...{ expectedHeight: side, expectedWidth: side },
      });
    return { count, numbers: pixels };
  }
  const { shape, numbers } = parseNpy(file);
  const [count = 0, ...axes] = shape;
  // A channel axis of extent 1 may stand before or after.
  const extents = axes.filter((extent) => extent !== 1).join(' x ');
  if (extents !== `${side} x ${side}` && extents !== `${side * side}`)
    throw dataError('npy-images', { file: file.name, shape: shownShape(shape), side });
  return { count, numbers };
}

function readLabels(file: DataFile): Numbers {
  if (!isNpy(file.bytes)) return parseIdxLabels(file);
  const { shape, numbers } = parseNpy(file);
  if (shape.length === 0 || shape.slice(1).some((extent) => extent !== 1))
    throw dataError('npy-labels', { file: file.name, shape: shownShape(shape) });
  return numbers;
}

const shownShape = (shape: readonly number[]): string => `(${shape.join(', ')})`;
