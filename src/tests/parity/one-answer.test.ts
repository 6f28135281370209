/** A test tells, on every backend, whether the images still reach the logits. */
import { beforeAll, expect, test } from 'vitest';
import type { BackendPlan, CreateBackend } from '#engine/backend.ts';
import { isOneAnswer } from '#engine/logit-range.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import { buildKernels } from '../../../scripts/kernels.ts';
import { kernelBackends } from './backends.ts';
import { networks, planFor } from './cases.ts';

const plan = planFor(networks['the article’s, with ReLU']);
/** Closes every gate of a layer, whatever the image: far below what its weights can add up to. */
const closed = -1e6;

/** Whether all images of a test get the same logits when this bias has the same value everywhere. */
async function hasOneAnswer(create: CreateBackend, bias?: string): Promise<boolean[]> {
  const parameters: BackendPlan['parameters'] = structuredClone(plan.parameters);
  if (bias) parameters[bias].data.fill(closed);
  const backend = await create({ ...plan, parameters });
  // Whole tiles of the kernels, and rows that are left over; more rows than one pass takes, and few.
  const ranges = [await backend.evaluate('test'), await backend.evaluate('test', 3, 10)];
  backend.dispose();
  return ranges.map(({ logits }) => isOneAnswer(logits));
}

beforeAll(buildKernels, 60_000);

test.each(
  Object.entries<CreateBackend>({ 'readable engine': createReferenceBackend, ...kernelBackends }),
)('%s', { timeout: 60_000 }, async (_, create) => {
  expect(await hasOneAnswer(create)).toEqual([false, false]);
  for (const bias of ['conv1.bias', 'conv2.bias', 'dense1.bias', 'dense2.bias'])
    expect(await hasOneAnswer(create, bias), bias).toEqual([true, true]);
});
