/**
 * MATLAB 5 files (`save -v6` and `-v7`): a 128-byte header, then elements of a type, a size and data. A matrix is an
 * element of elements (flags, dimensions, name, numbers); with -v7 each matrix is packed with zlib. Numbers stand
 * column by column. Matrices of real numbers are read, whatever type they are stored in: MATLAB stores whole doubles as
 * bytes where they fit. Cells, structures, text and sparse matrices are passed over.
 * Source: MAT-File Format, The MathWorks (chapter "Level 5 MAT-File Format").
 */
import { dataError } from './data-error.ts';
import { largestUnpackedBytes, type DataFile } from './gzip.ts';
import { NotInflated, TooLarge, inflated } from './inflate.ts';
import { readNumbers, type Numbers, type NumberType } from './numbers.ts';

export interface MatMatrix {
  readonly name: string;
  readonly shape: readonly number[];
  /** Column-major, as stored; undefined where the numbers are complex. */
  readonly numbers: Numbers | undefined;
}

const headerBytes = 128;
const mi = {
  int8: 1,
  uint8: 2,
  int32: 5,
  uint32: 6,
  matrix: 14,
  compressed: 15,
  utf8: 16,
} as const;
/** Types of stored numbers, by the format's codes. */
const numberTypes: Readonly<Record<number, NumberType>> = {
  ...{ 1: 'int8', 2: 'uint8', 3: 'int16', 4: 'uint16', 5: 'int32', 6: 'uint32' },
  ...{ 7: 'float32', 9: 'float64', 12: 'int64', 13: 'uint64' },
};
/** Array classes that hold numbers: double, single and eight kinds of integers; logical arrays are uint8. */
const mx = { firstNumeric: 6, lastNumeric: 15 } as const;
const complexFlag = 0x0800;

interface Element {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** Where the next element starts. */
  readonly next: number;
}

/** Thrown inside one top-level element; `readMat` knows its place in the file. */
class Damaged extends Error {}

/** Tells whether `bytes` begin as a MATLAB file of any version does. */
export const isMat = (bytes: Uint8Array): boolean => text(bytes.subarray(0, 6)) === 'MATLAB';

/**
 * Reads the numeric matrices of a MATLAB 5 file one after the other.
 * Throws DataError `mat-header`, `mat-version`, `mat-truncated`, `mat-damaged` or `too-large`.
 */
export async function* readMat(file: DataFile): AsyncGenerator<MatMatrix> {
  const { bytes } = file;
  const littleEndian = byteOrder(file);
  let unpackedBytes = 0;
  for (let offset = headerBytes; offset < bytes.length;) {
    try {
      const element = elementAt(bytes, offset, littleEndian);
      if (typeof element === 'number') {
        const left = bytes.length - offset;
        throw dataError('mat-truncated', { file: file.name, offset, needed: element, left });
      }
      const packed = element.type === mi.compressed;
      const whole = packed ? await unpack(element, unpackedBytes) : bytes.subarray(offset);
      if (packed) unpackedBytes += whole.length;
      const matrix = inside(whole, 0, littleEndian, mi.matrix);
      const read = readMatrix(matrix.bytes, littleEndian);
      offset = element.next;
      if (read) yield read;
    } catch (error) {
      if (error instanceof TooLarge)
        throw dataError('too-large', { file: file.name, limit: largestUnpackedBytes });
      if (error instanceof Damaged) throw dataError('mat-damaged', { file: file.name, offset });
      throw error;
    }
  }
}

/** Checks the header and returns whether numbers are little-endian. */
function byteOrder({ name, bytes }: DataFile): boolean {
  if (bytes.length < headerBytes || !isMat(bytes)) throw dataError('mat-header', { file: name });
  const mark = text(bytes.subarray(126, 128));
  if (mark !== 'IM' && mark !== 'MI') throw dataError('mat-header', { file: name });
  const version = viewOf(bytes).getUint16(124, mark === 'IM');
  if (version === 0x0200) throw dataError('mat-version', { file: name });
  if (version !== 0x0100) throw dataError('mat-header', { file: name });
  return mark === 'IM';
}

async function unpack(element: Element, before: number): Promise<Uint8Array> {
  try {
    return await inflated(element.bytes, 'zlib', largestUnpackedBytes - before);
  } catch (error) {
    throw error instanceof NotInflated ? new Damaged() : error;
  }
}

/** Reads flags, dimensions, name and numbers; undefined for cells, structures, text and sparse matrices. */
function readMatrix(bytes: Uint8Array, littleEndian: boolean): MatMatrix | undefined {
  if (bytes.length === 0) return undefined;
  // Writers other than MATLAB are free with signs here.
  const flags = inside(bytes, 0, littleEndian, mi.uint32, mi.int32);
  if (flags.bytes.length !== 8) throw new Damaged();
  const flag = viewOf(flags.bytes).getUint32(0, littleEndian);
  const arrayClass = flag & 0xff;
  if (arrayClass < mx.firstNumeric || arrayClass > mx.lastNumeric) return undefined;
  const dimensions = inside(bytes, flags.next, littleEndian, mi.int32, mi.uint32);
  const axes = dimensions.bytes.length / 4;
  if (!Number.isInteger(axes) || axes < 2) throw new Damaged();
  const view = viewOf(dimensions.bytes);
  const shape = Array.from({ length: axes }, (_, axis) => view.getInt32(4 * axis, littleEndian));
  if (shape.some((extent) => extent < 0)) throw new Damaged();
  const name = inside(bytes, dimensions.next, littleEndian, mi.int8, mi.uint8, mi.utf8);
  const numbers = inside(bytes, name.next, littleEndian);
  const type = numberTypes[numbers.type];
  if (type === undefined) throw new Damaged();
  const isComplex = (flag & complexFlag) !== 0;
  const read = isComplex ? undefined : readNumbers(numbers.bytes, type, littleEndian);
  return { name: text(name.bytes), shape, numbers: read };
}

/** Reads an element that must be there, of one of `types` if there are any. */
function inside(
  bytes: Uint8Array,
  offset: number,
  littleEndian: boolean,
  ...types: number[]
): Element {
  const element = elementAt(bytes, offset, littleEndian);
  if (typeof element === 'number' || (types.length > 0 && !types.includes(element.type)))
    throw new Damaged();
  return element;
}

/**
 * Reads the element at `offset`, or returns the number of bytes it needs where fewer are left.
 * Up to 4 bytes of data may stand in the tag itself; all but packed elements are padded to 8 bytes.
 */
function elementAt(bytes: Uint8Array, offset: number, littleEndian: boolean): Element | number {
  const left = bytes.length - offset;
  if (left < 8) return 8;
  const view = viewOf(bytes);
  const first = view.getUint32(offset, littleEndian);
  const smallSize = first >>> 16;
  if (smallSize > 0) {
    if (smallSize > 4) throw new Damaged();
    const data = bytes.subarray(offset + 4, offset + 4 + smallSize);
    return { type: first & 0xffff, bytes: data, next: offset + 8 };
  }
  const size = view.getUint32(offset + 4, littleEndian);
  if (8 + size > left) return 8 + size;
  const start = offset + 8;
  const end = start + size;
  const padding = first === mi.compressed ? 0 : (8 - (size % 8)) % 8;
  return { type: first, bytes: bytes.subarray(start, end), next: end + padding };
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
