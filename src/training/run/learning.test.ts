/** The trainer on the readable engine: that it learns, that it repeats itself to the bit, that plain randn breaks. */
import { describe, expect, it } from 'vitest';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { openBackend } from '../worker/backends.ts';
import { backendPlan } from './backend-plan.ts';
import { isDead } from './divergence.ts';
import { recipes, type Recipe } from './recipes.ts';
import type { TrainingEvent } from './events.ts';
import { train } from './trainer.ts';

const data = generatedDataSet({ trainCount: 192, testCount: 60, seed: 3 });

async function play(recipe: Recipe, seed: number): Promise<TrainingEvent[]> {
  const { backend } = await openBackend('reference', backendPlan(recipe, seed, data));
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

  it('is known to be dead when no image changes its answer', async () => {
    const plan = backendPlan(recipes.article, 1, data);
    for (const { data: values } of Object.values(plan.parameters)) values.fill(0);
    const { backend } = await openBackend('reference', plan);
    expect(isDead(await backend.evaluate('test'), data.classes)).toBe(true);
  });
});
