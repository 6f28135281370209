/**
 * The losses and hits of a run as its charts need them: one point an update, a moving mean that calms the noise of
 * single batches, and a thinning that keeps the drawing cheap however long the run is.
 */
import type { TestResult } from './evaluation.ts';

export interface HistoryPoint {
  /** Counts from 1. */
  readonly update: number;
  /** Of this update's batch alone, in nats. */
  readonly loss: number;
  /** Means over the images of this update and of up to `movingMeanWindow - 1` before it. */
  readonly meanLoss: number;
  readonly meanAccuracy: number;
}

export interface TestPoint extends Omit<TestResult, 'count'> {
  readonly update: number;
  readonly epoch: number;
}

/** Updates in the moving mean; charts name this number in their legend. */
export const movingMeanWindow = 20;

export class RunHistory {
  readonly #points: HistoryPoint[] = [];
  readonly #accuracies: number[] = [];
  readonly #images: number[] = [];
  readonly #tests: TestPoint[] = [];

  /**
   * Adds the next update: its batch's mean loss, the share (0..1) that the network had right, and the batch's number of
   * images, since the last batch of an epoch may be short and then counts for less.
   */
  addUpdate(loss: number, accuracy: number, images: number): void {
    this.#accuracies.push(accuracy);
    this.#images.push(images);
    const update = this.#points.length + 1;
    const start = Math.max(0, update - movingMeanWindow);
    // Summed anew each time: in a running sum, one loss of 1e30 would leave its rounding behind for good.
    let lossSum = images * loss;
    let accuracySum = images * accuracy;
    let count = images;
    for (let position = start; position < update - 1; position++) {
      const size = this.#images[position];
      lossSum += size * this.#points[position].loss;
      accuracySum += size * this.#accuracies[position];
      count += size;
    }
    const meanLoss = lossSum / count;
    this.#points.push({ update, loss, meanLoss, meanAccuracy: accuracySum / count });
  }

  addTest(test: TestPoint): void {
    this.#tests.push(test);
  }

  get last(): HistoryPoint | undefined {
    return this.#points.at(-1);
  }

  get tests(): readonly TestPoint[] {
    return this.#tests;
  }

  /**
   * Returns at most about `most` points: every k-th, k a power of two, and always the last. Points once shown stay
   * until k doubles, so the drawing does not flicker while the run grows.
   */
  thinned(most: number): HistoryPoint[] {
    return thinned(this.#points, most);
  }

  /** The tests, thinned in the same way. */
  thinnedTests(most: number): TestPoint[] {
    return thinned(this.#tests, most);
  }
}

function thinned<Point>(points: readonly Point[], most: number): Point[] {
  let stride = 1;
  while (points.length / stride > most) stride *= 2;
  const kept: Point[] = [];
  for (let position = 0; position < points.length; position += stride) kept.push(points[position]);
  const last = points.at(-1);
  if (last !== undefined && kept.at(-1) !== last) kept.push(last);
  return kept;
}
