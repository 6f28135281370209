/** The time of every kernel inside real updates, and the most that this core can do: both in one process, one after the other. */
import type { BackendPlan } from '../../backend.ts';
import { Network } from '../../network.ts';
import { startOf } from '../../training-state.ts';
import { startRun } from '../backend.ts';
import { createCrew } from '../crew.ts';
import type { Kernels, Simd } from '../kernels.ts';
import type { MemoryPlan } from '../memory-plan.ts';
import { Runner } from '../runner.ts';
import { executedWork, layerWork, updateWork } from './work.ts';

interface KernelTime {
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
  const start = startOf(run, new Network(run.network));
  const { module, state, runner } = await startRun(run, start, simd, 1);
  const { kernels, plan } = runner;
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
  const work = new Map(layerWork(plan.geometry).map((layer) => [layer.name, layer]));
  const known = new Map<string, { name: string; operations?: number | undefined }>();
  /** `operations` are those of one image. */
  const tell = (key: string, name: string, operations?: number): void =>
    void known.set(key, { name, operations: operations && operations * rows });
  plan.geometry.dense.forEach(({ name }, index) => {
    const { forward, backward, gradient } = plan.dense[index];
    const operations = work.get(name)!.forward;
    tell(`multiply ${forward}`, `${name} forward`, operations);
    tell(`multiply ${backward}`, `${name} input gradient`, operations);
    tell(`denseGradient ${gradient}`, `${name} weight gradient`, operations);
    tell(`packRows ${gradient}`, `${name} packing`);
    tell(`transposePanel ${gradient}`, `${name} transposed copy`);
  });
  plan.geometry.convolutions.forEach(({ name, relu }, index) => {
    const { task } = plan.threads[0].convolutions[index];
    const { executedForward, executedGradient } = work.get(name)!;
    tell(`convolve ${task}`, `${name} forward${relu ? ', ReLU' : ''}, pooling`, executedForward);
    tell(`convolutionWeightGradient ${task}`, `${name} weight gradient`, executedGradient);
    tell(`convolutionInputGradient ${task}`, `${name} input gradient`, executedGradient);
    tell(`sumSlots ${task}`, `${name} sum over the batch`);
    tell(`packBlocks ${task}`, `${name} packing`);
  });
  tell(`softmaxCrossEntropy ${plan.loss}`, 'softmax and cross-entropy');
  tell(`gather ${plan.threads[0].gather}`, 'images from bytes');
  tell('maskGradient', 'ReLU masks');
  tell('update', 'optimizer');
  return [...found]
    .sort(([, a], [, b]) => b - a)
    .map(([key, milliseconds]) => {
      const { name = key, operations } = known.get(key) ?? {};
      if (operations === undefined) return { name, milliseconds };
      return { name, milliseconds, gigaflops: operations / milliseconds / 1e6 };
    });
}
