/**
 * The training worker's mind, without the worker: it takes the page's messages, does one piece of work after another
 * and posts what comes of it. Clock, posting, loading and backends are handed in, so that it is tested in Node.
 *
 * Work that takes time waits in a queue. A run in the queue gives way between two updates often enough that a message
 * is heard within a frame or within one update, whichever is longer.
 */
import type { DataSet } from '#data/data-set.ts';
import type { BackendPlan } from '#engine/backend.ts';
import { backendPlan } from '../run/backend-plan.ts';
import { checkBackend } from '../run/check.ts';
import { evaluateInSlices } from '../run/evaluation.ts';
import type { BackendChoice, BackendOption, OpenedBackend } from './backends.ts';
import { LiveRun } from './live-run.ts';
import type { LoadedData, LoadProgress } from './load-data.ts';
import { observeDigit } from './observation.ts';
import type { DataSource, FromWorker, Subject, ToWorker } from './protocol.ts';

/** What a session needs from the world. */
export interface World {
  post(message: FromWorker): void;
  /** Milliseconds on any steady clock. */
  now(): number;
  /** Lets messages in; resolves as soon as they have been heard. */
  giveWay(): Promise<void>;
  load(source: DataSource, progress: LoadProgress, signal: AbortSignal): Promise<LoadedData>;
  backends(): Promise<readonly BackendOption[]>;
  open(choice: BackendChoice, plan: BackendPlan): Promise<OpenedBackend>;
}

/** About ten reports a second, however fast the updates are. */
const reportInterval = 100;
/** Observations are larger and need not be as fresh. */
const observationInterval = 300;
/** Updates go on without listening for this long: a frame. */
const listenInterval = 16;
/** Images of a backend check: enough for every gradient, a tenth of a second on the readable engine. */
const checkedImages = 128;

type PrepareMessage = Extract<ToWorker, { kind: 'prepare' }>;

export class Session {
  readonly #world: World;
  #queue: Promise<void> = Promise.resolve();
  /** Jobs in the queue that have not begun. */
  #waiting = 0;
  /** Counts what ends a run, so that long work on an abandoned one stops. */
  #ended = 0;
  #loading = new AbortController();
  #data: DataSet | undefined;
  #plan: BackendPlan | undefined;
  #run: LiveRun | undefined;
  #subject: Subject | undefined;
  /** Whether the run is to go on. */
  #wanted = false;
  #isTrainingQueued = false;
  #reported = -Infinity;
  #observed = -Infinity;

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes in one message. */
  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'hello':
        return this.#enqueue(() => this.#hello());
      case 'load':
        this.#wanted = false;
        this.#loading.abort();
        this.#loading = new AbortController();
        return this.#load(message.request, message.source, this.#loading.signal);
      case 'prepare':
        this.#wanted = false;
        this.#ended++;
        return this.#enqueue(() => this.#prepare(message));
      case 'start':
        this.#wanted = true;
        return this.#enqueueTraining();
      case 'pause':
        this.#wanted = false;
        return this.#enqueue(() => this.#settle());
      case 'step':
        this.#wanted = false;
        return this.#enqueue(() => this.#step());
      case 'evaluate':
        return this.#enqueue(() => this.#evaluate());
      case 'check':
        return this.#enqueue(() => this.#check());
      case 'observe':
        return this.#enqueue(() => this.#observe(message.subject));
      default:
        message satisfies never;
    }
  }

  #enqueue(job: () => Promise<void>): void {
    this.#waiting++;
    this.#queue = this.#queue.then(async () => {
      this.#waiting--;
      try {
        await job();
      } catch (error) {
        this.#fail(error);
      }
    });
  }

  /** A run stands in the queue once: two of them would only make way for each other. */
  #enqueueTraining(): void {
    if (this.#isTrainingQueued) return;
    this.#isTrainingQueued = true;
    this.#enqueue(() => {
      this.#isTrainingQueued = false;
      return this.#train();
    });
  }

  async #hello(): Promise<void> {
    this.#world.post({ kind: 'hello', backends: await this.#world.backends() });
  }

  #load(request: number, source: DataSource, signal: AbortSignal): void {
    let shown = -Infinity;
    const progress: LoadProgress = (done, total) => {
      const now = this.#world.now();
      if (now - shown < reportInterval && done < total) return;
      shown = now;
      this.#world.post({ kind: 'loading', request, done, total });
    };
    this.#enqueue(async () => {
      await this.#settle();
      if (signal.aborted) return;
      const loaded = await this.#world.load(source, progress, signal);
      if (signal.aborted) return;
      if (loaded.kind !== 'ready')
        return this.#world.post({ kind: 'notLoaded', request, failure: loaded });
      this.#dropRun();
      this.#data = loaded.data;
      const { train, test, name, height, width, classes, notes } = loaded.data;
      const counts = { trainCount: train.count, testCount: test.count };
      const data = { name, height, width, classes, ...counts, ...(notes && { notes }) };
      this.#world.post({ kind: 'loaded', request, data });
    });
  }

  async #prepare({ run: id, settings, subject }: PrepareMessage): Promise<void> {
    this.#dropRun();
    this.#subject = subject;
    const data = this.#data;
    if (!data) throw new Error('there is no data set yet');
    this.#plan = backendPlan(settings.recipe, settings.seed, data);
    const { backend, notice } = await this.#world.open(settings.backend, this.#plan);
    this.#run = new LiveRun(id, settings, backend, data, () => this.#world.now());
    const note = notice && { notice };
    this.#world.post({ kind: 'prepared', run: id, backend: backend.name, ...note });
    await this.#report();
  }

  #dropRun(): void {
    this.#run?.backend.dispose();
    this.#run = undefined;
  }

  /** Goes on with the run until it is over or not wanted; lets other work in the queue go first. */
  async #train(): Promise<void> {
    const run = this.#run;
    if (!run || run.isOver || !this.#wanted) return;
    if (run.state !== 'running') {
      run.state = 'running';
      await this.#report();
    }
    let listened = this.#world.now();
    do {
      if (!(await run.advance())) return this.#report();
      const now = this.#world.now();
      if (now - this.#reported >= reportInterval) await this.#report();
      if (now - listened < listenInterval) continue;
      await this.#world.giveWay();
      listened = this.#world.now();
    } while (this.#wanted && this.#waiting === 0);
    if (this.#wanted) this.#enqueueTraining();
    else await this.#settle();
  }

  /** Makes one update; at the end of an epoch the test too. */
  async #step(): Promise<void> {
    const run = this.#run;
    if (!run || run.isOver) return;
    let event = await run.advance();
    while (event && event.kind !== 'update' && event.kind !== 'diverged')
      event = await run.advance();
    if (event?.kind === 'update' && event.endsEpoch) await this.#finishTest(run);
    await this.#settle();
  }

  async #finishTest(run: LiveRun): Promise<void> {
    const ended = this.#ended;
    for (;;) {
      const event = await run.advance();
      if (event?.kind !== 'evaluating') break;
      await this.#world.giveWay();
      if (this.#ended !== ended) return;
    }
    if (run.position.update === run.position.updates) await run.advance();
  }

  /** Rests where the run stands and says so. */
  async #settle(): Promise<void> {
    this.#run?.rest();
    await this.#report();
  }

  async #evaluate(): Promise<void> {
    const run = this.#run;
    if (!run || !this.#data) return;
    const ended = this.#ended;
    const slices = evaluateInSlices(run.backend, 'test', this.#data.test.count);
    for (;;) {
      const { done, value } = await slices.next();
      if (done) return this.#world.post({ kind: 'evaluated', run: run.id, test: value });
      await this.#world.giveWay();
      if (this.#ended !== ended) return;
    }
  }

  /** In its turn: what is asked for are tensors of the run that was prepared before. */
  async #observe(subject: Subject): Promise<void> {
    this.#subject = subject;
    this.#observed = -Infinity;
    await this.#report();
  }

  async #check(): Promise<void> {
    const run = this.#run;
    if (!run || !this.#plan) return;
    const plan = { ...this.#plan, ...(await run.backend.state()) };
    const { backend: reference } = await this.#world.open('reference', plan);
    const size = Math.min(checkedImages, plan.maxBatchSize, plan.train.count);
    const indices = Uint32Array.from({ length: size }, (_, row) => row);
    const check = await checkBackend(run.backend, reference, { indices });
    reference.dispose();
    this.#world.post({ kind: 'checked', run: run.id, check });
  }

  async #report(): Promise<void> {
    const run = this.#run;
    if (!run || !this.#data) return;
    this.#reported = this.#world.now();
    const isDue = run.state !== 'running' || this.#reported - this.#observed >= observationInterval;
    if (isDue) this.#observed = this.#reported;
    const observation =
      isDue && this.#subject && (await observeDigit(run.backend, this.#data, this.#subject));
    this.#world.post({ ...run.takeReport(), ...(observation && { observation }) });
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const run = this.#run;
    const backend = run?.backend.name ?? '';
    this.#wanted = false;
    this.#run = undefined;
    const failure = { code: 'backendFailed', backend, message } as const;
    this.#world.post({ kind: 'failed', run: run?.id ?? 0, message: failure });
  }
}
