/** A network whose layers behave otherwise in training: it draws, it remembers, and a run of it can be taken up again. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Backend, BackendPlan, Parameters } from '#engine/backend.ts';
import { checkNetwork } from '#engine/gradient-check.ts';
import { oneHot } from '#engine/index.ts';
import { Network, initialParameters } from '#engine/network.ts';
import { createReferenceBackend } from '#engine/reference.ts';
import { chooseBackend } from '#engine/wasm/choose-backend.ts';
import { complaintsAbout } from '#steps/invariants.ts';
import { networkTrace } from '#steps/network-trace.ts';
import { randomTensor } from '#steps/testing.ts';
import { buildKernels } from '../../../scripts/kernels.ts';
import { batchOf, planFor } from './cases.ts';

const spec: NetworkSpec = {
  inputShape: [1, 6, 6],
  layers: [
    { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'batchNorm2d', name: 'norm' },
    { kind: 'relu', name: 'gate' },
    { kind: 'dropout', name: 'drop', rate: 0.25 },
    { kind: 'maxPool2d', name: 'pool', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flat' },
    { kind: 'dense', name: 'logits', outFeatures: 3 },
  ],
};
const states = ['norm.runningMean', 'norm.runningVariance'];
const mode = { training: true, seed: 7 };

beforeAll(buildKernels, 60_000);

describe('one pass in training', () => {
  const network = new Network(spec);
  const parameters = initialParameters(spec, 1);
  const x = randomTensor([3, 1, 6, 6], 2);

  /** As in the conformance tests: central differences with h = 2^-17 in float64. */
  const gradientTolerance = 1e-7;

  test('has gradients that agree with finite differences', () => {
    // Without the pool: where dropout leaves two zeros, its windows tie.
    const layers = spec.layers.filter(({ name }) => name !== 'pool');
    const smooth = { ...spec, layers };
    const checked = checkNetwork({
      ...{ network: new Network(smooth), parameters: initialParameters(smooth, 1) },
      ...{ x, target: oneHot([0, 1, 2], 3), mode },
    });
    for (const [name, { worst, entries }] of Object.entries(checked)) {
      expect(entries.length, name).toBeGreaterThan(0);
      expect(worst, name).toBeLessThanOrEqual(gradientTolerance);
    }
    for (const state of states) expect(checked).not.toHaveProperty([state]);
  });

  test('is told in a trace that replays to the last bit', () => {
    const trace = networkTrace(spec, parameters, x, [0, 1, 2], { learningRate: 0.1, mode });
    expect(trace.stages.map(({ id }) => id)).toContain('norm.forward.variance');
    expect(complaintsAbout(trace)).toEqual([]);
  });

  test('draws by its seed alone, and at rest not at all', () => {
    const logits = (seed: number, training = true) =>
      network.logits(network.forward(x, parameters, { training, seed }));
    expect(logits(7)).toEqual(logits(7));
    expect(logits(7)).not.toEqual(logits(8));
    expect(logits(7, false)).toEqual(logits(8, false));
  });
});

describe('the readable engine as a backend', () => {
  const plan = planFor(spec, { optimizer: { kind: 'sgd', momentum: 0.9, weightDecay: 0.1 } });
  const create = (changes: Partial<BackendPlan> = {}) =>
    createReferenceBackend({ ...plan, ...changes });
  const learn = async (backend: Backend, from: number, to: number): Promise<number[]> => {
    const losses: number[] = [];
    for (let seed = from; seed < to; seed++)
      losses.push((await backend.trainBatch({ ...batchOf(16), seed }, 0.1)).loss);
    return losses;
  };
  const parametersOf = async (backend: Backend): Promise<Parameters> =>
    (await backend.state()).parameters;

  test('renews the state; the optimizer does not move it, however fast it learns', async () => {
    const slow = await create();
    const fast = await create();
    await slow.trainBatch({ ...batchOf(16), seed: 1 }, 0);
    await fast.trainBatch({ ...batchOf(16), seed: 1 }, 10);
    const [still, moved] = [await parametersOf(slow), await parametersOf(fast)];
    for (const name of states) {
      expect(moved[name], name).toEqual(still[name]);
      expect(moved[name], name).not.toEqual(plan.parameters[name]);
    }
    expect(still['norm.weight']).toEqual(plan.parameters['norm.weight']);
    expect(moved['norm.weight']).not.toEqual(still['norm.weight']);
    expect(Object.keys((await fast.gradients(batchOf(4))).gradients)).not.toContain(states[0]);
  });

  test('gives the same losses to the bit for the same seeds, and others for others', async () => {
    expect(await learn(await create(), 0, 4)).toEqual(await learn(await create(), 0, 4));
    expect(await learn(await create(), 0, 1)).not.toEqual(await learn(await create(), 1, 2));
  });

  test('goes on from a saved state as if there were no cut, to the bit', async () => {
    const whole = await create();
    const losses = await learn(whole, 0, 6);
    const first = await create();
    const begun = await learn(first, 0, 3);
    const second = await create(structuredClone(await first.state()));
    expect([...begun, ...(await learn(second, 3, 6))]).toEqual(losses);
    expect(await second.state()).toEqual(await whole.state());
  });

  test('evaluates with the running statistics: rows alone are what they are together', async () => {
    const backend = await create();
    await learn(backend, 0, 3);
    const whole = await backend.evaluate('test', 0, 20);
    let loss = 0;
    let right = 0;
    for (let row = 0; row < 20; row++) {
      const alone = await backend.evaluate('test', row, row + 1);
      loss += alone.loss;
      right += alone.accuracy;
    }
    expect(loss / 20).toBeCloseTo(whole.loss, 12);
    expect(right).toBe(Math.round(20 * whole.accuracy));
    const before = await parametersOf(backend);
    await backend.evaluate('test');
    expect(await parametersOf(backend)).toEqual(before);
  });
});

test('runs on the readable engine where kernels are wanted, and says why', async () => {
  const { backend, missed } = await chooseBackend('auto', planFor(spec));
  expect(backend.name).toBe('readable engine');
  expect(missed?.reason).toBe('kernels: batchNorm2d "norm" has no kernel at this place');
});
