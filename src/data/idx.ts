/**
 * IDX, the format of MNIST's four files: big-endian, two zero bytes, a type byte (08 = unsigned byte), the number of
 * axes, one uint32 per axis, then the numbers in row-major order.
 *   images  00 00 08 03 · count · height · width · count*height*width bytes, 0 = paper, 255 = ink
 *   labels  00 00 08 01 · count · count bytes
 * Source: https://github.com/cvdfoundation/mnist (the description that used to stand on the data set's own page).
 */
import { dataError } from './data-error.ts';
import { unreadable } from './file-kind.ts';
import type { PartKind } from './file-name.ts';
import type { DataFile } from './gzip.ts';
import { idxKind } from './idx-form.ts';

export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** [count, height, width]; a view into the file's bytes, not a copy. */
  readonly pixels: Uint8Array;
}

const magics: Readonly<Record<PartKind, number>> = { images: 0x00000803, labels: 0x00000801 };

/** Reads an unpacked IDX file of images. Throws DataError where form, header or size do not fit. */
export function parseIdxImages(file: DataFile): IdxImages {
  const [count, height, width] = header(file, 'images', 3);
  const expected = 16 + count * height * width;
  if (file.bytes.length !== expected || height === 0 || width === 0)
    throw dataError('images-size', {
      ...{ file: file.name, count, height, width },
      ...{ found: file.bytes.length, expected },
    });
  return { count, height, width, pixels: file.bytes.subarray(16) };
}

/** Reads an unpacked IDX file of labels: a view into its bytes. Throws as `parseIdxImages` does. */
export function parseIdxLabels(file: DataFile): Uint8Array {
  const [count] = header(file, 'labels', 1);
  const expected = 8 + count;
  if (file.bytes.length !== expected)
    throw dataError('labels-size', {
      ...{ file: file.name, count, found: file.bytes.length, expected },
    });
  return file.bytes.subarray(8);
}

/** Writes images [count, height, width] as an IDX file, not compressed. */
export function writeIdxImages(images: IdxImages): Uint8Array {
  const { count, height, width, pixels } = images;
  return written(magics.images, [count, height, width], pixels);
}

/** Writes labels as an IDX file, not compressed. */
export function writeIdxLabels(labels: Uint8Array): Uint8Array {
  return written(magics.labels, [labels.length], labels);
}

function header(file: DataFile, kind: PartKind, axes: number): number[] {
  const { name, bytes } = file;
  if (idxKind(bytes) !== kind) throw unreadable(file);
  const size = 4 + 4 * axes;
  const view = viewOf(bytes);
  if (bytes.length < size)
    throw dataError('idx-header', { file: name, found: bytes.length, expected: size });
  return Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
}

function written(magic: number, extents: readonly number[], data: Uint8Array): Uint8Array {
  const start = 4 + 4 * extents.length;
  const bytes = new Uint8Array(start + data.length);
  const view = viewOf(bytes);
  view.setUint32(0, magic);
  extents.forEach((extent, axis) => view.setUint32(4 + 4 * axis, extent));
  bytes.set(data, start);
  return bytes;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
