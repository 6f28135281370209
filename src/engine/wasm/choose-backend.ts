/** Which backends can run here, and the one that is opened when a reader, or nobody, has chosen. */
import type { Backend, BackendPlan } from '../backend.ts';
import { createReferenceBackend } from '../reference.ts';
import { createWasmBackend, wasmName } from './backend.ts';
import { bestSimd, canRun, canShareMemory, compileKernels } from './kernels.ts';
import type { Simd } from './kernels.ts';

/** Fastest first. `threads` takes the best instructions there are. */
export const backendIds = ['threads', 'relaxed', 'simd', 'reference'] as const;
export type BackendId = (typeof backendIds)[number];

interface AvailableBackend {
  readonly id: BackendId;
  /** For the reader. */
  readonly name: string;
}

interface ChosenBackend {
  readonly backend: Backend;
  /** Where another backend than the wanted one had to be opened: its name, and why. */
  readonly missed?: { readonly name: string; readonly reason: string } | undefined;
}

/**
 * More threads than this would wait for each other: a batch of 128 rows is eight pieces of work, so that five, six or
 * seven threads take as long as four.
 */
const MOST_THREADS = 4;

/** Threads for so many cores. With more than two of them one is left to the page. */
export function threadCount(cores = globalThis.navigator?.hardwareConcurrency ?? 1): number {
  return Math.max(1, Math.min(MOST_THREADS, cores > 2 ? cores - 1 : cores));
}

/** Threads that a backend may have here: one where a page may not share memory between them. */
export const threadsHere = (): number => (canShareMemory() ? threadCount() : 1);

/** Lists what this browser, or Node, can run, fastest first. The readable engine is always among them. */
export async function availableBackends(): Promise<AvailableBackend[]> {
  const backends: AvailableBackend[] = [];
  for (const id of backendIds)
    if (await isAvailable(id)) backends.push({ id, name: await nameOf(id) });
  return backends;
}

async function isAvailable(id: BackendId): Promise<boolean> {
  if (id === 'reference') return true;
  if (id === 'threads') return threadsHere() > 1 && (await bestSimd()) !== undefined;
  return canRun(id);
}

/** Compiles what `auto` would open, so that a run that begins later does not wait. Failures show when a run begins. */
export async function prepareKernels(): Promise<void> {
  const best = await bestSimd();
  if (best) await compileKernels(best, threadsHere() > 1).catch(() => {});
}

/**
 * Opens the backend of that choice; `auto` is the fastest. What cannot run here, or not with this network, gives way to
 * the next in the list, down to the readable engine. A plan that is wrong throws, whoever is to run it.
 */
export async function chooseBackend(
  choice: BackendId | 'auto',
  plan: BackendPlan,
): Promise<ChosenBackend> {
  const wanted = choice === 'auto' ? (await availableBackends())[0].id : choice;
  let missed: ChosenBackend['missed'];
  for (const id of backendIds.slice(backendIds.indexOf(wanted))) {
    if (id === 'reference') break;
    const name = await nameOf(id);
    if (!(await isAvailable(id))) {
      missed ??= { name, reason: 'this browser does not have what it needs' };
      continue;
    }
    try {
      const { simd, threads } = await settingOf(id);
      return { backend: await createWasmBackend(plan, simd, threads), missed };
    } catch (error) {
      missed ??= { name, reason: error instanceof Error ? error.message : String(error) };
    }
  }
  return { backend: await createReferenceBackend(plan), missed };
}

/** The build and the number of threads behind a name: the best that there is here. */
async function settingOf(
  id: Exclude<BackendId, 'reference'>,
): Promise<{ simd: Simd; threads: number }> {
  if (id !== 'threads') return { simd: id, threads: 1 };
  return { simd: (await bestSimd()) ?? 'simd', threads: threadsHere() };
}

async function nameOf(id: BackendId): Promise<string> {
  if (id === 'reference') return 'readable engine';
  const { simd, threads } = await settingOf(id);
  return wasmName(simd, id === 'threads' && threads === 1 ? 'several' : threads);
}
