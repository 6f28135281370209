/**
 * One run while it lives: the trainer's events, gathered until the next report takes them. It measures how fast the
 * run goes with the clock that it is given, and never waits for anything but the backend.
 */
import type { DataSet } from '#data/data-set.ts';
import type { Backend } from '#engine/backend.ts';
import { courseOf, type Course } from '../run/course.ts';
import type { Divergence } from '../run/divergence.ts';
import { beginning, progressAfter, type TrainingEvent } from '../run/events.ts';
import type { TestPoint } from '../run/history.ts';
import { train } from '../run/trainer.ts';
import { Pace } from './pace.ts';
import type { Position, Report, RunSettings, RunState } from './protocol.ts';

export class LiveRun {
  readonly id: number;
  readonly backend: Backend;
  readonly data: DataSet;
  state: RunState = 'ready';

  readonly #now: () => number;
  readonly #events: AsyncGenerator<TrainingEvent, void>;
  readonly #pace = new Pace();
  readonly #course: Course;
  #progress = beginning;
  #testMilliseconds = 0;
  #losses: number[] = [];
  #accuracies: number[] = [];
  #images: number[] = [];
  #tests: TestPoint[] = [];
  #testing: Report['testing'];
  #divergence: Divergence | undefined;

  constructor(
    id: number,
    { recipe, seed }: RunSettings,
    backend: Backend,
    data: DataSet,
    now: () => number,
  ) {
    this.id = id;
    this.backend = backend;
    this.data = data;
    this.#now = now;
    const counts = { trainCount: data.train.count, testCount: data.test.count };
    const run = { recipe, seed, classes: data.classes, ...counts };
    this.#events = train(backend, run);
    this.#course = courseOf(run);
  }

  get isOver(): boolean {
    return this.state === 'finished' || this.state === 'broken';
  }

  /** Stands still where it is, unless it is over. */
  rest(): void {
    if (!this.isOver) this.state = this.#progress.update === 0 ? 'ready' : 'paused';
  }

  /** Waits for the next event of the trainer and takes it in. Returns it, or undefined when the run is over. */
  async advance(): Promise<TrainingEvent | undefined> {
    if (this.isOver) return undefined;
    const start = this.#now();
    const { value: event } = await this.#events.next();
    const milliseconds = this.#now() - start;
    if (event) this.#takeIn(event, milliseconds);
    else this.state = 'finished';
    return event ?? undefined;
  }

  #takeIn(event: TrainingEvent, milliseconds: number): void {
    this.#progress = progressAfter(this.#progress, event);
    switch (event.kind) {
      case 'update':
        this.#losses.push(event.loss);
        this.#accuracies.push(event.correct / event.images);
        this.#images.push(event.images);
        return this.#pace.addUpdate(event.images, milliseconds);
      case 'evaluating':
        this.#testMilliseconds += milliseconds;
        this.#testing = { done: event.done, count: event.count };
        return;
      case 'evaluated':
        this.#pace.setTest(this.#testMilliseconds);
        this.#testMilliseconds = 0;
        this.#testing = undefined;
        this.#tests.push(event);
        return;
      case 'diverged':
        this.#testing = undefined;
        this.#divergence = event;
        this.state = 'broken';
        return;
      default:
        event satisfies never;
    }
  }

  get position(): Position {
    const { updates, updatesPerEpoch, images } = this.#course;
    const { update } = this.#progress;
    const counts = { images: images(update), imagesInAll: images(updates) };
    return { update, updates, updatesPerEpoch, ...counts };
  }

  /** Hands over what has gathered since the last report and begins anew. */
  takeReport(): Omit<Report, 'observation' | 'reading'> {
    const { position } = this;
    const { update, updates, updatesPerEpoch, images, imagesInAll } = position;
    const testsToCome = Math.ceil(updates / updatesPerEpoch) - Math.floor(update / updatesPerEpoch);
    const secondsLeft = this.#pace.secondsLeft(imagesInAll - images, testsToCome);
    const report: Report = {
      kind: 'report',
      run: this.id,
      state: this.state,
      backend: this.backend.name,
      position,
      losses: Float64Array.from(this.#losses),
      accuracies: Float64Array.from(this.#accuracies),
      images: Uint32Array.from(this.#images),
      tests: this.#tests,
      imagesPerSecond: this.#pace.imagesPerSecond,
      ...(this.#testing && { testing: this.#testing }),
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(this.#divergence && { divergence: this.#divergence }),
    };
    this.#losses = [];
    this.#accuracies = [];
    this.#images = [];
    this.#tests = [];
    return report;
  }
}
