/** The time of every kernel inside real updates, and the most that this core can do: both in one process, one after the other. */
import type { BackendPlan } from '../../backend.ts';
import { Network } from '../../network.ts';
import { startOf } from '../../training-state.ts';
import { createCrew } from '../crew.ts';
import { compileKernels, createMemory, startKernels } from '../kernels.ts';
import type { Kernels, Simd } from '../kernels.ts';
import { planMemory } from '../memory-plan.ts';
import type { MemoryPlan } from '../memory-plan.ts';
import { RunMemory } from '../run-memory.ts';
import { Runner } from '../runner.ts';
import { executedWork, layerWork, updateWork } from './work.ts';

export interface KernelTime {
  /** For the reader, for example `dense1 forward`. */
  readonly name: string;
  /** Of one update, in milliseconds: the least of many, or their mean where the clock is coarse. */
  readonly milliseconds: number;
  /** Operations a second of the work issued, in 10⁹; left out where counting operations says nothing. */
  readonly gigaflops?: number;
}

export interface KernelReport {
  /** Pages that are not cross-origin isolated have a clock of 0.1 ms or coarser, by which no single call can be timed. */
  readonly times: 'least' | 'mean';
  readonly batch: number;
  /** The most that was seen of this core's multiply-adds, in 10⁹ operations a second. */
  readonly peakGigaflops: number;
  readonly kernels: readonly KernelTime[];
  readonly sumMilliseconds: number;
  /** A whole update, the least of many, and what it makes of the peak: over all operations of the network, and over
   * those that were carried out. */
  readonly updateMilliseconds: number;
  readonly shareOfPeak: number;
  readonly executedShareOfPeak: number;
}

/** Some ten milliseconds, so that the coarsest clock (1 ms) is off by a tenth at most. */
const PEAK_TURNS = 5_000_000;
const PEAK_OPERATIONS = 96;
const WARM_UP = 60;
/** By a coarse clock, whole updates are timed so many at once. */
const BLOCK = 4;
/** The shortest kernel call of note takes some microseconds; a clock that ticks more slowly sees it as nothing. */
const FINE_TICK = 0.006;

/** Measures for some `milliseconds` (more, on a slow machine: everything is done at least a few times). */
export async function measureKernels(
  run: BackendPlan,
  simd: Simd,
  milliseconds: number,
): Promise<KernelReport> {
  const plan = planMemory(run, 1);
  const memory = createMemory(plan.bytes, false);
  const module = await compileKernels(simd, false);
  const kernels = await startKernels(module, memory);
  const state = new RunMemory(run, startOf(run, new Network(run.network)), plan, memory);
  const runner = new Runner(kernels, plan, 0);
  for (const task of runner.updates) task.copyLayouts();
  const times = new Map<string, number>();
  const timed = new Runner(timeKernels(kernels, times), plan, 0);
  const indices = Uint32Array.from({ length: run.maxBatchSize }, (_, row) => row % run.train.count);
  const request = { job: 'train', split: 'train', indices, learningRate: 1e-5, update: 1 } as const;
  const update = (by: Runner): void => void createCrew(state, by, module, 1).work(request);

  for (let turn = 0; turn < WARM_UP; turn++) update(runner);
  const isFine = tickOfClock() <= FINE_TICK;
  const found = new Map<string, number>();
  let updateMilliseconds = Infinity;
  let peakMilliseconds = Infinity;
  let turns = 0;
  const together = isFine ? 1 : BLOCK;
  const end = performance.now() + milliseconds;
  for (; turns < 10 || performance.now() < end; turns++) {
    if (turns % 4 === 0)
      peakMilliseconds = Math.min(
        peakMilliseconds,
        time(() => kernels.peak(PEAK_TURNS, 0.5)),
      );
    const block = time(() => {
      for (let repeat = 0; repeat < together; repeat++) update(runner);
    });
    updateMilliseconds = Math.min(updateMilliseconds, block / together);
    times.clear();
    update(timed);
    for (const [name, spent] of times) {
      const before = found.get(name);
      found.set(name, isFine ? Math.min(before ?? Infinity, spent) : (before ?? 0) + spent);
    }
  }
  if (!isFine) for (const [name, sum] of found) found.set(name, sum / turns);
  const peakGigaflops = (PEAK_TURNS * PEAK_OPERATIONS) / peakMilliseconds / 1e6;
  const perUpdate = (work: number) => (work * indices.length) / updateMilliseconds / 1e6;
  return {
    times: isFine ? 'least' : 'mean',
    batch: indices.length,
    peakGigaflops,
    kernels: name(plan, found, indices.length),
    sumMilliseconds: [...found.values()].reduce((sum, spent) => sum + spent, 0),
    updateMilliseconds,
    shareOfPeak: perUpdate(updateWork(plan.geometry)) / peakGigaflops,
    executedShareOfPeak: perUpdate(executedWork(plan.geometry)) / peakGigaflops,
  };
}

/** The smallest step of the clock, in milliseconds. */
function tickOfClock(): number {
  let tick = Infinity;
  for (let sample = 0; sample < 20; sample++) {
    const start = performance.now();
    let now = start;
    while (now === start) now = performance.now();
    tick = Math.min(tick, now - start);
  }
  return tick;
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The same kernels, each adding its time under `kernel task`. */
function timeKernels(kernels: Kernels, times: Map<string, number>): Kernels {
  const entries = Object.entries(kernels).filter(([, value]) => typeof value === 'function');
  const wrapped = entries.map(([name, kernel]: [string, (...values: number[]) => unknown]) => {
    const timing = (...values: number[]): void => {
      const start = performance.now();
      kernel(...values);
      const key = `${name} ${name === 'maskGradient' || name === 'update' ? '' : values[0]}`.trim();
      times.set(key, (times.get(key) ?? 0) + performance.now() - start);
    };
    return [name, timing];
  });
  return Object.fromEntries(wrapped);
}

/** Names by layer for the readers, longest first, with the operations that each kernel issued. */
function name(plan: MemoryPlan, found: Map<string, number>, rows: number): KernelTime[] {
  const work = new Map(layerWork(plan.geometry).map(({ name, forward }) => [name, forward * rows]));
  const known = new Map<string, { name: string; operations?: number | undefined }>();
  plan.geometry.dense.forEach(({ name }, index) => {
    const { forward, backward, gradient } = plan.dense[index];
    const operations = work.get(name);
    known.set(`multiply ${forward}`, { name: `${name} forward`, operations });
    known.set(`multiply ${backward}`, { name: `${name} input gradient`, operations });
    known.set(`denseGradient ${gradient}`, { name: `${name} weight gradient`, operations });
    known.set(`packRows ${gradient}`, { name: `${name} packing` });
    known.set(`transposePanel ${gradient}`, { name: `${name} transposed copy` });
  });
  plan.geometry.convolutions.forEach((layer, index) => {
    const { task } = plan.threads[0].convolutions[index];
    const taps = layer.inChannels * layer.kernelSize[0] * layer.kernelSize[1];
    const sparse = 2 * rows * layer.outHeight * layer.outWidth * layer.outChannels * taps;
    const window = layer.poolKernel[0] * layer.poolKernel[1];
    const forward = `${layer.name} forward${layer.relu ? ', ReLU' : ''}, pooling`;
    known.set(`convolve ${task}`, { name: forward, operations: sparse * window });
    const weight = `${layer.name} weight gradient`;
    known.set(`convolutionWeightGradient ${task}`, { name: weight, operations: sparse });
    const input = `${layer.name} input gradient`;
    known.set(`convolutionInputGradient ${task}`, { name: input, operations: sparse });
    known.set(`sumSlots ${task}`, { name: `${layer.name} sum over the batch` });
    known.set(`packBlocks ${task}`, { name: `${layer.name} packing` });
  });
  known.set(`softmaxCrossEntropy ${plan.loss}`, { name: 'softmax and cross-entropy' });
  known.set(`gather ${plan.threads[0].gather}`, { name: 'images from bytes' });
  known.set('maskGradient', { name: 'ReLU masks' });
  known.set('update', { name: 'optimizer' });
  return [...found]
    .sort(([, a], [, b]) => b - a)
    .map(([key, milliseconds]) => {
      const { name = key, operations } = known.get(key) ?? {};
      if (operations === undefined) return { name, milliseconds };
      return { name, milliseconds, gigaflops: operations / milliseconds / 1e6 };
    });
}
