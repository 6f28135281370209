/** The wall: the first test images, which the network reads again and again while it learns. */
import type { Answers } from '#engine/answers.ts';
import type { LabelledImages } from '#engine/backend.ts';
import type { DataSet } from '#data/data-set.ts';
import type { LiveRun } from './live-run.ts';

/** Ten rows of ten. */
export const wallSize = 100;

const wallCount = ({ test }: DataSet): number => Math.min(wallSize, test.count);

/** Copies, to be sent: the page gets them once for a data set, and only answers from then on. */
export function wallOf(data: DataSet): LabelledImages {
  const count = wallCount(data);
  const { pixels, labels } = data.test;
  const size = data.height * data.width;
  return { count, pixels: pixels.slice(0, count * size), labels: labels.slice(0, count) };
}

/** While a run goes on the wall is read at most twice a second, */
const readingInterval = 500;
/** and for at most this share of the run's time, however slow the backend is. */
const mostOfTheTime = 0.03;

export class WallReader {
  readonly #now: () => number;
  #readAt = -Infinity;
  #cost = 0;
  /** Where it was read last: at rest nothing changes, and it is not read again. */
  #place: string | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What the network answers now to each image of the wall; undefined where it is too early to ask again. */
  async read(run: LiveRun): Promise<Answers | undefined> {
    const start = this.#now();
    const place = `${run.id} ${run.position.update}`;
    const rest = Math.max(readingInterval, this.#cost / mostOfTheTime);
    const isTooEarly = run.state === 'running' && start - this.#readAt < rest;
    if (place === this.#place || isTooEarly) return undefined;
    const answers = await run.backend.answers('test', 0, wallCount(run.data));
    this.#place = place;
    this.#readAt = this.#now();
    this.#cost = this.#readAt - start;
    return answers;
  }
}
