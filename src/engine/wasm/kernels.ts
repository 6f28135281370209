/**
 * Finds, compiles and starts the kernels' builds (made from src/assembly by `npm run kernels`). The browser fetches and
 * compiles while the bytes arrive; Node reads the file. A build is compiled once for a page, worker or process.
 */
import { relaxedSimd, simd } from 'wasm-feature-detect';
import { readFileUrl } from './node-host.ts';

export interface Kernels {
  gather(task: number, pixels: number, row: number, place: number, count: number): void;
  convolve(task: number, from: number, to: number, count: number): void;
  packBlocks(task: number): void;
  convolutionWeightGradient(
    task: number,
    from: number,
    to: number,
    count: number,
    slot: number,
  ): void;
  sumSlots(task: number, count: number): void;
  convolutionInputGradient(task: number, from: number, to: number, count: number): void;
  maskGradient(gradient: number, activation: number, bytes: number): void;
  multiply(task: number, row: number, count: number): void;
  denseGradient(task: number, panel: number, count: number): void;
  packRows(task: number, row: number, count: number): void;
  transposePanel(task: number, panel: number): void;
  softmaxCrossEntropy(
    task: number,
    labels: number,
    row: number,
    count: number,
    scale: number,
  ): void;
  update(task: number, at: number, count: number): void;
  peak(turns: number, factor: number): number;
}

export type Simd = 'relaxed' | 'simd';

/** For the reader. */
export const simdNames: Readonly<Record<Simd, string>> = { relaxed: 'relaxed SIMD', simd: 'SIMD' };

const PAGE_BYTES = 65536;

// Literal addresses: the bundler finds the files by them.
const addresses = {
  simd: () => new URL('../../../build/kernels/simd.wasm', import.meta.url),
  'simd-shared': () => new URL('../../../build/kernels/simd-shared.wasm', import.meta.url),
  relaxed: () => new URL('../../../build/kernels/relaxed.wasm', import.meta.url),
  'relaxed-shared': () => new URL('../../../build/kernels/relaxed-shared.wasm', import.meta.url),
};

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** Whether this machine can run a build, by trying it. */
export const canRun = (build: Simd): Promise<boolean> =>
  typeof WebAssembly === 'undefined'
    ? Promise.resolve(false)
    : build === 'relaxed'
      ? relaxedSimd()
      : simd();

/** The fastest instructions that this machine runs. */
export async function bestSimd(): Promise<Simd | undefined> {
  if (await canRun('relaxed')) return 'relaxed';
  return (await canRun('simd')) ? 'simd' : undefined;
}

/** Memory that several threads can see. */
export const canShareMemory = (): boolean =>
  typeof SharedArrayBuffer === 'function' &&
  (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;

/** Compiles a build; the second call answers with the first one's. Throws where WebAssembly is forbidden or broken. */
export function compileKernels(build: Simd, shared: boolean): Promise<WebAssembly.Module> {
  const name = shared ? (`${build}-shared` as const) : build;
  let module = compiled.get(name);
  if (!module) {
    module = compile(addresses[name]());
    // A failure is told to whoever asked, and is not kept: the next run tries again.
    module.catch(() => compiled.delete(name));
    compiled.set(name, module);
  }
  return module;
}

async function compile(address: URL): Promise<WebAssembly.Module> {
  if (address.protocol === 'file:') return WebAssembly.compile(readBuild(address));
  const response = await fetch(address);
  if (!response.ok) throw new Error(`kernels: ${address.pathname} answers ${response.status}`);
  // Only bytes that arrive as application/wasm can be compiled on the way.
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

function readBuild(address: URL): Uint8Array<ArrayBuffer> {
  try {
    return readFileUrl(address);
  } catch (cause) {
    const file = address.pathname.split('/').slice(-3).join('/');
    throw new Error(`kernels: ${file} is missing; \`npm run kernels\` makes it`, { cause });
  }
}

/** Memory for a plan of so many bytes; it never grows. */
export function createMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
}

/** Starts compiled kernels on a memory. */
export async function startKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<Kernels> {
  const stop = (): never => {
    throw new Error('kernels: a kernel stopped itself');
  };
  const instance = await WebAssembly.instantiate(module, { env: { memory, abort: stop } });
  return instance.exports as unknown as Kernels;
}
