/**
 * One run while it lives: the trainer's events, gathered until the next report takes them. It measures how fast the
 * run goes with the clock that it is given, and never waits for anything but the backend.
 */
import type { DataSet } from '#data/data-set.ts';
import type { Backend } from '#engine/backend.ts';
import type { Divergence } from '../run/divergence.ts';
import { Pace } from './pace.ts';
import type { Position, Report, RunSettings, RunState } from './protocol.ts';
import { countUpdates } from '../run/recipes.ts';
import type { TestPoint } from '../run/history.ts';
import { train, type TrainingEvent } from '../run/trainer.ts';

export class LiveRun {
  readonly id: number;
  readonly settings: RunSettings;
  readonly backend: Backend;
  state: RunState = 'ready';

  readonly #now: () => number;
  readonly #events: AsyncGenerator<TrainingEvent, void>;
  readonly #pace = new Pace();
  readonly #size: { perEpoch: number; total: number; imagesInAll: number };
  #update = 0;
  #images = 0;
  #testMilliseconds = 0;
  #losses: number[] = [];
  #accuracies: number[] = [];
  #tests: TestPoint[] = [];
  #testing: Report['testing'];
  #divergence: Divergence | undefined;

  constructor(
    id: number,
    settings: RunSettings,
    backend: Backend,
    data: DataSet,
    now: () => number,
  ) {
    const { recipe, seed } = settings;
    this.id = id;
    this.settings = settings;
    this.backend = backend;
    this.#now = now;
    const counts = { trainCount: data.train.count, testCount: data.test.count };
    this.#events = train(backend, { recipe, seed, classes: data.classes, ...counts });
    const { perEpoch, total } = countUpdates(recipe.length, recipe.batchSize, data.train.count);
    const rest = Math.min((total % perEpoch) * recipe.batchSize, data.train.count);
    const imagesInAll = Math.floor(total / perEpoch) * data.train.count + rest;
    this.#size = { perEpoch, total, imagesInAll };
  }

  get isOver(): boolean {
    return this.state === 'finished' || this.state === 'broken';
  }

  /** Stands still where it is, unless it is over. */
  rest(): void {
    if (!this.isOver) this.state = this.#update === 0 ? 'ready' : 'paused';
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
    switch (event.kind) {
      case 'update':
        this.#update = event.update;
        this.#images += event.images;
        this.#losses.push(event.loss);
        this.#accuracies.push(event.correct / event.images);
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
    const { perEpoch, total, imagesInAll } = this.#size;
    const images = { images: this.#images, imagesInAll };
    return { update: this.#update, updates: total, updatesPerEpoch: perEpoch, ...images };
  }

  /** Hands over what has gathered since the last report and begins anew. */
  takeReport(): Omit<Report, 'observation'> {
    const { perEpoch, total, imagesInAll } = this.#size;
    const testsToCome = Math.ceil(total / perEpoch) - Math.floor(this.#update / perEpoch);
    const secondsLeft = this.#pace.secondsLeft(imagesInAll - this.#images, testsToCome);
    const report: Report = {
      kind: 'report',
      run: this.id,
      state: this.state,
      position: this.position,
      losses: Float64Array.from(this.#losses),
      accuracies: Float64Array.from(this.#accuracies),
      tests: this.#tests,
      imagesPerSecond: this.#pace.imagesPerSecond,
      ...(this.#testing && { testing: this.#testing }),
      ...(secondsLeft !== undefined && { secondsLeft }),
      ...(this.#divergence && { divergence: this.#divergence }),
    };
    this.#losses = [];
    this.#accuracies = [];
    this.#tests = [];
    return report;
  }
}
