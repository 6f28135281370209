/**
 * Fetches MNIST from the site itself, where a build has put it there. A site without it is quite usual: `Absent` says
 * so. Single-page hosts then answer with the page of the site and status 200, a network that wants a sign-in with one of
 * its own, and some servers send `.gz` files unpacked: only the bytes tell.
 */
import { dataError } from './data-error.ts';
import type { DataSet } from './data-set.ts';
import { isGzip, type DataFile } from './gzip.ts';
import { idxKind } from './idx-form.ts';
import { idxFiles, type IdxFile } from './mnist-files.ts';

export interface FetchMnistOptions {
  /** Where the site stands, for example `/` or `/layer-by-layer/`; the slash at the end may be missing. */
  readonly base: string;
  readonly signal?: AbortSignal | undefined;
  /**
   * Called after every piece that arrives, a few hundred times in all. The total is an estimate where the server does
   * not tell, and never less than what is loaded.
   */
  readonly onProgress?: ((loadedBytes: number, totalBytes: number) => void) | undefined;
  /** In place of the platform's, for tests. */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * Milliseconds without a byte after which a download is given up. A lost packet is sent again within seconds, a mobile
 * network changes its cell in about ten; however slow, one that delivers is never given up.
 */
export const stallMilliseconds = 20_000;

/** `file` is the name of the first file that is not there. */
export class Absent extends Error {
  readonly file: string;
  constructor(file: string) {
    super();
    this.file = file;
  }
}

/** Smallest first, and the others only when it is there: a site without MNIST costs one request. */
const [scout, ...others] = idxFiles.toSorted((a, b) => a.bytes - b.bytes) as [
  IdxFile,
  ...IdxFile[],
];

/** Fetches and reads the four files. Throws Absent, DataError, or the reason of `signal` when that is aborted. */
export async function fetchMnist(options: FetchMnistOptions): Promise<DataSet> {
  const stop = new AbortController();
  const outer = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  // One for all four: a slow network may bring one file after the other.
  const watch = watchForStall(outer);
  const sizes = new Map<IdxFile, { readonly loaded: number; readonly total: number }>();
  const report = (file: IdxFile, loaded: number, expected: number): void => {
    watch.feed();
    sizes.set(file, { loaded, total: Math.max(loaded, expected) });
    if (sizes.size < idxFiles.length) return;
    const sum = (of: 'loaded' | 'total') =>
      [...sizes.values()].reduce((total, size) => total + size[of], 0);
    options.onProgress?.(sum('loaded'), sum('total'));
  };
  const get = (file: IdxFile) => fetchFile(file, options, watch.signal, report);
  try {
    options.signal?.throwIfAborted();
    const first = await get(scout);
    const files = [first, ...(await Promise.all(others.map(get)))];
    options.signal?.throwIfAborted();
    watch.end();
    const { loadFiles } = await import('./load-files.ts');
    return await loadFiles(files);
  } catch (error) {
    stop.abort();
    options.signal?.throwIfAborted();
    if (watch.hasStalled()) throw dataError('stalled', { seconds: stallMilliseconds / 1000 });
    throw error;
  } finally {
    watch.end();
  }
}

/** A signal that is aborted with `outer`, and by itself when `feed` has not been called for `stallMilliseconds`. */
function watchForStall(outer: AbortSignal) {
  const stall = new AbortController();
  const give = () => setTimeout(() => stall.abort(), stallMilliseconds);
  let timer = give();
  return {
    signal: AbortSignal.any([outer, stall.signal]),
    hasStalled: () => stall.signal.aborted,
    feed(): void {
      clearTimeout(timer);
      timer = give();
    },
    end: () => clearTimeout(timer),
  };
}

async function fetchFile(
  file: IdxFile,
  options: FetchMnistOptions,
  signal: AbortSignal,
  report: (file: IdxFile, loaded: number, expected: number) => void,
): Promise<DataFile> {
  const url = `${options.base.replace(/\/$/, '')}/data/mnist/${file.name}`;
  const response = await (options.fetch ?? fetch)(url, { signal }).catch(() => {
    throw dataError('unreachable', { file: file.name });
  });
  const { status } = response;
  if (status === 404 || status === 410) throw new Absent(file.name);
  if (!response.ok || !response.body)
    throw dataError('server-refused', { file: file.name, status });
  const expected = announcedBytes(response, file);
  const bytes = await readBody(response.body, file, signal, (loaded) =>
    report(file, loaded, expected),
  );
  if (isGzip(bytes) || idxKind(bytes)) return { name: file.name, bytes };
  throw isPage(bytes) && !isOurs(bytes)
    ? dataError('page-instead', { file: file.name })
    : new Absent(file.name);
}

/** Content-Length counts what travels: useless for progress where the browser unpacks on arrival. */
function announcedBytes(response: Response, file: IdxFile): number {
  const length = Number(response.headers.get('Content-Length'));
  return length > 0 && !response.headers.get('Content-Encoding') ? length : file.bytes;
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  file: IdxFile,
  signal: AbortSignal,
  report: (loadedBytes: number) => void,
): Promise<Uint8Array> {
  const reader = body.getReader();
  // Whoever reads a stream that was made elsewhere has to end it, too.
  const end = (): void => void reader.cancel().catch(() => {});
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  const whole = new Uint8Array(file.bytes);
  let loaded = 0;
  report(0);
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw dataError('network', { file: file.name });
    });
    signal.throwIfAborted();
    if (done) return whole.slice(0, loaded);
    const room = whole.length - loaded;
    whole.set(value.subarray(0, room), loaded);
    if (value.length > room) {
      await reader.cancel();
      if (isPage(whole)) return whole;
      throw dataError('too-large', { file: file.name, limit: whole.length });
    }
    loaded += value.length;
    report(loaded);
  }
}

/** Far more than stands before the name of the site in the head of any page. */
const headBytes = 10_000;

const textOf = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes.subarray(0, headBytes));

const isPage = (bytes: Uint8Array): boolean =>
  /^\s*<(!doctype html|html|head|body|!--|meta|script)/i.test(textOf(bytes));

/** Every page of the book carries its name. */
const isOurs = (page: Uint8Array): boolean => textOf(page).includes('content="Layer by Layer"');
