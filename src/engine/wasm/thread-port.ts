/** How a helping thread hears its leader and answers, in a browser and in Node. */
import { workerThreads } from './node-host.ts';

export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
}

export function parentPort(): Port {
  const port = workerThreads()?.parentPort;
  if (port)
    return {
      post: (message, transfer = []) => port.postMessage(message, [...transfer]),
      onMessage: (listener) => port.on('message', listener),
    };
  return {
    post: (message, transfer = []) => globalThis.postMessage(message, { transfer: [...transfer] }),
    onMessage: (listener) => globalThis.addEventListener('message', ({ data }) => listener(data)),
  };
}
