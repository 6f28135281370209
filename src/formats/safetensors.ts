/**
 * safetensors: tensors by name, as they lie in memory, behind a header that is JSON.
 *   header's length N (8 bytes, little-endian) · header (N bytes of UTF-8, spaces at its end) · numbers
 *   header: { "conv1.weight": { "dtype": "F32", "shape": [4, 1, 3, 3], "data_offsets": [0, 144] }, …,
 *             "__metadata__": { "name": "text" } }
 * Offsets count from the first byte of the numbers, which are little-endian and in row-major order. The tensors fill the
 * numbers from end to end: no byte belongs to two of them, or to none. No name stands twice.
 *
 * Source: https://github.com/huggingface/safetensors#format
 */
import { sizeOf, tensor, type Tensor } from '#engine/tensor.ts';
import { shapeText } from '#words/lists.ts';
import { formatError } from './format-error.ts';
import { duplicateName } from './json-names.ts';

export interface NamedTensors {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a tensor of the header says. */
interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

const metadataName = '__metadata__';
const lengthBytes = 8;
const numberBytes = 4;

/**
 * Writes float32 tensors in the order in which they are given; the same tensors give the same bytes. Throws FormatError
 * `written-name`, `written-type` or `written-shape`.
 */
export function writeSafetensors({ tensors, metadata }: NamedTensors): Uint8Array<ArrayBuffer> {
  const entries: [string, unknown][] = [[metadataName, metadata]];
  let size = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (name === metadataName) throw formatError('written-name', { name });
    if (!(data instanceof Float32Array)) throw formatError('written-type', { name });
    if (sizeOf(shape) !== data.length)
      throw formatError('written-shape', { name, shape: shapeText(shape), count: data.length });
    const from = size;
    size += data.length * numberBytes;
    entries.push([name, { dtype: 'F32', shape, data_offsets: [from, size] }]);
  }
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  // The numbers begin at a multiple of 8, so that others can use them where they lie.
  const length = Math.ceil(header.length / lengthBytes) * lengthBytes;
  const bytes = new Uint8Array(lengthBytes + length + size).fill(0x20);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.set(header, lengthBytes);
  let at = lengthBytes + length;
  for (const { data } of Object.values(tensors))
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += numberBytes;
    }
  return bytes;
}

/** Reads a file called `file`; the tensors are copies. Throws FormatError, never anything else. */
export function readSafetensors(file: string, bytes: Uint8Array): NamedTensors {
  const { header, start } = readHeader(file, bytes);
  const { [metadataName]: metadata = {}, ...described } = header;
  const size = bytes.length - start;
  const entries = Object.entries(described).map(([name, value]) =>
    readEntry(file, name, value, size),
  );
  checkFilled(file, entries, size);
  const numbers = new DataView(bytes.buffer, bytes.byteOffset + start, size);
  const read = ({ shape, from }: Entry): Tensor => {
    const value = (_: unknown, k: number) => numbers.getFloat32(from + k * numberBytes, true);
    return tensor(shape, Float32Array.from({ length: sizeOf(shape) }, value));
  };
  return {
    // Of entries, so that no name is special, `__proto__` neither.
    tensors: Object.fromEntries(entries.map((entry) => [entry.name, read(entry)])),
    metadata: readMetadata(file, metadata),
  };
}

function readHeader(file: string, bytes: Uint8Array) {
  const found = bytes.length - lengthBytes;
  if (found < 0) throw formatError('no-header', { file, found: bytes.length });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(found))
    throw formatError('header-length', { file, expected: String(length), found });
  const start = lengthBytes + Number(length);
  const text = decoded(bytes.subarray(lengthBytes, start));
  const header = text === undefined ? undefined : parsed(text);
  if (text === undefined || !isRecord(header)) throw formatError('header-text', { file });
  const name = duplicateName(text);
  if (name !== undefined) throw formatError('duplicate-name', { file, name });
  return { header, start };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

function readEntry(file: string, name: string, value: unknown, size: number): Entry {
  if (!isRecord(value)) throw formatError('tensor-form', { file, name });
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Array.isArray(shape) || !isPair(offsets))
    throw formatError('tensor-form', { file, name });
  if (dtype !== 'F32') throw formatError('tensor-type', { file, name, type: dtype });
  const [from, to] = offsets;
  const shown = { file, name, shape: JSON.stringify(shape) };
  const expected = shape.every(isCount) ? sizeOf(shape) * numberBytes : NaN;
  if (!Number.isSafeInteger(expected)) throw formatError('tensor-shape', shown);
  if (from > to || to > size) throw formatError('tensor-bounds', { file, name, from, to, size });
  if (expected !== to - from)
    throw formatError('tensor-size', { ...shown, expected, found: to - from });
  return { name, shape, from, to };
}

const isPair = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every(isCount);

/** Throws where two tensors share bytes, or bytes belong to none. */
function checkFilled(file: string, entries: readonly Entry[], size: number): void {
  let end = 0;
  let before = '';
  for (const { name, from, to } of entries.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < end) throw formatError('tensor-overlap', { file, name, other: before });
    if (from > end) throw formatError('unclaimed-bytes', { file, from: end, to: from });
    end = to;
    before = name;
  }
  if (end < size) throw formatError('unclaimed-bytes', { file, from: end, to: size });
}

function readMetadata(file: string, metadata: unknown): Record<string, string> {
  if (!isRecord(metadata)) throw formatError('metadata-form', { file, name: metadataName });
  for (const [name, value] of Object.entries(metadata))
    if (typeof value !== 'string') throw formatError('metadata-form', { file, name });
  return metadata as Record<string, string>;
}
