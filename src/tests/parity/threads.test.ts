import { beforeAll, describe, expect, test } from 'vitest';
import { buildKernels } from '../../../scripts/kernels.ts';
import type { Backend, BackendPlan, Parameters } from '#engine/backend.ts';
import { createWasmBackend } from '#engine/wasm/backend.ts';
import type { Threads } from '#engine/wasm/backend.ts';
import type { Simd } from '#engine/wasm/kernels.ts';
import { whenThreadsAre } from './backends.ts';
import { batchOf, networks, planFor } from './cases.ts';

const updates = 12;
const sizes = [128, 100, 16, 5, 128, 64];
const [withRelu] = Object.values(networks);
const padded = networks['padded 5x5 kernels, 6 channels, ReLU after pooling'];

beforeAll(buildKernels, 60_000);

interface Trace {
  readonly losses: number[];
  readonly test: unknown;
  readonly parameters: Parameters;
}

async function trace(backend: Backend): Promise<Trace> {
  const losses: number[] = [];
  for (let update = 0; update < updates; update++) {
    const batch = batchOf(sizes[update % sizes.length], update % 2 === 1);
    losses.push((await backend.trainBatch(batch, 0.003)).loss);
  }
  const test = await backend.evaluate('test');
  return { losses, test, parameters: await backend.parameters() };
}

/** Trains once with all threads at work from the first update on. */
async function run(plan: BackendPlan, simd: Simd, threads: Threads): Promise<Trace> {
  const backend = await createWasmBackend(plan, simd, threads);
  try {
    if (threads.kind === 'shared') await whenThreadsAre(backend, threads.count);
    return await trace(backend);
  } finally {
    backend.dispose();
  }
}

describe.each(['relaxed', 'simd'] as const)('%s: bits do not depend on threads', (simd) => {
  test.each([
    { network: withRelu, optimizer: { kind: 'adam' } as const },
    { network: padded, optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true } as const },
  ])('with $optimizer.kind', { timeout: 60_000 }, async ({ network, optimizer }) => {
    const plan = planFor(network, { optimizer, labelSmoothing: 0.1 });
    const solo = await run(plan, simd, { kind: 'solo' });
    expect(solo.losses.every(Number.isFinite)).toBe(true);
    for (const threads of [
      { kind: 'solo' },
      { kind: 'shared', count: 1 },
      { kind: 'shared', count: 2 },
      { kind: 'shared', count: 3 },
    ] as const)
      expect(await run(plan, simd, threads)).toEqual(solo);
  });

  test('without shared memory either', { timeout: 60_000 }, async () => {
    const plan = planFor(withRelu, { optimizer: { kind: 'adamW', weightDecay: 0.01 } });
    const solo = await createWasmBackend(plan, simd);
    const pair = await createWasmBackend(plan, simd, { kind: 'transfer', choice: 'always' });
    // The helper joins while this trains: from then on both hold the same parameters.
    const batch = batchOf(128);
    const deadline = performance.now() + 30_000;
    while (pair.name.endsWith('1 thread') && performance.now() < deadline) {
      const losses = [solo, pair].map(
        async (backend) => (await backend.trainBatch(batch, 1e-3)).loss,
      );
      expect((await Promise.all(losses)).every(Number.isFinite)).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(pair.name).toMatch(/2 threads$/);
    expect(await trace(pair)).toEqual(await trace(solo));
    pair.dispose();
  });

  test('nor when the way to work is chosen by the clock', { timeout: 60_000 }, async () => {
    const plan = planFor(withRelu, { optimizer: { kind: 'sgd', momentum: 0.9 } });
    const solo = await createWasmBackend(plan, simd);
    const timed = await createWasmBackend(plan, simd, { kind: 'transfer', choice: 'timed' });
    for (let update = 0; update < 40; update++) {
      const losses = [solo, timed].map((backend) => backend.trainBatch(batchOf(128), 1e-3));
      const [expected, found] = await Promise.all(losses);
      expect(found).toEqual(expected);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const after = [trace(timed), trace(solo)];
    expect(await after[0]).toEqual(await after[1]);
    timed.dispose();
  });

  test('a helper that goes away in the middle of a batch is not missed', async () => {
    const plan = planFor(withRelu, { optimizer: { kind: 'adam' } });
    const solo = await createWasmBackend(plan, simd);
    const pair = await createWasmBackend(plan, simd, { kind: 'transfer', choice: 'always' });
    const deadline = performance.now() + 30_000;
    while (pair.name.endsWith('1 thread') && performance.now() < deadline) {
      await Promise.all([solo, pair].map((backend) => backend.trainBatch(batchOf(128), 1e-3)));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const last = pair.trainBatch(batchOf(128), 1e-3);
    pair.dispose();
    expect(await last).toEqual(await solo.trainBatch(batchOf(128), 1e-3));
    expect(await pair.parameters()).toEqual(await solo.parameters());
  });
});
