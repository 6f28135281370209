import { beforeAll, describe, expect, test } from 'vitest';
import { buildKernels } from '../../../scripts/kernels.ts';
import { tensor } from '../tensor.ts';
import { batchOf, networks, planFor } from '../../tests/parity/cases.ts';
import { availableBackends, chooseBackend, threadCount } from './choose-backend.ts';

const [network] = Object.values(networks);

beforeAll(buildKernels, 60_000);

describe('availableBackends()', () => {
  test('Node here runs SIMD in one thread, and the readable engine last', async () => {
    const ids = (await availableBackends()).map(({ id }) => id);
    expect(ids).toContain('simd');
    expect(ids.at(-1)).toBe('reference');
  });
});

describe('threadCount(cores)', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 4],
    [64, 4],
  ])('%i cores: %i threads', (cores, threads) => expect(threadCount(cores)).toBe(threads));
});

describe('chooseBackend(choice, plan)', () => {
  test('opens what was asked for and says nothing', async () => {
    const { backend, missed } = await chooseBackend('simd', planFor(network));
    expect(backend.name).toBe('WebAssembly, SIMD, 1 thread');
    expect(missed).toBeUndefined();
  });

  test('runs a network without kernels on the readable engine and says why', async () => {
    const plan = planFor({
      inputShape: [1, 8, 8],
      layers: [
        { kind: 'flatten', name: 'flatten' },
        { kind: 'dense', name: 'dense1', outFeatures: 5 },
        { kind: 'sigmoid', name: 'sigmoid1' },
        { kind: 'dense', name: 'dense2', outFeatures: 3 },
      ],
    });
    const { backend, missed } = await chooseBackend('auto', plan);
    expect(backend.name).toBe('readable engine');
    expect(missed?.reason).toBe('kernels: sigmoid "sigmoid1" has no kernel at this place');
    expect((await backend.trainBatch(batchOf(3), 0.1)).loss).toBeGreaterThan(0);
  });

  test('goes on with parameters of different ages on the readable engine and says why', async () => {
    const plan = { ...planFor(network), optimizer: { kind: 'adam' } as const };
    const state = await (await chooseBackend('simd', plan)).backend.state();
    const [first] = Object.keys(state.memory);
    const step = tensor([], Float32Array.of(2));
    const memory = { ...state.memory, [first]: { ...state.memory[first], step } };
    const { backend, missed } = await chooseBackend('simd', {
      ...plan,
      ...state,
      update: 2,
      memory,
    });
    expect(backend.name).toBe('readable engine');
    expect(missed?.reason).toMatch(/^kernels: \S+ has had 0 of 2 updates; they move all/);
    await backend.trainBatch(batchOf(3), 0.1);
    expect((await backend.state()).memory[first]['step'].data[0]).toBe(3);
  });

  test('a wrong plan fails, whoever is to run it', async () => {
    const plan = planFor(network);
    const broken = { ...plan, train: { ...plan.train, count: 7 } };
    await expect(chooseBackend('simd', broken)).rejects.toThrow('train pixels');
  });
});
