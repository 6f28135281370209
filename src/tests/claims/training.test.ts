/** Claims of the chapter *Training*, each under its sentence. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createBatches } from '#data/batches.ts';
import type { DataSet } from '#data/data-set.ts';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { readDataSet } from '#data/node.ts';
import { maxPool2d } from '#engine/index.ts';
import { tensor } from '#engine/tensor.ts';
import { backendPlan } from '#training/run/backend-plan.ts';
import { recipes, type Recipe } from '#training/run/recipes.ts';
import { learningRateAt } from '#training/run/schedule.ts';
import { train } from '#training/run/trainer.ts';
import { openBackend } from '#training/worker/backends.ts';
import { fact } from '#widgets/facts/facts.ts';

/** MNIST is nobody's to ship: it is looked for as the readers' tests do. */
const mnist = [process.env['MNIST_DIR'], '../shared/mnist'].find(
  (folder) => folder !== undefined && existsSync(`${folder}/train-images-idx3-ubyte.gz`),
);

/** Some seconds on a free core; in milliseconds. */
const patience = 120_000;

const seeds = Array.from({ length: 21 }, (_, k) => k + 1);

/** The update at which the run broke, or the accuracy that it ended with. */
type End = { readonly brokeAt: number } | { readonly accuracy: number };

/** SIMD without relaxed instructions gives the same bits on every machine. */
async function endOf(recipe: Recipe, seed: number, data: DataSet): Promise<End> {
  const { backend, notice } = await openBackend('simd', backendPlan(recipe, seed, data));
  expect(notice, 'the kernels are built by `npm run kernels`').toBeUndefined();
  const counts = { trainCount: data.train.count, testCount: data.test.count };
  let end: End | undefined;
  for await (const event of train(backend, { recipe, seed, classes: data.classes, ...counts })) {
    if (event.kind === 'diverged') end = { brokeAt: event.update };
    if (event.kind === 'evaluated') end = { accuracy: event.accuracy };
  }
  backend.dispose();
  return end!;
}

async function endsOf(recipe: Recipe, data: DataSet, tried: readonly number[] = seeds) {
  const broken: number[] = [];
  const accuracies: number[] = [];
  for (const seed of tried) {
    const end = await endOf(recipe, seed, data);
    if ('brokeAt' in end) broken.push(end.brokeAt);
    else accuracies.push(end.accuracy);
  }
  return { broken, accuracies };
}

describe('"most runs break within their first updates"', { timeout: patience }, () => {
  const generated = () => generatedDataSet({ trainCount: 3200, testCount: 100, seed: 1 });

  test('on generated digits too, and some get away', async () => {
    const { broken, accuracies } = await endsOf(recipes.plain, generated());
    expect(broken.length).toBeGreaterThan(seeds.length / 2);
    expect(Math.max(...broken)).toBeLessThanOrEqual(40);
    expect(accuracies.length).toBeGreaterThan(0);
  });

  test('"Then try a learning rate of 0.001": none breaks', async () => {
    const recipe = { ...recipes.plain, learningRate: 0.001 };
    const { broken } = await endsOf(recipe, generated(), seeds.slice(0, 5));
    expect(broken).toEqual([]);
  });

  test.skipIf(!mnist)(
    `"of the seeds 1 to 21 it is 16, all within the first 40. The other 5 … end at 0.88 to 0.90" ${mnist ? '' : '(skipped: no MNIST)'}`,
    async () => {
      const { broken, accuracies } = await endsOf(recipes.plain, await readDataSet(mnist!));
      expect([broken.length, accuracies.length]).toEqual([16, 5]);
      expect(Math.max(...broken)).toBeLessThanOrEqual(40);
      for (const accuracy of accuracies) {
        expect(accuracy).toBeGreaterThan(0.875);
        expect(accuracy).toBeLessThan(0.905);
      }
    },
  );
});

test('"the network meets an image in about … of them": shifts of 60,000 images in all epochs of Best', () => {
  const count = 60_000;
  const { batchSize, maxShift } = recipes.best;
  const batches = createBatches({ count, batchSize, seed: 1, maxShift });
  const met = Array.from({ length: count }, () => new Set<number>());
  for (let epoch = 0; epoch < Number(fact('best epochs', 'en')); epoch++)
    for (let index = 0; index < batches.perEpoch; index++) {
      const { indices, shifts } = batches.batch(epoch, index);
      for (const [k, image] of indices.entries())
        met[image].add(shifts![2 * k] * 100 + shifts![2 * k + 1]);
    }
  const all = new Set(met.flatMap((one) => [...one]));
  expect(fact('best shifts', 'en')).toBe(String(all.size));
  const mean = met.reduce((sum, { size }) => sum + size, 0) / count;
  expect(fact('best shifts met', 'en')).toBe(String(Math.round(mean)));
});

test('"The rate rises through the first tenth of each epoch, falls …, and starts again, to a lower peak": Modern', () => {
  const { schedule, learningRate, length } = recipes.modern;
  const [perEpoch, epochs] = [100, 'epochs' in length ? length.epochs : 0];
  const rates = Array.from({ length: perEpoch * epochs }, (_, update) =>
    learningRateAt(schedule, learningRate, {
      update,
      updates: perEpoch * epochs,
      updatesPerEpoch: perEpoch,
    }),
  );
  const peaks = Array.from({ length: epochs }, (_, epoch) => {
    const own = rates.slice(epoch * perEpoch, (epoch + 1) * perEpoch);
    const peak = Math.max(...own);
    const [reached, tenth] = [own.indexOf(peak) + 1, perEpoch / 10];
    expect(reached).toBe(tenth);
    expect(own.at(-1)! / peak).toBeLessThan(0.02);
    return peak;
  });
  expect(peaks).toEqual(peaks.toSorted((a, b) => b - a));
  expect(new Set(peaks).size).toBe(epochs);
});

describe('"Mainly two things are ours"', () => {
  test('"At a tie the pooling gives the gradient to the first maximum"', () => {
    const x = tensor([1, 1, 2, 2], [3, 1, 3, 0]);
    const dy = tensor([1, 1, 1, 1], [1]);
    expect([...maxPool2d.backward(dy, { x }, { kernelSize: [2, 2] }).x.data]).toEqual([1, 0, 0, 0]);
  });

  test('"the images are shuffled anew for each epoch"', () => {
    const { batchSize } = recipes.article;
    const batches = createBatches({ count: 1000, batchSize, seed: 1 });
    const first = [...batches.batch(0, 0).indices];
    expect([...batches.batch(1, 0).indices]).not.toEqual(first);
  });
});
