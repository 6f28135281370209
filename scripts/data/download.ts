/** One download that cannot hang: it must begin, keep coming and end within bounds, and stay within a size. */

export interface Limits {
  /** Until the answer begins, in milliseconds. */
  readonly connectMs: number;
  /** Between two pieces of the answer. */
  readonly stallMs: number;
  /** For everything. */
  readonly totalMs: number;
}

/** Why a download failed, as the end of a sentence; `isReached` tells whether anybody answered at all. */
export class DownloadError extends Error {
  override name = 'DownloadError';
  readonly isReached: boolean;
  constructor(message: string, isReached: boolean) {
    super(message);
    this.isReached = isReached;
  }
}

/**
 * Fetches `url` and returns at most `maxBytes` bytes. `onProgress` gets the bytes so far after every piece.
 * Throws DownloadError for whatever goes wrong.
 */
export async function download(
  url: string,
  limits: Limits,
  maxBytes: number,
  onProgress: (loadedBytes: number) => void = () => {},
): Promise<Uint8Array> {
  const stop = new AbortController();
  let reason = 'could not be reached';
  let isReached = false;
  const abortAfter = (ms: number, why: string) =>
    setTimeout(() => {
      reason = why;
      stop.abort();
    }, ms);
  const total = abortAfter(limits.totalMs, `took more than ${limits.totalMs / 1000} s`);
  let patience = abortAfter(limits.connectMs, `did not answer in ${limits.connectMs / 1000} s`);
  try {
    const response = await fetch(url, { signal: stop.signal });
    isReached = true;
    reason = 'broke off';
    if (!response.ok || !response.body)
      throw new DownloadError(`answered ${response.status}`, true);
    const chunks: Uint8Array[] = [];
    let loaded = 0;
    const reader = response.body.getReader();
    for (;;) {
      clearTimeout(patience);
      patience = abortAfter(limits.stallMs, `sent nothing for ${limits.stallMs / 1000} s`);
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(Buffer.concat(chunks));
      loaded += value.length;
      if (loaded > maxBytes) throw new DownloadError(`sent more than ${maxBytes} bytes`, true);
      chunks.push(value);
      onProgress(loaded);
    }
  } catch (error) {
    throw error instanceof DownloadError ? error : new DownloadError(reason, isReached);
  } finally {
    clearTimeout(patience);
    clearTimeout(total);
    stop.abort(); // closes the connection where the body was not read to its end
  }
}
