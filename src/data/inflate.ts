/**
 * Unpacks gzip, zlib and raw deflate data, alike in a page's worker and in Node. The platform's own DecompressionStream
 * refuses gzip files of several members and files padded with zeros, which `gzip` reads; pako reads them, and checks the
 * sums at their ends. It is fetched with the first packed file. The work happens at once on the calling thread, so a page
 * calls this from a worker.
 */
export type Packing = 'gzip' | 'zlib' | 'raw';

export class TooLarge extends Error {}

/** Thrown for data that is damaged, cut short or followed by something else than zeros. */
export class NotInflated extends Error {}

/**
 * zlib's `windowBits`: the largest window (2^15 bytes), + 16 for a gzip wrapper, negative for none.
 * Source: https://zlib.net/manual.html (inflateInit2).
 */
const windowBits: Readonly<Record<Packing, number>> = { gzip: 31, zlib: 15, raw: -15 };

/**
 * Throws `NotInflated`, or `TooLarge` as soon as the output passes `limit` bytes, so that a small file cannot fill the
 * memory.
 */
export async function inflated(
  bytes: Uint8Array,
  packing: Packing,
  limit: number,
): Promise<Uint8Array> {
  const { Inflate } = await import('pako');
  const chunks: Uint8Array[] = [];
  let size = 0;
  let end = 0;
  const inflate = new Inflate({ windowBits: windowBits[packing] });
  inflate.onStart = (stream) => (inflate.onEnd = () => (end = stream.next_in));
  inflate.onData = (chunk) => {
    size += chunk.length;
    if (size > limit) throw new TooLarge();
    chunks.push(chunk);
  };
  const isWhole = inflate.push(bytes, true);
  if (!isWhole || bytes.subarray(end).some((byte) => byte !== 0)) throw new NotInflated();
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    whole.set(chunk, position);
    position += chunk.length;
  }
  return whole;
}
