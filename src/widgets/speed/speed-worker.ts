/** Measures in a worker of its own, so that the page stays free and nothing but the work is timed. */
import { measureKernels, type KernelReport } from '#engine/wasm/bench/kernel-times.ts';
import { candidates, measureSpeed, type SpeedRow } from '#engine/wasm/bench/speed-run.ts';
import { canRun } from '#engine/wasm/kernels.ts';
import { benchPlan } from './plan.ts';

export type FromSpeedWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | {
      readonly kind: 'result';
      readonly rows: readonly SpeedRow[];
      readonly kernels?: KernelReport | undefined;
    }
  | { readonly kind: 'failed'; readonly message: string };

const scope = self as unknown as {
  postMessage(message: FromSpeedWorker): void;
  onmessage: ((event: MessageEvent<{ rounds: number }>) => void) | null;
};

/** Of the time that the kernels are watched for. */
const KERNEL_MILLISECONDS = 1500;

scope.onmessage = ({ data }) => {
  measure(data.rounds).catch((error: unknown) =>
    scope.postMessage({ kind: 'failed', message: String(error) }),
  );
};

async function measure(rounds: number): Promise<void> {
  const plan = benchPlan();
  const run = measureSpeed(plan, await candidates(), rounds);
  let step = await run.next();
  for (; !step.done; step = await run.next())
    scope.postMessage({ kind: 'progress', ...step.value });
  const simd = (await canRun('relaxed')) ? 'relaxed' : (await canRun('simd')) ? 'simd' : undefined;
  const kernels = simd && (await measureKernels(plan, simd, KERNEL_MILLISECONDS));
  scope.postMessage({ kind: 'result', rows: step.value, kernels });
}
