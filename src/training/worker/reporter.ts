/** Tells the page how a run stands: about ten times a second, and with pictures of the network less often. */
import type { LiveRun } from './live-run.ts';
import { observeDigit } from './observation.ts';
import type { FromWorker, Subject } from './protocol.ts';
import { WallReader } from './wall.ts';

/** What a reporter needs from the world. */
export interface ReporterWorld {
  post(message: FromWorker): void;
  /** Milliseconds on any steady clock. */
  now(): number;
}

/** About ten reports a second, however fast the updates are. */
const reportInterval = 100;
/** Observations are larger and need not be as fresh. */
const observationInterval = 300;

export class Reporter {
  readonly #world: ReporterWorld;
  readonly #wall: WallReader;
  #subject: Subject | undefined;
  #reported = -Infinity;
  #observed = -Infinity;
  #backend = '';

  constructor(world: ReporterWorld) {
    this.#world = world;
    this.#wall = new WallReader(() => world.now());
  }

  /** Shows this from now on, and in the next report at once. */
  show(subject: Subject | undefined): void {
    this.#subject = subject;
    this.#observed = -Infinity;
  }

  get isDue(): boolean {
    return this.#world.now() - this.#reported >= reportInterval;
  }

  /** Whether the page knows another backend, or number of threads, than the one that computes. */
  isOutdated(run: LiveRun): boolean {
    return run.backend.name !== this.#backend;
  }

  async report(run: LiveRun): Promise<void> {
    const now = this.#world.now();
    this.#reported = now;
    const isSeen = run.state !== 'running' || now - this.#observed >= observationInterval;
    if (isSeen) this.#observed = now;
    const observation =
      isSeen && this.#subject && (await observeDigit(run.backend, run.data, this.#subject));
    const reading = await this.#wall.read(run);
    const report = run.takeReport();
    this.#backend = report.backend;
    this.#world.post({
      ...report,
      ...(observation && { observation }),
      ...(reading && { reading }),
    });
  }
}
