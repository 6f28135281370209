/**
 * Two trainers that know nothing of each other, each on a thread of its own: what two cores of this machine could do at
 * best. Each does half of the updates that it is asked for.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BackendPlan } from '#engine/backend.ts';
import type { Candidate, Trainer } from '#engine/wasm/bench/speed-run.ts';

const TRAINERS = 2;

export interface Share {
  readonly kind: 'train' | 'test';
  readonly amount: number;
}

export const unconnectedTrainers: Candidate = {
  id: 'unconnected',
  name: 'relaxed SIMD, two trainers side by side',
  async create(plan: BackendPlan): Promise<Trainer> {
    const address = new URL('./trainer-worker.ts', import.meta.url);
    const workers = Array.from(
      { length: TRAINERS },
      () => new Worker(address, { workerData: plan }),
    );
    const all = async (kind: Share['kind'], total: number): Promise<void> => {
      // An odd number of updates is rounded up for both: at least half of `total` each.
      const share: Share = { kind, amount: Math.ceil(total / TRAINERS) };
      await Promise.all(workers.map((worker) => answerOf(worker, share)));
    };
    return {
      train: (updates) => all('train', updates),
      test: (rows) => all('test', rows),
      dispose: () => workers.forEach((worker) => void worker.terminate()),
    };
  },
};

async function answerOf(worker: Worker, share: Share): Promise<void> {
  worker.postMessage(share);
  await once(worker, 'message');
}
