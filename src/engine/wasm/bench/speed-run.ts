/**
 * The speed of every backend that runs here, measured by turns: each round gives each of them a short stretch of
 * training and of inference, so that a machine that slows down slows all of them, and ratios hold.
 */
import type { Backend, BackendPlan, CreateBackend } from '../../backend.ts';
import { createReferenceBackend } from '../../reference.ts';
import { createWasmBackend } from '../backend.ts';
import { threadsHere } from '../choose-backend.ts';
import { bestSimd, canRun, canShareMemory, compileKernels, simdNames } from '../kernels.ts';
import { spreadOf } from './statistics.ts';
import type { Spread } from './statistics.ts';

/** What is measured: something that trains and tests on the images of a plan. */
export interface Trainer {
  train(updates: number): Promise<void>;
  test(rows: number): Promise<void>;
  dispose(): void;
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  create(plan: BackendPlan): Promise<Trainer>;
}

export interface SpeedRow {
  readonly id: string;
  readonly name: string;
  /** Images a second. */
  readonly training: Spread;
  readonly inference: Spread;
  /** From a compiled module to the end of the first update, in milliseconds. */
  readonly firstUpdate: number;
}

interface SpeedProgress {
  readonly done: number;
  readonly of: number;
}

/** One stretch of work lasts about so long. */
const STRETCH_MILLISECONDS = 60;
const LEARNING_RATE = 1e-4;

/** A backend as a trainer: batch after batch through the training set. */
export function trainerOf(backend: Backend, { maxBatchSize, train }: BackendPlan): Trainer {
  let next = 0;
  const indices = new Uint32Array(maxBatchSize);
  return {
    async train(updates) {
      for (let update = 0; update < updates; update++) {
        for (let row = 0; row < maxBatchSize; row++) indices[row] = next++ % train.count;
        await backend.trainBatch({ indices }, LEARNING_RATE);
      }
    },
    async test(rows) {
      await backend.evaluate('test', 0, rows);
    },
    dispose: () => backend.dispose(),
  };
}

/** What runs here: the readable engine, one thread, and several where a page may have them. */
export async function candidates(): Promise<Candidate[]> {
  const list: Candidate[] = [];
  const add = (id: string, name: string, create: CreateBackend): void => {
    list.push({ id, name, create: async (plan) => trainerOf(await create(plan), plan) });
  };
  add('reference', 'readable engine', createReferenceBackend);
  for (const simd of ['simd', 'relaxed'] as const)
    if (await canRun(simd)) add(simd, simdNames[simd], (plan) => createWasmBackend(plan, simd));
  const best = await bestSimd();
  const count = threadsHere();
  if (best && count > 1)
    add('shared', `${simdNames[best]}, ${count} threads`, (plan) =>
      createWasmBackend(plan, best, count),
    );
  return list;
}

interface Contestant {
  readonly candidate: Candidate;
  readonly trainer: Trainer;
  readonly firstUpdate: number;
  readonly training: number[];
  readonly inference: number[];
  /** How much it does in one stretch. */
  readonly updates: number;
  readonly rows: number;
}

/** Measures `rounds` rounds. Yields between two stretches, so that whoever asked can show progress or stop. */
export async function* measureSpeed(
  plan: BackendPlan,
  list: readonly Candidate[],
  rounds: number,
): AsyncGenerator<SpeedProgress, SpeedRow[]> {
  const contestants: Contestant[] = [];
  const of = list.length * (rounds + 1);
  let done = 0;
  try {
    for (const candidate of list) {
      contestants.push(await enter(candidate, plan));
      yield { done: ++done, of };
    }
    for (let round = 0; round < rounds; round++)
      for (const contestant of contestants) {
        await stretch(contestant, plan);
        yield { done: ++done, of };
      }
    return contestants.map(({ candidate, firstUpdate, training, inference }) => ({
      id: candidate.id,
      name: candidate.name,
      training: spreadOf(training, 'larger'),
      inference: spreadOf(inference, 'larger'),
      firstUpdate,
    }));
  } finally {
    for (const { trainer } of contestants) trainer.dispose();
  }
}

/** Creates a trainer, times its first update, warms it up, and finds how much it does in one stretch. */
async function enter(candidate: Candidate, plan: BackendPlan): Promise<Contestant> {
  await compileAll();
  const start = performance.now();
  const trainer = await candidate.create(plan);
  await trainer.train(1);
  const firstUpdate = performance.now() - start;
  // Long enough for helping threads to come up, and for the engine to have compiled what is hot.
  const warm = performance.now() + 5 * STRETCH_MILLISECONDS;
  let perUpdate = 0;
  do {
    perUpdate = (await timed(() => trainer.train(2))) / 2;
    await new Promise((resolve) => setTimeout(resolve));
  } while (performance.now() < warm);
  const updates = Math.max(2, 2 * Math.round(STRETCH_MILLISECONDS / perUpdate / 2));
  const probe = Math.min(plan.maxBatchSize, plan.test.count);
  const perRow = (await timed(() => trainer.test(probe))) / probe;
  const rows = Math.min(
    plan.test.count,
    Math.max(probe, Math.round(STRETCH_MILLISECONDS / perRow)),
  );
  return { candidate, trainer, firstUpdate, training: [], inference: [], updates, rows };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The modules of all builds, compiled once and not counted: pages compile while the reader reads. */
async function compileAll(): Promise<void> {
  for (const simd of ['simd', 'relaxed'] as const)
    if (await canRun(simd))
      for (const shared of canShareMemory() ? [false, true] : [false])
        await compileKernels(simd, shared);
}

async function stretch(contestant: Contestant, plan: BackendPlan): Promise<void> {
  const { trainer, updates, rows, training, inference } = contestant;
  const trained = updates * plan.maxBatchSize;
  training.push((1000 * trained) / (await timed(() => trainer.train(updates))));
  inference.push((1000 * rows) / (await timed(() => trainer.test(rows))));
}
