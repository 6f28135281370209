/** From what the reader chose to a data set in memory, in the worker, with progress and without holding up messages. */
import { DataError } from '#data/data-error.ts';
import type { DataSet } from '#data/data-set.ts';
import { describeDigits, digitSlices, splitSeeds } from '#data/digits/generated-data-set.ts';
import { fetchMnist } from '#data/mnist.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { testCountFor } from './digit-counts.ts';
import type { DataSource, LoadFailure } from './protocol.ts';

export type LoadedData = { readonly kind: 'ready'; readonly data: DataSet } | LoadFailure;
export type LoadProgress = (done: number, total: number, unit: 'bytes' | 'digits') => void;

interface Loading {
  readonly progress: LoadProgress;
  readonly signal: AbortSignal;
  /** Lets messages in between two slices of work. */
  readonly giveWay: () => Promise<void>;
}

/** Rejects only when `signal` is aborted; everything that can be wrong with files is an answer. */
export async function loadData(source: DataSource, loading: Loading): Promise<LoadedData> {
  switch (source.kind) {
    case 'mnist':
      return loadMnist(source.base, loading);
    case 'files':
      return loadDropped(source.files);
    case 'generated':
      return loadGenerated(source, loading);
    default:
      return source satisfies never;
  }
}

async function loadMnist(base: string, { progress, signal }: Loading): Promise<LoadedData> {
  const onProgress = (bytes: { loadedBytes: number; totalBytes: number }): void =>
    progress(bytes.loadedBytes, bytes.totalBytes, 'bytes');
  const result = await fetchMnist({ base, signal, onProgress });
  if (result.status === 'absent') return { kind: 'absent', file: result.file };
  if (result.status === 'damaged') return damaged(result.error);
  return { kind: 'ready', data: result.dataSet };
}

async function loadDropped(dropped: readonly File[]): Promise<LoadedData> {
  try {
    const files = dropped.map(async (file) => {
      return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
    });
    // Few readers bring files of their own: what reads them is fetched for those who do.
    const { loadFiles } = await import('#data/load-files.ts');
    return { kind: 'ready', data: await loadFiles(await Promise.all(files)) };
  } catch (error) {
    if (error instanceof DataError) return damaged(error);
    throw error;
  }
}

async function loadGenerated(
  { trainCount, seed, mnistTest }: Extract<DataSource, { kind: 'generated' }>,
  loading: Loading,
): Promise<LoadedData> {
  const mnist = mnistTest && (await loadMnist(mnistTest.base, loading));
  if (mnist && mnist.kind !== 'ready') return mnist;
  const testCount = mnist ? 0 : testCountFor(trainCount);
  const seeds = splitSeeds(seed);
  const count = (drawn: number): void => loading.progress(drawn, trainCount + testCount, 'digits');
  const train = await draw(seeds.train, trainCount, loading, count);
  if (mnist) {
    const name = 'generated digits, MNIST to test';
    return { kind: 'ready', data: { ...mnist.data, name, train } };
  }
  const test = await draw(seeds.test, testCount, loading, (done) => count(trainCount + done));
  return { kind: 'ready', data: describeDigits(train, test) };
}

async function draw(
  seed: number,
  count: number,
  { giveWay, signal }: Loading,
  drawn: (done: number) => void,
): Promise<LabelledImages> {
  const slices = digitSlices({ seed, count });
  for (;;) {
    const slice = slices.next();
    if (slice.done) return slice.value;
    drawn(slice.value.to);
    await giveWay();
    signal.throwIfAborted();
  }
}

const damaged = ({ code, params }: DataError): LoadFailure => ({ kind: 'damaged', code, params });
