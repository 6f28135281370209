/**
 * Fetches MNIST from the site itself, where a build has put it there. A site without it is quite usual: `Absent` says
 * so. Static hosts and single-page fallbacks may answer with a page and status 200, and
 * some send `.gz` files unpacked: only the first bytes tell.
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
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const sizes = new Map<IdxFile, { readonly loaded: number; readonly total: number }>();
  const report = (file: IdxFile, loaded: number, expected: number): void => {
    sizes.set(file, { loaded, total: Math.max(loaded, expected) });
    if (sizes.size < idxFiles.length) return;
    const sum = (of: 'loaded' | 'total') =>
      [...sizes.values()].reduce((total, size) => total + size[of], 0);
    options.onProgress?.(sum('loaded'), sum('total'));
  };
  const get = (file: IdxFile) => fetchFile(file, options, signal, report);
  try {
    options.signal?.throwIfAborted();
    const first = await get(scout);
    const files = [first, ...(await Promise.all(others.map(get)))];
    options.signal?.throwIfAborted();
    const { loadFiles } = await import('./load-files.ts');
    return await loadFiles(files);
  } catch (error) {
    stop.abort();
    options.signal?.throwIfAborted();
    throw error;
  }
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
  const bytes = await readBody(response.body, file, (loaded) => report(file, loaded, expected));
  if (!isGzip(bytes) && !idxKind(bytes)) throw new Absent(file.name);
  return { name: file.name, bytes };
}

/** Content-Length counts what travels: useless for progress where the browser unpacks on arrival. */
function announcedBytes(response: Response, file: IdxFile): number {
  const length = Number(response.headers.get('Content-Length'));
  return length > 0 && !response.headers.get('Content-Encoding') ? length : file.bytes;
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  file: IdxFile,
  report: (loadedBytes: number) => void,
): Promise<Uint8Array> {
  const reader = body.getReader();
  const whole = new Uint8Array(file.bytes);
  let loaded = 0;
  report(0);
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw dataError('network', { file: file.name });
    });
    if (done) return whole.slice(0, loaded);
    if (loaded + value.length > whole.length) {
      await reader.cancel();
      throw dataError('too-large', { file: file.name, limit: whole.length });
    }
    whole.set(value, loaded);
    loaded += value.length;
    report(loaded);
  }
}
