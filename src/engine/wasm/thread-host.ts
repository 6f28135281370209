/** Starts a helping thread: a module worker in a browser (also from inside a worker), a worker thread in Node. */
import { workerThreads } from './node-host.ts';

export interface Helper {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The thread could not start, or died. */
  onFailure(listener: (reason: string) => void): void;
  stop(): void;
}

/** In a variable, because a literal address would make the bundler pack the file as if a page could load it so. */
const nodeFile = './thread-worker.ts';

export function startHelper(): Helper {
  return typeof Worker === 'function' ? startInBrowser() : startInNode();
}

function startInBrowser(): Helper {
  const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
    onFailure: (listener) =>
      worker.addEventListener('error', ({ message }) => listener(message || 'it did not load')),
    stop: () => worker.terminate(),
  };
}

function startInNode(): Helper {
  const threads = workerThreads();
  if (!threads) throw new Error('kernels: no worker threads here');
  const worker = new threads.Worker(new URL(nodeFile, import.meta.url));
  // A helper alone keeps no program running.
  worker.unref();
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => worker.on('message', listener),
    onFailure: (listener) => worker.on('error', ({ message }: Error) => listener(message)),
    stop: () => void worker.terminate(),
  };
}
