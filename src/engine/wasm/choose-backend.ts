/** Which backends can run here, and the one that is opened when a reader, or nobody, has chosen. */
import type { Backend, BackendPlan } from '../backend.ts';
import { createReferenceBackend } from '../reference.ts';
import { createWasmBackend } from './backend.ts';
import { canRun, canShareMemory, compileKernels, simdNames } from './kernels.ts';
import type { Simd } from './kernels.ts';

/** Fastest first. `threads` takes the best instructions there are. */
export const backendIds = ['threads', 'relaxed', 'simd', 'reference'] as const;
export type BackendId = (typeof backendIds)[number];

export interface AvailableBackend {
  readonly id: BackendId;
  /** For the reader. */
  readonly name: string;
}

export interface ChosenBackend {
  readonly backend: Backend;
  /** Where another backend than the wanted one had to be opened: its name, and why. */
  readonly missed?: { readonly name: string; readonly reason: string };
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

const referenceName = 'readable engine';

/** The fastest instructions that this machine runs. */
async function bestSimd(): Promise<Simd | undefined> {
  if (await canRun('relaxed')) return 'relaxed';
  return (await canRun('simd')) ? 'simd' : undefined;
}

/** Threads that a backend may have here: one where a page may not share memory between them. */
const threadsHere = (): number => (canShareMemory() ? threadCount() : 1);

/** Lists what this browser, or Node, can run, fastest first. The readable engine is always among them. */
export async function availableBackends(): Promise<AvailableBackend[]> {
  const backends: AvailableBackend[] = [];
  const best = await bestSimd();
  if (best && threadsHere() > 1) backends.push({ id: 'threads', name: await nameOf('threads') });
  for (const simd of ['relaxed', 'simd'] as const)
    if (await canRun(simd)) backends.push({ id: simd, name: await nameOf(simd) });
  return [...backends, { id: 'reference', name: referenceName }];
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
  const available = (await availableBackends()).map(({ id }) => id);
  const wanted = choice === 'auto' ? available[0] : choice;
  let missed: ChosenBackend['missed'];
  for (const id of backendIds.slice(backendIds.indexOf(wanted))) {
    if (id === 'reference') break;
    const name = await nameOf(id);
    if (!available.includes(id)) {
      missed ??= { name, reason: 'this browser does not have what it needs' };
      continue;
    }
    try {
      const backend = await open(id, plan);
      return missed ? { backend, missed } : { backend };
    } catch (error) {
      missed ??= { name, reason: error instanceof Error ? error.message : String(error) };
    }
  }
  const backend = await createReferenceBackend(plan);
  return missed ? { backend, missed } : { backend };
}

async function nameOf(id: Exclude<BackendId, 'reference'>): Promise<string> {
  if (id !== 'threads') return `${simdNames[id]}, 1 thread`;
  const count = threadsHere();
  return `${simdNames[(await bestSimd()) ?? 'simd']}, ${count > 1 ? count : 'several'} threads`;
}

async function open(id: Exclude<BackendId, 'reference'>, plan: BackendPlan): Promise<Backend> {
  if (id !== 'threads') return createWasmBackend(plan, id);
  return createWasmBackend(plan, (await bestSimd()) ?? 'simd', threadsHere());
}
