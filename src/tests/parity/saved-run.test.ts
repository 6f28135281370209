/** A run that is cut anywhere, saved and taken up by a new backend is the run that was never cut, to the bit. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import type { LayerSpec } from '#engine/architecture.ts';
import type { CreateBackend, TrainingState } from '#engine/backend.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import { backendPlan } from '#training/run/backend-plan.ts';
import { beginning, progressAfter, type TrainingEvent } from '#training/run/events.ts';
import { recipes, type Recipe } from '#training/run/recipes.ts';
import { saveRun, type SavedRun } from '#training/run/saved-run.ts';
import { train } from '#training/run/trainer.ts';
import { buildKernels } from '../../../scripts/kernels.ts';
import { kernelBackends } from './backends.ts';

const backends: Record<string, CreateBackend> = {
  'readable engine': createReferenceBackend,
  ...kernelBackends,
};

/** Channels and features that fill no vector, so that the kernels' memory has filling everywhere. */
const layers: LayerSpec[] = [
  { kind: 'conv2d', name: 'conv1', outChannels: 3, kernelSize: [3, 3], initializer: 'heUniform' },
  { kind: 'relu', name: 'relu1' },
  { kind: 'maxPool2d', name: 'pool1', kernelSize: [3, 3] },
  { kind: 'conv2d', name: 'conv2', outChannels: 5, kernelSize: [3, 3], initializer: 'heUniform' },
  { kind: 'relu', name: 'relu2' },
  { kind: 'maxPool2d', name: 'pool2', kernelSize: [2, 2] },
  { kind: 'flatten', name: 'flatten' },
  { kind: 'dense', name: 'dense1', outFeatures: 11 },
  { kind: 'relu', name: 'relu3' },
  { kind: 'dense', name: 'dense2', outFeatures: 10 },
];
const small = (recipe: Recipe, length: Recipe['length']): Recipe => ({
  ...recipe,
  ...{ network: { inputShape: [1, 28, 28], layers }, batchSize: 16, length },
});
/** Five updates an epoch, the last of 6 images. Plain descent, Nesterov with shifts, Adam that ends within an epoch. */
const shortened = {
  article: small(recipes.article, { epochs: 2 }),
  best: small(recipes.best, { epochs: 2 }),
  modern: small(recipes.modern, { updates: 12 }),
};
const data = generatedDataSet({ trainCount: 70, testCount: 20, seed: 3 });
const seed = 4;
const counts = { trainCount: data.train.count, testCount: data.test.count, classes: data.classes };

interface Stretch {
  /** Updates and tests; not the slices of a test, which may be made twice. */
  readonly events: readonly TrainingEvent[];
  readonly saved: SavedRun;
}

/** Plays a run from its start, or from where it was saved, for at most so many events. */
async function play(
  create: CreateBackend,
  recipe: Recipe,
  from?: SavedRun,
  most = Infinity,
): Promise<Stretch> {
  const run = { recipe, seed, ...counts };
  const backend = await create(backendPlan(recipe, seed, data, from));
  try {
    const all = train(backend, run, from);
    const events: TrainingEvent[] = [];
    let progress = from ?? beginning;
    for (let count = 0; count < most; count++) {
      const { value: event } = await all.next();
      if (!event) break;
      progress = progressAfter(progress, event);
      if (event.kind !== 'evaluating') events.push(event);
    }
    const { update, testDue, losses } = progress;
    return { events, saved: await saveRun(backend, run, { update, testDue, losses }) };
  } finally {
    backend.dispose();
  }
}

beforeAll(buildKernels, 60_000);

/** Random, but the same ones each time. */
const cutting = { seed: 11, numRuns: 6 };
/** Events of the longest of the three runs, and one more: a cut there comes after the end. */
const eventsAtMost = 12 + 3 * 2 + 1;

describe.each(Object.entries(backends))('%s', (_, create) => {
  test.each(Object.values(shortened))(
    'goes on with $id from any cut as if there were none',
    { timeout: 60_000 },
    async (recipe) => {
      const whole = await play(create, recipe);
      expect(whole.events.at(-1)?.kind).toBe('evaluated');
      const stretches = fc.array(fc.integer({ min: 0, max: eventsAtMost }), { maxLength: 2 });
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: eventsAtMost }),
          stretches,
          async (cut, more) => {
            const events: TrainingEvent[] = [];
            let from: SavedRun | undefined;
            for (const most of [cut, ...more, Infinity]) {
              const stretch = await play(create, recipe, from, most);
              events.push(...stretch.events);
              from = structuredClone(stretch.saved);
            }
            expect(events).toEqual(whole.events);
            expect(from).toEqual(whole.saved);
          },
        ),
        cutting,
      );
    },
  );

  test.each(Object.values(shortened))(
    'takes what the readable engine learnt with $id, and gives it back',
    async (recipe) => {
      const { saved } = await play(createReferenceBackend, recipe, undefined, 8);
      const { update, parameters, memory } = saved;
      const state: TrainingState = { update, parameters, memory };
      const backend = await create(backendPlan(recipe, seed, data, saved));
      expect(await backend.state()).toEqual(state);
      await backend.evaluate('test');
      await backend.gradients({ indices: Uint32Array.of(0, 1) });
      expect(await backend.state()).toEqual(state);
      const own = await play(create, recipe, saved, 3);
      const other = await createReferenceBackend(backendPlan(recipe, seed, data, own.saved));
      const { update: moved, ...tensors } = await other.state();
      expect(tensors).toEqual({ parameters: own.saved.parameters, memory: own.saved.memory });
      expect(moved).toBe(own.saved.update);
      backend.dispose();
    },
  );
});
