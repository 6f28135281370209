/** The program of a helping thread. What it will do stands in the first message. */
import { startKernels } from './kernels.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { Runner } from './runner.ts';
import { SharedWork } from './shared-work.ts';
import { parentPort } from './thread-port.ts';
import { helpByTransfer } from './transfer-helper.ts';
import type { TransferStart } from './transfer-helper.ts';

export interface SharedStart {
  readonly kind: 'shared';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly plan: MemoryPlan;
  readonly thread: number;
}

const port = parentPort();
let started = false;

port.onMessage((message) => {
  if (started) return;
  started = true;
  const start = message as SharedStart | TransferStart;
  if (start.kind === 'shared') void helpInSharedMemory(start);
  else void helpByTransfer(port, start);
});

async function helpInSharedMemory({ module, memory, plan, thread }: SharedStart): Promise<void> {
  const runner = new Runner(await startKernels(module, memory), plan, thread);
  new SharedWork(runner, memory).help();
}
