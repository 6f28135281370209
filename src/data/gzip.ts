/** Files in memory, packed with gzip or not. */
import { dataError } from './data-error.ts';
import { NotInflated, TooLarge, inflated } from './inflate.ts';

/** A file in memory, as dropped, fetched or read. `name` is what messages call it. */
export interface DataFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a file of this project may unpack to: 6 times MNIST's training images, EMNIST's 280,000 included. */
export const largestUnpackedBytes = 288 * 1024 * 1024;

/** Some archives pack files that were packed already. A file can be made that unpacks to itself, so there is an end. */
const deepestPacking = 3;

/** Tells by the magic bytes 1f 8b whether `bytes` are gzip data. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Returns the bytes of `file`, unpacked if they are gzip data, packed again inside included, and as they are if not.
 * Servers that send `.gz` files with `Content-Encoding: gzip` make the browser unpack them first, so the name proves
 * nothing. Throws DataError `gzip-damaged`, `gzip-nested` or `too-large`.
 */
export async function unpacked(
  file: DataFile,
  limit: number = largestUnpackedBytes,
): Promise<Uint8Array> {
  let { bytes } = file;
  try {
    for (let depth = 0; isGzip(bytes); depth++) {
      if (depth === deepestPacking)
        throw dataError('gzip-nested', { file: file.name, times: depth });
      bytes = await inflated(bytes, 'gzip', limit);
    }
    return bytes;
  } catch (error) {
    if (error instanceof TooLarge) throw dataError('too-large', { file: file.name, limit });
    if (error instanceof NotInflated) throw dataError('gzip-damaged', { file: file.name });
    throw error;
  }
}
