/** Trains a network on generated digits with the project's own parts and says what it reads. */
import type { DataSet } from '#data/data-set.ts';
import type { Backend, LabelledImages } from '#engine/backend.ts';
import { backendPlan } from '#training/run/backend-plan.ts';
import { openBackend } from '#training/worker/backends.ts';
import { courseOf, type CourseOptions } from '#training/run/course.ts';
import { recipes, type Recipe } from '#training/run/recipes.ts';

export const classes = 10;

/** One thread and no relaxed instructions: the same arithmetic on every machine. */
const measuringBackend = 'simd';

/** The network of the training page; momentum and a falling rate, because generated digits need bold steps. */
export const transferRecipe = (epochs: number): Recipe => ({
  ...recipes.modern,
  optimizer: { kind: 'sgd', momentum: 0.9 },
  learningRate: 0.03,
  schedule: { kind: 'linear', warmUp: 0 },
  batchSize: 32,
  length: { epochs },
});

export interface Reading {
  readonly accuracy: number;
  /** Accuracy on the images of each class. */
  readonly perClass: readonly number[];
}

export interface TransferResult {
  readonly backend: string;
  /** By the name of the test set. */
  readonly readings: Readonly<Record<string, Reading>>;
}

/** Trains on `train` alone; the test sets are read once, after the last update. */
export async function transfer(
  train: LabelledImages,
  tests: Readonly<Record<string, LabelledImages>>,
  epochs: number,
  seed: number,
): Promise<TransferResult> {
  const recipe = transferRecipe(epochs);
  const { images, ranges } = sortByClass(tests);
  const data: DataSet = { name: 'generated', height: 28, width: 28, classes, train, test: images };
  const { backend } = await openBackend(measuringBackend, backendPlan(recipe, seed, data));
  try {
    await runAll(backend, { recipe, seed, trainCount: train.count });
    const readings: Record<string, Reading> = {};
    for (const [name, bounds] of Object.entries(ranges))
      readings[name] = await read(backend, bounds);
    return { backend: backend.name, readings };
  } finally {
    backend.dispose();
  }
}

async function runAll(backend: Backend, options: CourseOptions): Promise<void> {
  const course = courseOf(options);
  for (let update = 0; update < course.updates; update++) {
    const { batch, learningRate } = course.next(update);
    const { loss } = await backend.trainBatch(batch, learningRate);
    if (!Number.isFinite(loss))
      throw new Error(`training broke at update ${update}, seed ${options.seed}`);
  }
}

/** Reads a test set class by class: `bounds` are the rows where each class begins, and the end. */
async function read(backend: Backend, bounds: readonly number[]): Promise<Reading> {
  const perClass: number[] = [];
  let correct = 0;
  for (let label = 0; label < classes; label++) {
    const [from, to] = [bounds[label], bounds[label + 1]];
    const { accuracy } = await backend.evaluate('test', from, to);
    perClass.push(accuracy);
    correct += accuracy * (to - from);
  }
  return { accuracy: correct / (bounds[classes] - bounds[0]), perClass };
}

/** Lays the test sets behind one another, each ordered by class, so that a range of rows is one class of one set. */
export function sortByClass(tests: Readonly<Record<string, LabelledImages>>) {
  const count = Object.values(tests).reduce((sum, test) => sum + test.count, 0);
  const [first] = Object.values(tests);
  const size = first.pixels.length / first.count;
  const images = {
    count,
    pixels: new Uint8Array(count * size),
    labels: new Uint8Array(count),
  } satisfies LabelledImages;
  const ranges: Record<string, number[]> = {};
  let row = 0;
  for (const [name, test] of Object.entries(tests)) {
    ranges[name] = [row];
    for (let label = 0; label < classes; label++) {
      for (let n = 0; n < test.count; n++) {
        if (test.labels[n] !== label) continue;
        images.pixels.set(test.pixels.subarray(n * size, (n + 1) * size), row * size);
        images.labels[row++] = label;
      }
      ranges[name].push(row);
    }
  }
  return { images, ranges };
}
