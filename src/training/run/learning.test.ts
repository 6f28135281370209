/** The trainer on the readable engine: that it learns, that it repeats itself to the bit, that plain randn breaks. */
import { describe, expect, it } from 'vitest';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { openBackend } from '../worker/backends.ts';
import { backendPlan } from './backend-plan.ts';
import { recipes, type Recipe } from './recipes.ts';
import type { TrainingEvent } from './events.ts';
import { train } from './trainer.ts';

const data = generatedDataSet({ trainCount: 192, testCount: 60, seed: 3 });

/** Plays a run; `filled` are first parameters that have the same number everywhere. */
async function play(
  recipe: Recipe,
  seed: number,
  filled: Readonly<Record<string, number>> = {},
): Promise<TrainingEvent[]> {
  const plan = backendPlan(recipe, seed, data);
  for (const [name, value] of Object.entries(filled)) plan.parameters[name].data.fill(value);
  const { backend } = await openBackend('reference', plan);
  const events: TrainingEvent[] = [];
  const counts = { trainCount: data.train.count, testCount: data.test.count };
  for await (const event of train(backend, { recipe, seed, classes: data.classes, ...counts }))
    events.push(event);
  backend.dispose();
  return events;
}

/** Seconds of work on a free core, far more on a busy one; in milliseconds. */
const patience = 120_000;

describe('train(readable engine, generated digits)', { timeout: patience }, () => {
  const short: Recipe = { ...recipes.modern, batchSize: 32, length: { epochs: 2 }, maxShift: 1 };

  it('repeats a run to the bit for the same seed and differs for another', async () => {
    const first = await play(short, 5);
    expect(await play(short, 5)).toEqual(first);
    expect(await play(short, 6)).not.toEqual(first);
  });

  it('learns', async () => {
    const events = await play({ ...short, length: { epochs: 4 } }, 5);
    const tests = events.filter((event) => event.kind === 'evaluated');
    expect(tests).toHaveLength(4);
    // A network that guesses has one in ten right; 256 images are few, but four passes lift it far above that.
    expect(tests[3].accuracy).toBeGreaterThan(0.5);
    expect(tests[3].loss).toBeLessThan(tests[0].loss);
  });

  it('breaks with plain randn kernels and ten times the article’s rate, and tells why', async () => {
    const recipe: Recipe = { ...recipes.plain, learningRate: 0.1, batchSize: 16 };
    const last = (await play(recipe, 1)).at(-1)!;
    expect(last.kind).toBe('diverged');
    const codes = last.kind === 'diverged' ? last.reasons.map(({ code }) => code) : [];
    expect(codes.slice(0, 2)).toEqual(['rateRaised', 'firstLossHigh']);
  });

  it('knows a dead network from one that begins slowly: both have a loss near ln K, and guess', async () => {
    const slow: Recipe = { ...recipes.best, batchSize: 64, length: { updates: 3 } };
    // A bias of −1e3 closes every gate of its layer, whatever the image.
    const closed = { 'dense2.bias': -1e3 };
    const [alive, dead] = [await play(slow, 1), await play(slow, 1, closed)].map((events) =>
      events.find((event) => event.kind === 'evaluated'),
    );
    for (const test of [alive!, dead!]) {
      expect(Math.abs(test.loss - Math.log(10))).toBeLessThan(0.1);
      expect(test.accuracy).toBeLessThan(0.3);
    }
    expect([alive!.oneAnswer, dead!.oneAnswer]).toEqual([false, true]);
  });
});
