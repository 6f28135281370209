/**
 * Unpacks gzip and zlib data with the platform's own DecompressionStream: the same code in a page, a worker and Node.
 * The work happens on the calling thread; a page that must stay smooth calls it from a worker.
 */
import { dataError } from './data-error.ts';

/** A file in memory, as dropped, fetched or read. `name` is what messages call it. */
export interface DataFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a file of this project may unpack to: 6 times MNIST's training images, EMNIST's 280,000 included. */
export const largestUnpackedBytes = 288 * 1024 * 1024;

const sliceBytes = 64 * 1024;

export class TooLarge extends Error {}

/** Tells by the magic bytes 1f 8b whether `bytes` are gzip data. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * Returns the bytes of `file`, unpacked if they are gzip data and as they are if not. Servers that send `.gz` files
 * with `Content-Encoding: gzip` make the browser unpack them first, so the name proves nothing.
 * Throws DataError `gzip-damaged` or `too-large`.
 */
export async function unpacked(
  file: DataFile,
  limit: number = largestUnpackedBytes,
): Promise<Uint8Array> {
  if (!isGzip(file.bytes)) return file.bytes;
  try {
    return await decompress(file.bytes, 'gzip', limit);
  } catch (error) {
    throw error instanceof TooLarge
      ? dataError('too-large', { file: file.name, limit })
      : dataError('gzip-damaged', { file: file.name });
  }
}

/**
 * Decompresses all of `bytes`; `deflate` is the zlib format. Throws `TooLarge` as soon as the output passes `limit`
 * bytes, and the platform's error where the data is damaged, cut short or followed by something else.
 */
export async function decompress(
  bytes: Uint8Array,
  format: 'gzip' | 'deflate',
  limit: number,
): Promise<Uint8Array> {
  let position = 0;
  const slices = new ReadableStream<BufferSource>({
    pull(controller) {
      const end = Math.min(position + sliceBytes, bytes.length);
      if (position < end) controller.enqueue(ownBytes(bytes.subarray(position, end)));
      position = end;
      if (end === bytes.length) controller.close();
    },
  });
  const reader = slices.pipeThrough(new DecompressionStream(format)).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, size);
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new TooLarge();
    }
    chunks.push(value);
  }
}

/** Streams refuse shared memory, so bytes that lie there are copied. */
const ownBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    whole.set(chunk, position);
    position += chunk.length;
  }
  return whole;
}
