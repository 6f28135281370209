/** The program of a helping thread: its first and only message says where to help. */
import { startKernels } from './kernels.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { workerThreads } from './node-host.ts';
import { Runner } from './runner.ts';
import { SharedWork } from './shared-work.ts';

export interface HelperStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly plan: MemoryPlan;
  /** Counts from 1; the leader is 0. */
  readonly thread: number;
}

const port = workerThreads()?.parentPort;
if (port) port.once('message', (start: HelperStart) => void help(start));
else globalThis.addEventListener('message', ({ data }) => void help(data), { once: true });

async function help({ module, memory, plan, thread }: HelperStart): Promise<void> {
  const runner = new Runner(await startKernels(module, memory), plan, thread);
  new SharedWork(runner, memory).help();
}
