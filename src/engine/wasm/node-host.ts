/**
 * What the kernels need of Node, reached without an import, so that no bundle for a page ever names a Node module.
 */
interface NodeProcess {
  getBuiltinModule?<Name extends string>(name: Name): unknown;
}

type FileSystem = typeof import('node:fs');
type WorkerThreads = typeof import('node:worker_threads');

const builtin = (name: string): unknown =>
  (globalThis as { process?: NodeProcess }).process?.getBuiltinModule?.(name);

export function readFileUrl(address: URL): Uint8Array<ArrayBuffer> {
  const files = builtin('node:fs') as FileSystem | undefined;
  if (!files) throw new Error(`kernels: ${address.href} can only be read in Node`);
  return new Uint8Array(files.readFileSync(address));
}

/** Node's worker threads; undefined in a browser. */
export const workerThreads = (): WorkerThreads | undefined =>
  builtin('node:worker_threads') as WorkerThreads | undefined;
