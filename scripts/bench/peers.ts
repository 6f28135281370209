/**
 * Our backends and the others by turns, `rounds` times, into one table of ratios: printed, and kept in
 * content/measurements/speed.json for the page /speed/.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { candidates } from '#engine/wasm/bench/speed-run.ts';
import { spreadOf } from '#engine/wasm/bench/statistics.ts';
import type { Spread } from '#engine/wasm/bench/statistics.ts';
import { BENCH_BATCH, benchPlan } from '#widgets/speed/plan.ts';
import { machine } from './measure.ts';
import type { Machine } from './measure.ts';
import { openPage } from './page-peers.ts';
import type { PeerHost } from './page-peers.ts';
import { openPython } from './python-peers.ts';
import { table } from './tables.ts';
import { measureKernels } from '#engine/wasm/bench/kernel-times.ts';

const target = new URL('../../content/measurements/speed.json', import.meta.url);

export interface PeerRow {
  readonly id: string;
  readonly name: string;
  /** What is counted: images trained on, or only read. */
  readonly work: 'training' | 'inference';
  readonly imagesPerSecond: Spread;
  /** Our relaxed SIMD on one thread does so many times as much: the median over rounds of the ratio within each. */
  readonly ratio: number;
}

export interface PeerReport {
  readonly date: string;
  readonly machine: Machine;
  readonly batch: number;
  readonly rounds: number;
  readonly peakGigaflops: number;
  readonly shareOfPeak: number;
  readonly executedShareOfPeak: number;
  readonly rows: readonly PeerRow[];
}

interface Contestant {
  readonly id: string;
  readonly name: string;
  readonly work: PeerRow['work'];
  /** One stretch: images a second. */
  speed(): Promise<number | undefined>;
}

const pythonPeers = {
  torch: 'PyTorch, one thread',
  torch_last: 'PyTorch, one thread, channels last',
  numpy: 'the article’s algorithm in NumPy',
};
const pagePeers = {
  convnetjs: 'ConvNetJS in Chromium',
  tfjs_webgl: 'TensorFlow.js, WebGL without a graphics card, in Chromium',
  tfjs_cpu: 'TensorFlow.js, cpu, in Chromium',
  jax: 'jax-js, wasm, in Chromium',
};
const pageReaders = {
  tfjs_wasm: 'TensorFlow.js, wasm, in Chromium',
  onnx: 'ONNX Runtime, wasm, in Chromium',
};

const STRETCH_MILLISECONDS = 150;
const KERNEL_MILLISECONDS = 4000;
const YARDSTICK = 'relaxed';

export async function comparePeers(rounds: number): Promise<void> {
  const say = (line: string): void => console.error(line);
  const hosts = { python: await openPython(say), page: await openPage(say) };
  const contestants = [
    ...(await ours()),
    ...(hosts.python ? theirs(hosts.python, pythonPeers, 'training') : []),
    ...(hosts.page ? theirs(hosts.page, pagePeers, 'training') : []),
    ...(hosts.page ? theirs(hosts.page, pageReaders, 'inference') : []),
  ];
  const samples = new Map<string, number[]>();
  const missing = new Set<string>();
  // The first round warms up and finds out who is there.
  for (let round = 0; round <= rounds; round++) {
    say(`bench: round ${round} of ${rounds}`);
    for (const { id, speed } of contestants) {
      if (missing.has(id)) continue;
      const value = await speed();
      if (value === undefined) missing.add(id);
      else if (round > 0) samples.set(id, [...(samples.get(id) ?? []), value]);
    }
  }
  await Promise.all(Object.values(hosts).map((host) => host?.close()));
  const kernels = await measureKernels(benchPlan(), YARDSTICK, KERNEL_MILLISECONDS);
  const { peakGigaflops, shareOfPeak, executedShareOfPeak } = kernels;
  const report: PeerReport = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    ...{ batch: BENCH_BATCH, rounds, peakGigaflops, shareOfPeak, executedShareOfPeak },
    rows: contestants.filter(({ id }) => samples.has(id)).map((row) => summary(row, samples)),
  };
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(report, null, 2)}\n`);
  console.log(peerTable(report));
  console.log(`written to ${fileURLToPath(target)}`);
}

/** Our candidates, each for training, and the yardstick for inference too. */
async function ours(): Promise<Contestant[]> {
  const plan = benchPlan();
  const contestants: Contestant[] = [];
  for (const { id, name, create } of await candidates()) {
    const trainer = await create(plan);
    const stretch = (work: () => Promise<void>, images: number) => async () => {
      const start = performance.now();
      let done = 0;
      do {
        await work();
        done += images;
      } while (performance.now() - start < STRETCH_MILLISECONDS);
      return (1000 * done) / (performance.now() - start);
    };
    const training = stretch(() => trainer.train(1), plan.maxBatchSize);
    contestants.push({ id, name, work: 'training', speed: training });
    if (id !== YARDSTICK) continue;
    const inference = stretch(() => trainer.test(1024), 1024);
    contestants.push({ id: `${id}-inference`, name, work: 'inference', speed: inference });
  }
  return contestants;
}

const theirs = (
  host: PeerHost,
  names: Record<string, string>,
  work: PeerRow['work'],
): Contestant[] =>
  Object.entries(names).map(([id, name]) => ({ id, name, work, speed: () => host.speedOf(id) }));

function summary({ id, name, work }: Contestant, samples: Map<string, number[]>): PeerRow {
  const own = samples.get(id) ?? [];
  const yardstick = samples.get(work === 'training' ? YARDSTICK : `${YARDSTICK}-inference`) ?? [];
  const ratios = own.map((value, round) => yardstick[round] / value);
  return {
    ...{ id, name, work },
    imagesPerSecond: spreadOf(own, 'larger'),
    ratio: spreadOf(ratios, 'larger').median,
  };
}

function peerTable({ rows, machine, date, rounds, ...report }: PeerReport): string {
  const count = (value: number): string => Math.round(value).toLocaleString('en');
  const cells = rows.map(({ name, work, imagesPerSecond: { median, low, high, best }, ratio }) => [
    name,
    work,
    `${count(median)} (${count(low)} to ${count(high)})`,
    count(best),
    ratio.toFixed(ratio < 10 ? 2 : 0),
  ]);
  const head = ['', '', 'images/s', 'best', 'relaxed SIMD is … times as fast'];
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.runtime}, ${date}, ${rounds} rounds`,
    table([head, ...cells]),
    `best update: ${percent(report.shareOfPeak)} of ${report.peakGigaflops.toFixed(1)} GFLOP/s ` +
      `over all operations, ${percent(report.executedShareOfPeak)} over those carried out`,
  ].join('\n\n');
}
