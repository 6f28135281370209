/**
 * `.npy`, NumPy's format of one array: a magic string, a version, a header that is a Python dictionary, the numbers.
 *   93 'NUMPY' · major · minor · header's length (2 bytes, 4 from version 2 on) · {'descr': '<f4', 'fortran_order': False,
 *   'shape': (60000, 28, 28), } · numbers
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { dataError } from './data-error.ts';
import type { DataFile } from './gzip.ts';
import { bytesOf, readNumbers, type Numbers, type NumberType } from './numbers.ts';

export interface NpyArray {
  readonly shape: readonly number[];
  /** In row-major order. */
  readonly numbers: Numbers;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy's letters and sizes. What is left out (complex numbers, half floats, text, Python objects) is refused by name. */
const types: Readonly<Record<string, NumberType>> = {
  ...{ b1: 'uint8', u1: 'uint8', i1: 'int8', u2: 'uint16', i2: 'int16', u4: 'uint32', i4: 'int32' },
  ...{ u8: 'uint64', i8: 'int64', f4: 'float32', f8: 'float64' },
};

export const isNpy = (bytes: Uint8Array): boolean => magic.every((byte, n) => bytes[n] === byte);

/** Throws DataError `npy-damaged`, `npy-type` or `npy-size`. */
export function parseNpy({ name: file, bytes }: DataFile): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirstVersion = bytes[6] === 1;
  const start = isFirstVersion ? 10 : 12;
  if (!isNpy(bytes) || bytes.length < start) throw dataError('npy-damaged', { file });
  const end = start + (isFirstVersion ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, end));
  const extents = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1];
  const order = /'fortran_order': *(True|False)/.exec(header)?.[1];
  if (end > bytes.length || extents === undefined || order === undefined)
    throw dataError('npy-damaged', { file });
  const [, byteOrder, code] = /'descr': *'([<>|=]?)(\w+)/.exec(header) ?? [];
  const isRecord = /'descr': *\[/.test(header);
  if (code === undefined && !isRecord) throw dataError('npy-damaged', { file });
  if (isRecord || !Object.hasOwn(types, code))
    throw dataError('npy-type', { file, type: isRecord ? 'record' : code });
  const type = types[code];
  const shape = (extents.match(/\d+/g) ?? []).map(Number);
  const expected = shape.reduce((product, extent) => product * extent, 1) * bytesOf(type);
  const found = bytes.length - end;
  if (found !== expected)
    throw dataError('npy-size', { file, shape: shape.join(' x '), found, expected });
  const numbers = readNumbers(bytes.subarray(end), type, byteOrder !== '>');
  return { shape, numbers: order === 'True' ? rowMajor(numbers, shape) : numbers };
}

/** Puts numbers of which the first axis runs fastest into the order in which the last one does. */
function rowMajor(numbers: Numbers, shape: readonly number[]): Numbers {
  const turned = numbers.slice();
  const index = shape.map(() => 0);
  const strides: number[] = [];
  for (const [axis] of shape.entries())
    strides.push(axis ? strides[axis - 1] * shape[axis - 1] : 1);
  let from = 0;
  for (let to = 0; to < turned.length; to++) {
    turned[to] = numbers[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return turned;
}
