/** One of the trainers of unconnected.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { BackendPlan } from '#engine/backend.ts';
import { createWasmBackend } from '#engine/wasm/backend.ts';
import { trainerOf } from '#engine/wasm/bench/speed-run.ts';
import type { Share } from './unconnected.ts';

const plan = workerData as BackendPlan;
const trainer = createWasmBackend(plan, 'relaxed').then((backend) => trainerOf(backend, plan));

parentPort?.on('message', async ({ kind, amount }: Share) => {
  await (kind === 'train' ? (await trainer).train(amount) : (await trainer).test(amount));
  parentPort?.postMessage('done');
});
