/**
 * Loads one data set after another, beside whatever run goes on. The newest wish wins: it aborts a load that is under
 * way, and nothing is heard of that one any more. What has been loaded stays until something else has.
 */
import type { DataSet } from '#data/data-set.ts';
import { dataNotes } from '#data/messages.ts';
import { messageInAll } from '#words/messages.ts';
import type { LoadedData, LoadProgress } from './load-data.ts';
import type { DataSource, FromWorker } from './protocol.ts';
import { specimensOf } from './specimens.ts';
import { wallOf } from './wall.ts';

/** What a loader needs from the world. */
export interface LoaderWorld {
  post(message: FromWorker): void;
  /** Milliseconds on any steady clock. */
  now(): number;
  /** May reject, for any reason; when `signal` is aborted it may do whatever it likes. */
  load(source: DataSource, progress: LoadProgress, signal: AbortSignal): Promise<LoadedData>;
}

/** Progress is told about ten times a second. */
const progressInterval = 100;

export class Loader {
  readonly #world: LoaderWorld;
  #abort = new AbortController();
  #data: DataSet | undefined;
  #newest: Promise<void> = Promise.resolve();

  constructor(world: LoaderWorld) {
    this.#world = world;
  }

  /** The last data set that could be loaded, once the newest load has come to its end. */
  async data(): Promise<DataSet | undefined> {
    let awaited;
    do await (awaited = this.#newest);
    while (awaited !== this.#newest);
    return this.#data;
  }

  load(request: number, source: DataSource): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#newest = this.#load(request, source, this.#abort.signal);
  }

  async #load(request: number, source: DataSource, signal: AbortSignal): Promise<void> {
    const loaded = await this.#world
      .load(source, this.#progress(request, signal), signal)
      .catch(failed);
    if (signal.aborted) return;
    if (loaded.kind !== 'ready')
      return this.#world.post({ kind: 'notLoaded', request, failure: loaded });
    this.#data = loaded.data;
    const { train, test, name, height, width, classes, notes, turning } = loaded.data;
    const counts = { trainCount: train.count, testCount: test.count };
    const data = {
      name,
      height,
      width,
      classes,
      ...counts,
      wall: wallOf(loaded.data),
      ...(notes && { notes: notes.map((note) => messageInAll(dataNotes, note.code, note)) }),
      ...(turning && { turning: { ...turning, specimens: specimensOf(loaded.data) } }),
    };
    this.#world.post({ kind: 'loaded', request, data });
  }

  #progress(request: number, signal: AbortSignal): LoadProgress {
    let told = -Infinity;
    return (done, total) => {
      const now = this.#world.now();
      if (signal.aborted || (now - told < progressInterval && done < total)) return;
      told = now;
      this.#world.post({ kind: 'loading', request, done, total });
    };
  }
}

const failed = (error: unknown): LoadedData => ({
  kind: 'failed',
  message: error instanceof Error ? error.message : String(error),
});
