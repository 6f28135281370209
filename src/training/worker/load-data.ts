/** From what the reader chose to a data set in memory, in the worker, with progress and without holding up messages. */
import { DataError, dataError } from '#data/data-error.ts';
import type { DataSet } from '#data/data-set.ts';
import { describeDigits, digitSlices, splitSeeds } from '#data/digits/generated-data-set.ts';
import { dataMessages, type DataErrorCode } from '#data/messages.ts';
import { Absent, fetchMnist } from '#data/mnist.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { messageInAll } from '#words/messages.ts';
import { testCountFor } from './digit-counts.ts';
import type { DataSource, LoadFailure } from './protocol.ts';

export type LoadedData = { readonly kind: 'ready'; readonly data: DataSet } | LoadFailure;
export type LoadProgress = (done: number, total: number) => void;

interface Loading {
  readonly progress: LoadProgress;
  readonly signal: AbortSignal;
  /** Lets messages in between two slices of work. */
  readonly giveWay: () => Promise<void>;
}

/** What may be right in a minute. */
const passing: ReadonlySet<DataErrorCode> = new Set([
  'network',
  'unreachable',
  'server-refused',
  'stalled',
  'page-instead',
]);

/** Everything that can be wrong with files or the network is an answer. Rejects for reasons beyond, and when aborted. */
export async function loadData(source: DataSource, loading: Loading): Promise<LoadedData> {
  try {
    return { kind: 'ready', data: await load(source, loading) };
  } catch (error) {
    if (error instanceof Absent) return { kind: 'absent', file: error.file };
    if (error instanceof DataError) {
      const { code, params } = error;
      const text = messageInAll(dataMessages, code, params);
      return { kind: passing.has(code) ? 'passing' : 'damaged', code, text };
    }
    throw error;
  }
}

function load(source: DataSource, loading: Loading): Promise<DataSet> {
  switch (source.kind) {
    case 'mnist':
      return loadMnist(source.base, loading);
    case 'files':
      return loadDropped(source, loading);
    case 'generated':
      return loadGenerated(source, loading);
    default:
      return source satisfies never;
  }
}

const loadMnist = (base: string, { progress, signal }: Loading): Promise<DataSet> =>
  fetchMnist({ base, signal, onProgress: progress });

/** All that reads files is fetched with the first of them: most visits draw their digits. */
const readers = () =>
  Promise.all([import('#data/load-files.ts'), import('#data/turned-data-set.ts')]);

async function loadDropped(
  { files: dropped, turn }: Extract<DataSource, { kind: 'files' }>,
  { signal }: Loading,
): Promise<DataSet> {
  // A folder comes as a file that cannot be read; so does one that was moved or is in use elsewhere.
  const read = dropped.map(async (file) => {
    const buffer = await file.arrayBuffer().catch(() => {
      throw dataError('unreadable', { file: file.name });
    });
    return { name: file.name, bytes: new Uint8Array(buffer) };
  });
  const files = await Promise.all(read);
  signal.throwIfAborted();
  const [{ loadFiles }, { turnedDataSet }] = await readers();
  const stored = await loadFiles(files);
  signal.throwIfAborted();
  return turnedDataSet(stored, turn);
}

async function loadGenerated(
  { trainCount, seed, mnistTest }: Extract<DataSource, { kind: 'generated' }>,
  loading: Loading,
): Promise<DataSet> {
  const mnist = mnistTest && (await loadMnist(mnistTest.base, loading));
  const testCount = mnist ? 0 : testCountFor(trainCount);
  const seeds = splitSeeds(seed);
  const count = (drawn: number): void => loading.progress(drawn, trainCount + testCount);
  const train = await draw(seeds.train, trainCount, loading, count);
  if (mnist) return { ...mnist, name: 'generated digits, MNIST to test', train };
  const test = await draw(seeds.test, testCount, loading, (done) => count(trainCount + done));
  return describeDigits(train, test);
}

async function draw(
  seed: number,
  count: number,
  { giveWay, signal }: Loading,
  drawn: (done: number) => void,
): Promise<LabelledImages> {
  const slices = digitSlices({ seed, count });
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
    drawn(value);
    await giveWay();
    signal.throwIfAborted();
  }
}
