import { beforeAll, describe, expect, test } from 'vitest';
import { buildKernels } from '../../../scripts/kernels.ts';
import type { Backend, BackendPlan, TrainingState } from '#engine/backend.ts';
import { createWasmBackend } from '#engine/wasm/backend.ts';
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
  readonly state: TrainingState;
}

async function trace(backend: Backend): Promise<Trace> {
  const losses: number[] = [];
  for (let update = 0; update < updates; update++) {
    const batch = batchOf(sizes[update % sizes.length], update % 2 === 1);
    losses.push((await backend.trainBatch(batch, 0.003)).loss);
  }
  const test = await backend.evaluate('test');
  return { losses, test, state: await backend.state() };
}

/** Trains once: with all threads at work from the first update on, or with helpers that join when they are up. */
async function run(plan: BackendPlan, simd: Simd, threads = 1, awaited = true): Promise<Trace> {
  const backend = await createWasmBackend(plan, simd, threads);
  try {
    if (awaited) await whenThreadsAre(backend, threads);
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
    const solo = await run(plan, simd);
    expect(solo.losses.every(Number.isFinite)).toBe(true);
    expect(await run(plan, simd)).toEqual(solo);
    for (const threads of [2, 3]) {
      expect(await run(plan, simd, threads)).toEqual(solo);
      expect(await run(plan, simd, threads, false)).toEqual(solo);
    }
  });
});
