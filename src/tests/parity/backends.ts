/** Every way to run the kernels, as the tests and the bench name them. */
import type { Backend, BackendPlan } from '#engine/backend.ts';
import { createWasmBackend } from '#engine/wasm/backend.ts';

export const kernelBackends: Record<string, (plan: BackendPlan) => Promise<Backend>> = {
  'relaxed SIMD': (plan) => createWasmBackend(plan, 'relaxed'),
  SIMD: (plan) => createWasmBackend(plan, 'simd'),
  'relaxed SIMD, 2 threads': (plan) => createWasmBackend(plan, 'relaxed', 2),
  'SIMD, 3 threads': (plan) => createWasmBackend(plan, 'simd', 3),
};

/** Waits until so many threads work: helpers join while the first batches are under way. */
export async function whenThreadsAre(backend: Backend, threads: number): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!backend.name.endsWith(threads > 1 ? `${threads} threads` : '1 thread')) {
    if (performance.now() > deadline) throw new Error(`${backend.name}, not ${threads} threads`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
