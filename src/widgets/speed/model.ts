/** The measurement without its looks: a worker measures, its messages become signals. No DOM and no timers. */
import { signal } from '@preact/signals';
import type { KernelReport } from '#engine/wasm/bench/kernel-times.ts';
import type { SpeedRow } from '#engine/wasm/bench/speed-run.ts';
import type { FromSpeedWorker } from './speed-worker.ts';

/** Rounds of one measurement: some ten seconds on two cores. */
export const ROUNDS = 15;

export type SpeedPhase = 'idle' | 'measuring' | 'done' | 'stopped' | 'failed';

/** What the model needs of a worker; a test gives its own. */
export type SpeedWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

const speedWorker = (): SpeedWorker =>
  new Worker(new URL('./speed-worker.ts', import.meta.url), { type: 'module', name: 'speed' });

export type SpeedModel = ReturnType<typeof createSpeedModel>;

export function createSpeedModel(createWorker: () => SpeedWorker = speedWorker) {
  const phase = signal<SpeedPhase>('idle');
  /** From 0 to 1. */
  const progress = signal(0);
  const rows = signal<readonly SpeedRow[]>([]);
  const kernels = signal<KernelReport | undefined>(undefined);
  const failure = signal('');
  let worker: SpeedWorker | undefined;

  function end(next: SpeedPhase): void {
    worker?.terminate();
    worker = undefined;
    phase.value = next;
  }

  function fail(message: string): void {
    failure.value = message;
    end('failed');
  }

  function takeIn(message: FromSpeedWorker): void {
    if (message.kind === 'progress') progress.value = message.done / message.of;
    else if (message.kind === 'failed') fail(message.message);
    else {
      rows.value = message.rows;
      kernels.value = message.kernels;
      end('done');
    }
  }

  return {
    phase,
    progress,
    rows,
    kernels,
    failure,
    /** Begins anew; what was measured before stays until there is something newer. */
    start(): void {
      worker?.terminate();
      worker = createWorker();
      worker.onmessage = ({ data }: MessageEvent<FromSpeedWorker>) => takeIn(data);
      worker.onerror = ({ message }: ErrorEvent) => fail(message || 'the worker did not load');
      progress.value = 0;
      phase.value = 'measuring';
      worker.postMessage({ rounds: ROUNDS });
    },
    stop: () => end('stopped'),
    dispose: () => end('idle'),
  };
}
