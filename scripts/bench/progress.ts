/**
 * What it costs to tell the page how a run goes: the training worker's session, with its ten reports a second, its
 * pictures and its listening for messages, against the same updates with nobody told. By turns, on one thread.
 */
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { spreadOf, type Spread } from '#engine/wasm/bench/statistics.ts';
import { backendPlan } from '#training/backend-plan.ts';
import { availableBackends, openBackend } from '#training/backends.ts';
import type { FromWorker, RunSettings } from '#training/protocol.ts';
import { recipes } from '#training/recipes.ts';
import { Session } from '#training/session.ts';
import { train } from '#training/trainer.ts';

/** Two seconds or so of the fastest backend on one thread: twenty reports. */
const UPDATES = 400;
const SEED = 1;

export interface ProgressReport {
  /** Time told / time untold − 1, of each round. */
  readonly cost: Spread;
  /** The same of the fastest run of each kind: what is left where nothing else disturbs either. */
  readonly leastCost: number;
  /** Reports that a run posted, on average. */
  readonly reports: number;
}

export async function measureProgress(rounds: number): Promise<ProgressReport> {
  const data = generatedDataSet({ seed: SEED, trainCount: 12_800, testCount: 128 });
  const settings: RunSettings = {
    recipe: { ...recipes.sprint, length: { updates: UPDATES } },
    seed: SEED,
    backend: 'relaxed',
  };
  const costs: number[] = [];
  const least = { told: Infinity, untold: Infinity };
  let reports = 0;
  for (let round = 0; round <= rounds; round++) {
    const untold = await runUntold(settings, data);
    const told = await runTold(settings, data);
    if (round === 0) continue; // warms up
    least.told = Math.min(least.told, told.milliseconds);
    least.untold = Math.min(least.untold, untold);
    costs.push(told.milliseconds / untold - 1);
    reports += told.reports / rounds;
  }
  const leastCost = least.told / least.untold - 1;
  return { cost: spreadOf(costs, 'smaller'), leastCost, reports };
}

type Data = ReturnType<typeof generatedDataSet>;

async function runUntold({ recipe, seed, backend: choice }: RunSettings, data: Data) {
  const { backend } = await openBackend(choice, backendPlan(recipe, seed, data));
  const counts = { trainCount: data.train.count, testCount: data.test.count };
  const start = performance.now();
  for await (const event of train(backend, { recipe, seed, ...counts, classes: data.classes }))
    if (event.kind === 'diverged') throw new Error('bench: the run diverged');
  const milliseconds = performance.now() - start;
  backend.dispose();
  return milliseconds;
}

/** As src/training/worker.ts sets a session up; the page is a port whose messages are read. */
async function runTold(settings: RunSettings, data: Data) {
  const [door, own] = [new MessageChannel(), new MessageChannel()];
  let reports = 0;
  const session = new Session({
    post: (message: FromWorker) => {
      if (message.kind === 'report') reports++;
      door.port1.postMessage(message);
    },
    now: () => performance.now(),
    giveWay: async () => {
      const back = once(own.port2, 'message');
      own.port1.postMessage(undefined);
      await back;
    },
    load: async () => ({ kind: 'ready', data }),
    backends: availableBackends,
    open: openBackend,
  });
  const heard = (isIt: (message: FromWorker) => boolean) =>
    new Promise<void>((resolve, reject) => {
      door.port2.on('message', (message: FromWorker) => {
        if (message.kind === 'failed') reject(new Error(JSON.stringify(message)));
        if (isIt(message)) resolve();
      });
    });
  // Where the images come from does not matter here: `load` has them.
  const source = { kind: 'generated', trainCount: data.train.count, seed: SEED } as const;
  const prepared = heard(({ kind }) => kind === 'prepared');
  session.receive({ kind: 'load', request: 1, source });
  session.receive({ kind: 'prepare', run: 1, settings });
  await prepared;
  const finished = heard((message) => message.kind === 'report' && message.state === 'finished');
  const start = performance.now();
  session.receive({ kind: 'start' });
  await finished;
  const milliseconds = performance.now() - start;
  [door.port1, own.port1].forEach((port) => port.close());
  return { milliseconds, reports };
}

/** The report in a line. */
export function progressLine({ cost, leastCost, reports }: ProgressReport): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return (
    `telling the page: ${percent(leastCost)} of the time between the fastest runs, ` +
    `${percent(cost.median)} in the median round (quartiles ${percent(cost.low)} and ` +
    `${percent(cost.high)}, ${cost.samples} rounds of ${UPDATES} updates, ${reports.toFixed(0)} reports each)`
  );
}
