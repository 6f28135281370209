/** Numbers that are lost are lost on every backend: none of them goes on where the readable engine shows NaN. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Backend, BackendPlan, CreateBackend } from '#engine/backend.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import { buildKernels } from '../../../scripts/kernels.ts';
import { kernelBackends } from './backends.ts';
import { batchOf, networks, planFor } from './cases.ts';

beforeAll(buildKernels, 60_000);

/** A plan in which one number of a parameter is another. */
function planWith(parameter: string, value: number, changes: Partial<BackendPlan>): BackendPlan {
  const plan = planFor(networks['dense layers only'], changes);
  const parameters = structuredClone(plan.parameters);
  parameters[parameter].data[0] = value;
  return { ...plan, parameters };
}

/** By parameter, which of its numbers are NaN. */
const lostIn = async (backend: Backend): Promise<Record<string, boolean[]>> =>
  Object.fromEntries(
    Object.entries((await backend.state()).parameters).map(([name, { data }]) => [
      name,
      Array.from(data, Number.isNaN),
    ]),
  );

async function trained(create: CreateBackend, plan: BackendPlan) {
  const backend = await create(plan);
  const { loss: tested } = await backend.evaluate('test');
  const { loss } = await backend.trainBatch(batchOf(20), 0.1);
  const lost = await lostIn(backend);
  backend.dispose();
  return { tested, loss, lost };
}

describe.each(Object.entries(kernelBackends))('%s', (_, create) => {
  test.each([
    ['dense2.bias', -Infinity],
    ['dense2.weight', -Infinity],
    ['dense1.weight', -Infinity],
    ['dense1.weight', NaN],
  ])('%s of %f makes the loss NaN', { timeout: 60_000 }, async (parameter, value) => {
    const plan = planWith(parameter, value, {});
    for (const one of [createReferenceBackend, create]) {
      const { tested, loss } = await trained(one, plan);
      expect([tested, loss]).toEqual([NaN, NaN]);
    }
  });

  test.each<BackendPlan['optimizer']>([
    { kind: 'sgd' },
    { kind: 'sgd', momentum: 0.9 },
    { kind: 'sgd', momentum: 0.9, nesterov: true },
    { kind: 'adam' },
    { kind: 'adamW', weightDecay: 0.01 },
  ])('with %j loses the same parameters', { timeout: 60_000 }, async (optimizer) => {
    const plan = planWith('dense2.bias', NaN, { optimizer });
    const expected = await trained(createReferenceBackend, plan);
    expect(expected.lost['dense2.weight']).toContain(true);
    expect((await trained(create, plan)).lost).toEqual(expected.lost);
  });
});
