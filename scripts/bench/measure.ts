/** Our own backends on this machine, in Node. */
import { cpus } from 'node:os';
import { measureKernels } from '#engine/wasm/bench/kernel-times.ts';
import type { KernelReport } from '#engine/wasm/bench/kernel-times.ts';
import { candidates, measureSpeed } from '#engine/wasm/bench/speed-run.ts';
import type { SpeedRow } from '#engine/wasm/bench/speed-run.ts';
import { canRun } from '#engine/wasm/kernels.ts';
import { benchPlan } from '#widgets/speed/plan.ts';
import { unconnectedTrainers } from './unconnected.ts';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  readonly runtime: string;
}

export interface SpeedReport {
  readonly date: string;
  readonly machine: Machine;
  readonly batch: number;
  readonly rows: readonly SpeedRow[];
  readonly kernels: Readonly<Record<string, KernelReport>>;
}

export const machine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  system: `${process.platform} ${process.arch}`,
  runtime: `Node ${process.versions.node}`,
});

const KERNEL_MILLISECONDS = 3000;

export async function measureHere(
  rounds: number,
  say: (line: string) => void,
): Promise<SpeedReport> {
  const plan = benchPlan();
  const run = measureSpeed(plan, [...(await candidates()), unconnectedTrainers], rounds);
  let step = await run.next();
  for (let shown = -1; !step.done; step = await run.next()) {
    const percent = Math.floor((10 * step.value.done) / step.value.of) * 10;
    if (percent !== shown) say(`bench: ${percent} %`);
    shown = percent;
  }
  const kernels: Record<string, KernelReport> = {};
  for (const simd of ['relaxed', 'simd'] as const)
    if (await canRun(simd)) kernels[simd] = await measureKernels(plan, simd, KERNEL_MILLISECONDS);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    batch: plan.maxBatchSize,
    rows: step.value,
    kernels,
  };
}
