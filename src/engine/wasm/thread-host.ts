/** Starts a helping thread: a module worker in a browser (also from inside a worker), a worker thread in Node. */
import { workerThreads } from './node-host.ts';
import type { HelperStart } from './thread-worker.ts';

/** In a variable, because a literal address would make the bundler pack the file as if a page could load it so. */
const nodeFile = './thread-worker.ts';

/** Returns what ends it. A helper that cannot start, or dies, is not missed: the others take its share. */
export function startHelper(start: HelperStart): () => void {
  return typeof Worker === 'function' ? startInBrowser(start) : startInNode(start);
}

function startInBrowser(start: HelperStart): () => void {
  const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), { type: 'module' });
  const stop = (): void => worker.terminate();
  worker.onerror = stop;
  worker.postMessage(start);
  return stop;
}

function startInNode(start: HelperStart): () => void {
  const threads = workerThreads();
  if (!threads) throw new Error('kernels: no worker threads here');
  const worker = new threads.Worker(new URL(nodeFile, import.meta.url));
  const stop = (): void => void worker.terminate();
  // A helper alone keeps no program running.
  worker.unref();
  worker.on('error', stop);
  worker.postMessage(start);
  return stop;
}
