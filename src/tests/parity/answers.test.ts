/** Image by image, every backend answers what the readable engine does, and as many rightly as its test counts. */
import { beforeAll, expect, test } from 'vitest';
import type { CreateBackend } from '#engine/backend.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import { buildKernels } from '../../../scripts/kernels.ts';
import { kernelBackends } from './backends.ts';
import { networks, planFor } from './cases.ts';

/** Two float32 engines that add in different orders; a wrong row or class is off by the probabilities' own size. */
const tolerance = 1e-5;
const plan = planFor(networks['the article’s, with ReLU']);

beforeAll(buildKernels, 60_000);

test.each(
  Object.entries<CreateBackend>({ 'readable engine': createReferenceBackend, ...kernelBackends }),
)('%s', { timeout: 60_000 }, async (_, create) => {
  const backend = await create(plan);
  const reference = await createReferenceBackend(plan);
  // More rows than one pass takes; whole tiles of the kernels, and rows that are left over.
  for (const [from, to] of [
    [0, plan.test.count],
    [3, 10],
  ]) {
    const { guesses, probabilities } = await backend.answers('test', from, to);
    const expected = await reference.answers('test', from, to);
    expect([...guesses]).toEqual([...expected.guesses]);
    for (const [row, probability] of probabilities.entries())
      expect(Math.abs(probability - expected.probabilities[row])).toBeLessThan(tolerance);
    const right = guesses.filter((guess, row) => guess === plan.test.labels[from + row]);
    const { accuracy } = await backend.evaluate('test', from, to);
    expect(right.length).toBe(Math.round(accuracy * (to - from)));
  }
  backend.dispose();
});

test('lost numbers are no answer: their probability is NaN', async () => {
  const parameters = structuredClone(plan.parameters);
  parameters['dense3.bias'].data[3] = NaN;
  for (const create of [createReferenceBackend, ...Object.values<CreateBackend>(kernelBackends)]) {
    const backend = await create({ ...plan, parameters });
    const { probabilities } = await backend.answers('test', 0, 2);
    backend.dispose();
    expect([...probabilities]).toEqual([NaN, NaN]);
  }
});
