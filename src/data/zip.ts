/**
 * Reads ZIP archives, and so `.npz`, which is a ZIP of `.npy` files: the directory at the end, then the entries that are
 * asked for, each checked against its CRC-32.
 * Source: APPNOTE.TXT, PKWARE, version 6.3.10 (sections 4.3.7, 4.3.12, 4.3.16, 4.5.3).
 */
import { dataError } from './data-error.ts';
import type { DataFile } from './gzip.ts';
import { NotInflated, TooLarge, inflated } from './inflate.ts';

const signature = { entry: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 } as const;
const endBytes = 22;
const longestComment = 0xffff;
const zip64Field = 0x0001;
/** Stands in a field whose true value is in the extra field for large archives. */
const elsewhere = 0xffffffff;
const method = { stored: 0, deflated: 8 } as const;

interface Entry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

/** Thrown inside; `unzipped` names the file. */
class Damaged extends Error {}

/** What lies beyond the end of the file is a RangeError of DataView; an entry longer than promised is too large. */
const damages = [Damaged, NotInflated, TooLarge, RangeError];

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && isStart(viewOf(bytes).getUint32(0, true));

/** An archive without entries is its end alone. */
const isStart = (mark: number): boolean => mark === signature.entry || mark === signature.end;

/**
 * Returns the entries whose names are `wanted`, with `archive/entry` for a name, and the names of the others. Folders are
 * neither. Throws DataError `zip-damaged`, `zip-encrypted`, `zip-method` or `too-large` (for all entries together).
 */
export async function unzipped(
  { name: archive, bytes }: DataFile,
  wanted: (name: string) => boolean,
  limit: number,
): Promise<{ files: DataFile[]; others: string[] }> {
  const files: DataFile[] = [];
  const others: string[] = [];
  let left = limit;
  try {
    for (const entry of directory(bytes)) {
      if (entry.name.endsWith('/')) continue;
      if (!wanted(entry.name)) {
        others.push(entry.name);
        continue;
      }
      const name = `${archive}/${entry.name}`;
      if (entry.isEncrypted) throw dataError('zip-encrypted', { file: name });
      if (entry.method !== method.stored && entry.method !== method.deflated)
        throw dataError('zip-method', { file: name });
      if (entry.bytes > left) throw dataError('too-large', { file: archive, limit });
      left -= entry.bytes;
      const content = await contentOf(bytes, entry);
      files.push({ name, bytes: content });
    }
  } catch (error) {
    if (damages.some((kind) => error instanceof kind))
      throw dataError('zip-damaged', { file: archive });
    throw error;
  }
  return { files, others };
}

function* directory(bytes: Uint8Array): Generator<Entry> {
  const view = viewOf(bytes);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < count; n++) {
    if (view.getUint32(at, true) !== signature.directory) throw new Damaged();
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const nameStart = at + 46;
    const extraStart = nameStart + nameBytes;
    const large = largeValues(view, extraStart, extraStart + extraBytes);
    /** In this order the extra field has those that do not stand here. */
    const [size, packedBytes, offset] = [24, 20, 42].map((field) => {
      const value = view.getUint32(at + field, true);
      return value === elsewhere ? (large.shift() ?? value) : value;
    });
    yield {
      name: shownName(bytes.subarray(nameStart, extraStart)),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...{ packedBytes, bytes: size, offset },
    };
    at = extraStart + extraBytes + commentBytes;
  }
}

/** Control characters, which a damaged name may hold, would upset a sentence and a terminal. */
const shownName = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes).replace(/[\0-\x1f\x7f]/g, '?');

function endOfDirectory(view: DataView): number {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= Math.max(0, last - longestComment); at--)
    if (view.getUint32(at, true) === signature.end) return at;
  throw new Damaged();
}

function largeValues(view: DataView, start: number, end: number): number[] {
  for (let at = start; at + 4 <= end;) {
    const size = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === zip64Field)
      return Array.from({ length: size >> 3 }, (_, n) =>
        Number(view.getBigUint64(at + 4 + 8 * n, true)),
      );
    at += 4 + size;
  }
  return [];
}

async function contentOf(bytes: Uint8Array, entry: Entry): Promise<Uint8Array> {
  const view = viewOf(bytes);
  if (view.getUint32(entry.offset, true) !== signature.entry) throw new Damaged();
  // The name and the extra field are not always those of the directory.
  const nameBytes = view.getUint16(entry.offset + 26, true);
  const extraBytes = view.getUint16(entry.offset + 28, true);
  const start = entry.offset + 30 + nameBytes + extraBytes;
  const packed = bytes.subarray(start, start + entry.packedBytes);
  if (packed.length !== entry.packedBytes) throw new Damaged();
  const content =
    entry.method === method.stored ? packed : await inflated(packed, 'raw', entry.bytes);
  if (content.length !== entry.bytes || crc32(content) !== entry.crc) throw new Damaged();
  return content;
}

/** The remainder of each byte, for the polynomial of ISO 3309 with its bits turned round. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ remainders[(sum ^ byte) & 0xff];
  return ~sum >>> 0;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
