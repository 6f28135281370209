/** The committed weights of the pocket network read what the JSON beside them, and the measurement, say. */
import { existsSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import measured from '#content/measurements/pocket.json' with { type: 'json' };
import type { DataSet } from '#data/data-set.ts';
import { readDataSet } from '#data/node.ts';
import { tensor } from '#engine/tensor.ts';
import { readPicture } from '#experiments/reading.ts';
import { backendPlan } from '#training/run/backend-plan.ts';
import { recipes } from '#training/run/recipes.ts';
import { openBackend } from '#training/worker/backends.ts';
import { buildKernels } from '../../scripts/kernels.ts';
import { readDrawn, savedPocket } from '../../scripts/measure/pocket-model.ts';

/** MNIST is nobody's to ship: it is looked for as the readers' tests do. */
const mnist = [process.env['MNIST_DIR'], '../shared/mnist'].find(
  (folder) => folder !== undefined && existsSync(`${folder}/train-images-idx3-ubyte.gz`),
);
/** Some seconds on a free core; in milliseconds. */
const patience = 120_000;

const { model, card } = savedPocket();

test('the weights are those of the recipe, in a file of ten kilobytes', () => {
  expect(card.recipe).toEqual(recipes.pocket);
  expect(card.parameters).toBe(2346);
  expect(model.metadata).toMatchObject({ recipe: 'pocket', seed: String(card.seed) });
  const { size } = statSync(new URL('../../public/models/pocket.safetensors', import.meta.url));
  expect(size).toBeLessThan(11_000);
});

test('the JSON beside them tells five seeds and their mean, and no machine by name', () => {
  const accuracies = card.seeds.map(({ testAccuracy }) => testAccuracy);
  expect(card.seeds.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4].map((k) => card.seed + k));
  expect(card.testAccuracy).toBe(accuracies[0]);
  expect(card.meanTestAccuracy).toBeCloseTo(accuracies.reduce((a, b) => a + b) / 5, 6);
  expect(Math.min(...accuracies)).toBeGreaterThanOrEqual(0.98);
  expect(card.data).toMatchObject({ name: 'MNIST', testCount: 10_000, testSplit: 'test' });
  expect(Object.keys(card.measured).sort()).toEqual(['cores', 'date', 'node', 'processor']);
});

test('they were trained on what did best on digits that neither they nor the measurement saw', () => {
  const { chosen, rows, leastOnMnist } = measured.candidates;
  const fit = rows.filter(({ runs }) => runs.every(({ mnist: read }) => read >= leastOnMnist));
  expect(chosen.drawnMean).toBe(Math.max(...fit.map(({ drawnMean }) => drawnMean)));
  expect(card.data.drawnCount).toBe(chosen.drawn);
});

test(
  'at least 93 of 100 drawn digits are read right, as many as measured',
  { timeout: patience },
  () => {
    const { right, wrong } = readDrawn(model, measured.weights.drawn.count);
    expect(measured.weights.drawn.count).toBe(100);
    expect(right).toBeGreaterThanOrEqual(93);
    expect({ right, wrong }).toEqual({
      right: measured.weights.drawn.right,
      wrong: measured.weights.drawn.wrong,
    });
  },
);

describe.skipIf(!mnist)(`MNIST's test images${mnist ? '' : ' (skipped: not here)'}`, () => {
  let data: DataSet;
  beforeAll(async () => {
    data = await readDataSet(mnist!);
    await buildKernels();
  }, patience);

  test('the kernels read as many of them as the JSON says, to the image', async () => {
    const plan = backendPlan(recipes.pocket, card.seed, data);
    const { backend } = await openBackend('simd', { ...plan, parameters: model.parameters });
    expect(backend.name).toBe(card.backend);
    expect((await backend.evaluate('test')).accuracy).toBe(card.testAccuracy);
    backend.dispose();
  });

  test(
    'the readable engine reads as many, as far as a sample tells',
    () => {
      const sample = 500;
      const every = data.test.count / sample;
      let right = 0;
      for (let n = 0; n < data.test.count; n += every) {
        const bytes = data.test.pixels.subarray(n * 784, (n + 1) * 784);
        const ink = Float32Array.from(bytes, (byte) => byte / 255);
        const { answer } = readPicture(model.network, model.parameters, tensor([1, 28, 28], ink));
        if (answer === data.test.labels[n]) right++;
      }
      const share = card.testAccuracy;
      // Four standard deviations of a sample's share.
      const tolerance = 4 * Math.sqrt((share * (1 - share)) / sample);
      expect(Math.abs(right / sample - share)).toBeLessThan(tolerance);
    },
    patience,
  );
});
