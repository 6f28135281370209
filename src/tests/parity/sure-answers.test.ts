/** The reader's check of a backend holds where the network is so sure that its gradients are mostly rounding. */
import { beforeAll, expect, test } from 'vitest';
import { checkBackend, gradientFloor, gradientTolerance } from '#training/run/check.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import { buildKernels } from '../../../scripts/kernels.ts';
import { kernelBackends } from './backends.ts';
import { batchOf, networks, planFor } from './cases.ts';

beforeAll(buildKernels, 60_000);

test.each(Object.entries(kernelBackends))('%s', { timeout: 60_000 }, async (_, create) => {
  // One label for all images and a large bias for its class: losses of e^-16, where float32 holds p to 6e-8.
  const plan = planFor(networks['the article’s, with ReLU']);
  const train = { ...plan.train, labels: plan.train.labels.map(() => 3) };
  const parameters = structuredClone(plan.parameters);
  parameters['dense3.bias'].data[3] = 16;
  const sure = { ...plan, train, parameters };
  const [backend, reference] = [await create(sure), await createReferenceBackend(sure)];
  const batch = batchOf(64);
  const [found, expected] = [await backend.gradients(batch), await reference.gradients(batch)];
  const { passed, loss, parameters: checked } = await checkBackend(backend, reference, batch);
  backend.dispose();
  expect(loss).toBeLessThan(5e-5); // 0.0000 on the page
  for (const { name, size } of checked) {
    const differences = expected.gradients[name].data.map(
      (g, k) => found.gradients[name].data[k] - g,
    );
    expect(size, name).toBeLessThan(gradientFloor);
    expect(Math.hypot(...differences) / size, name).toBeGreaterThan(gradientTolerance);
  }
  expect(passed).toBe(true);
});
