/**
 * The training worker's mind, without the worker: it takes the page's messages, does one piece of work after another
 * and posts what comes of it. Clock, posting, loading and backends are handed in, so that it is tested in Node.
 *
 * Work of a backend waits in a queue; data are loaded beside it. A run in the queue gives way between two updates often
 * enough that a message is heard within a frame or within one update, whichever is longer.
 */
import type { BackendPlan } from '#engine/backend.ts';
import { backendPlan } from '../run/backend-plan.ts';
import { checkBackend } from '../run/check.ts';
import { evaluateInSlices } from '../run/evaluation.ts';
import type { Message } from '../run/messages.ts';
import type { BackendChoice, BackendOption, OpenedBackend } from './backends.ts';
import { JobQueue } from './job-queue.ts';
import { LiveRun } from './live-run.ts';
import { Loader, type LoaderWorld } from './loader.ts';
import type { Subject, ToWorker } from './protocol.ts';
import { Reporter } from './reporter.ts';

/** What a session needs from the world. */
export interface World extends LoaderWorld {
  /** Lets messages in; resolves as soon as they have been heard. */
  giveWay(): Promise<void>;
  backends(): Promise<readonly BackendOption[]>;
  open(choice: BackendChoice, plan: BackendPlan): Promise<OpenedBackend>;
}

/** Updates go on without listening for this long: a frame. */
const listenInterval = 16;
/** Images of a backend check: enough for every gradient, a tenth of a second on the readable engine. */
const checkedImages = 128;

type PrepareMessage = Extract<ToWorker, { kind: 'prepare' }>;

export class Session {
  readonly #world: World;
  readonly #loader: Loader;
  readonly #reporter: Reporter;
  readonly #queue = new JobQueue((error) => this.#fail(error));
  /** The run that was asked for last; an older one is abandoned, even while it is being prepared. */
  #newest: number | undefined;
  /** The run that is to go on. */
  #wanted: number | undefined;
  #run: LiveRun | undefined;
  #plan: BackendPlan | undefined;
  /** The run whose backend is being opened. */
  #preparing: number | undefined;
  #isTrainingQueued = false;
  /** Whether anything has been done since the last ping. */
  #hasMoved = false;

  constructor(world: World) {
    this.#world = world;
    this.#loader = new Loader(world);
    this.#reporter = new Reporter(world);
  }

  /** Takes in one message. */
  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'hello':
        return this.#queue.add(() => this.#hello());
      case 'load':
        return this.#loader.load(message.request, message.source);
      case 'prepare':
        this.#wanted = undefined;
        this.#newest = message.run;
        return this.#queue.add(() => this.#prepare(message));
      case 'start':
        this.#wanted = this.#newest;
        return this.#queueTraining();
      case 'pause':
        this.#wanted = undefined;
        return this.#queue.add(() => this.#settle());
      case 'step':
        this.#wanted = undefined;
        return this.#queue.add(() => this.#step());
      case 'evaluate':
        return this.#queue.add(() => this.#evaluate());
      case 'check':
        return this.#queue.add(() => this.#check());
      case 'observe':
        return this.#queue.add(() => this.#observe(message.subject));
      case 'read':
        return this.#queue.add(() => this.#read(message.run, message.pixels));
      case 'ping':
        return this.#answerPing();
      default:
        message satisfies never;
    }
  }

  /** A run stands in the queue once: two of them would only make way for each other. */
  #queueTraining(): void {
    if (this.#isTrainingQueued) return;
    this.#isTrainingQueued = true;
    this.#queue.add(() => {
      this.#isTrainingQueued = false;
      return this.#train();
    });
  }

  /** The run that stands and has not been abandoned. */
  get #current(): LiveRun | undefined {
    return this.#run?.id === this.#newest ? this.#run : undefined;
  }

  #answerPing(): void {
    if (!this.#hasMoved && !this.#queue.isIdle) return;
    this.#hasMoved = false;
    this.#world.post({ kind: 'pong' });
    const run = this.#current;
    if (run && this.#reporter.isOutdated(run)) this.#queue.add(() => this.#report());
  }

  async #hello(): Promise<void> {
    this.#world.post({ kind: 'hello', backends: await this.#world.backends() });
  }

  async #prepare({ run: id, settings, subject }: PrepareMessage): Promise<void> {
    this.#dropRun();
    this.#hasMoved = true;
    if (id !== this.#newest) return;
    this.#preparing = id;
    this.#reporter.show(subject);
    const data = await this.#loader.data();
    if (!data) throw new Error('there is no data set yet');
    this.#plan = backendPlan(settings.recipe, settings.seed, data);
    const { backend, notice } = await this.#world.open(settings.backend, this.#plan);
    try {
      this.#run = new LiveRun(id, settings, backend, data, () => this.#world.now());
    } catch (error) {
      backend.dispose();
      throw error;
    }
    this.#world.post({ kind: 'prepared', run: id, ...(notice && { notice }) });
    await this.#report();
  }

  #dropRun(): void {
    const run = this.#run;
    this.#run = undefined;
    run?.backend.dispose();
  }

  /** Goes on with the run until it is over or not wanted; lets other work in the queue go first. */
  async #train(): Promise<void> {
    const run = this.#current;
    if (!run || run.isOver || this.#wanted !== run.id) return;
    if (run.state !== 'running') {
      run.state = 'running';
      await this.#report();
    }
    let listened = this.#world.now();
    do {
      this.#hasMoved = true;
      if (!(await run.advance())) return this.#report();
      if (this.#reporter.isDue) await this.#report();
      if (this.#world.now() - listened < listenInterval) continue;
      await this.#giveWay();
      listened = this.#world.now();
    } while (this.#wanted === run.id && !this.#queue.isAwaited);
    if (this.#wanted === run.id) this.#queueTraining();
    else await this.#settle();
  }

  #giveWay(): Promise<void> {
    this.#hasMoved = true;
    return this.#world.giveWay();
  }

  /** Makes one update; at the end of an epoch the test too. */
  async #step(): Promise<void> {
    const run = this.#current;
    if (!run || run.isOver) return;
    let event = await run.advance();
    while (event && event.kind !== 'update' && event.kind !== 'diverged')
      event = await run.advance();
    if (event?.kind === 'update' && event.endsEpoch) await this.#finishTest(run);
    await this.#settle();
  }

  async #finishTest(run: LiveRun): Promise<void> {
    for (;;) {
      const event = await run.advance();
      if (event?.kind !== 'evaluating') break;
      await this.#giveWay();
      if (run !== this.#current) return;
    }
    if (run.position.update === run.position.updates) await run.advance();
  }

  /** Rests where the run stands and says so. */
  async #settle(): Promise<void> {
    this.#run?.rest();
    await this.#report();
  }

  async #evaluate(): Promise<void> {
    const run = this.#current;
    if (!run) return;
    const slices = evaluateInSlices(run.backend, 'test', run.data.test.count);
    for (;;) {
      const { done, value } = await slices.next();
      if (done) return this.#world.post({ kind: 'evaluated', run: run.id, test: value });
      await this.#giveWay();
      if (run !== this.#current) return;
    }
  }

  /** In its turn: what is asked for are tensors of the run that was prepared before. */
  async #observe(subject: Subject): Promise<void> {
    this.#reporter.show(subject);
    await this.#report();
  }

  /** Of the run that it was meant for, or of none. */
  async #read(id: number, pixels: Uint8Array): Promise<void> {
    const run = this.#current;
    if (run?.id !== id) return;
    const { probabilities } = await run.backend.observe(['probabilities'], pixels);
    const data = Float32Array.from(probabilities.data);
    this.#world.post({ kind: 'wasRead', run: id, probabilities: data });
  }

  async #check(): Promise<void> {
    const run = this.#current;
    if (!run || !this.#plan) return;
    const plan = { ...this.#plan, ...(await run.backend.state()) };
    const { backend: reference } = await this.#world.open('reference', plan);
    try {
      const size = Math.min(checkedImages, plan.maxBatchSize, plan.train.count);
      const indices = Uint32Array.from({ length: size }, (_, row) => row);
      const check = await checkBackend(run.backend, reference, { indices });
      // So that the page calls the backend by the same name everywhere.
      if (this.#reporter.isOutdated(run)) await this.#report();
      this.#world.post({ kind: 'checked', run: run.id, check });
    } finally {
      reference.dispose();
    }
  }

  async #report(): Promise<void> {
    const run = this.#current;
    if (run) await this.#reporter.report(run);
  }

  /** Ends the run that was worked on; a newer one that has been asked for meanwhile is not touched. */
  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const id = this.#run?.id ?? this.#preparing;
    const failure: Message = this.#run
      ? { code: 'backendFailed', backend: this.#run.backend.name, message }
      : { code: 'workerFailed', message };
    if (this.#wanted === id) this.#wanted = undefined;
    this.#world.post({ kind: 'failed', ...(id !== undefined && { run: id }), message: failure });
    this.#dropRun();
  }
}
