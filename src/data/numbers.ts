/** Numbers as files store them, of any type and byte order, as one array of the platform. */
export type NumberType = keyof typeof arrays;
export type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

const arrays = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export const bytesOf = (type: NumberType): number => arrays[type].BYTES_PER_ELEMENT;

const isPlatformLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Reads as many whole numbers of `type` as `bytes` hold: bytes as a view of them, all else as a copy. Integers of 64 bits
 * become doubles, which is exact up to 2^53 and far beyond any pixel or label.
 */
export function readNumbers(bytes: Uint8Array, type: NumberType, littleEndian: boolean): Numbers {
  if (type === 'uint8') return bytes;
  const size = bytesOf(type);
  const copy = bytes.slice(0, bytes.length - (bytes.length % size));
  if (littleEndian !== isPlatformLittleEndian)
    for (let start = 0; start < copy.length; start += size)
      copy.subarray(start, start + size).reverse();
  const read = new arrays[type](copy.buffer as ArrayBuffer);
  return read instanceof BigInt64Array || read instanceof BigUint64Array
    ? Float64Array.from(read, Number)
    : read;
}
