/**
 * What it costs to tell the page how a run goes: the share of a run that the training worker's session spends on its
 * ten reports a second, what they show, and on listening for messages, on one thread of the fastest backend. Times are
 * added up within a run: the difference between two runs drowns in the noise of a shared machine.
 */
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import type { Backend } from '#engine/backend.ts';
import { spreadOf, type Spread } from '#engine/wasm/bench/statistics.ts';
import { availableBackends, openBackend } from '#training/worker/backends.ts';
import type { FromWorker } from '#training/worker/protocol.ts';
import { recipes } from '#training/run/recipes.ts';
import { Session } from '#training/worker/session.ts';

/** Two seconds or so: twenty reports. */
const UPDATES = 400;
const SEED = 1;

export interface ProgressReport {
  /** Time spent on telling / time of the run. */
  readonly share: Spread;
  /** Messages that the last run posted. */
  readonly messages: number;
}

export async function measureProgress(rounds: number): Promise<ProgressReport> {
  const data = generatedDataSet({ seed: SEED, trainCount: 12_800, testCount: 128 });
  const shares: number[] = [];
  let messages = 0;
  for (let round = 0; round <= rounds; round++) {
    const run = await tell(data);
    messages = run.messages;
    if (round > 0) shares.push(run.share); // the first warms up
  }
  return { share: spreadOf(shares, 'smaller'), messages };
}

/** One run in a session, set up as src/training/worker/worker.ts does it; the page is a port. */
async function tell(data: ReturnType<typeof generatedDataSet>) {
  const [door, own] = [new MessageChannel(), new MessageChannel()];
  let told = 0;
  let messages = 0;
  const timed = async <T>(work: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    told += performance.now() - start;
    return result;
  };
  const session = new Session({
    post: (message) => {
      messages++;
      void timed(() => door.port1.postMessage(message));
    },
    now: () => performance.now(),
    giveWay: () =>
      timed(async () => {
        const back = once(own.port2, 'message');
        own.port1.postMessage(undefined);
        await back;
      }),
    load: async () => ({ kind: 'ready', data }),
    backends: availableBackends,
    open: async (choice, plan) => {
      const { backend } = await openBackend(choice, plan);
      const observed: Backend = {
        ...backend,
        observe: (names, pixels) => timed(() => backend.observe(names, pixels)),
      };
      return { backend: observed };
    },
  });
  const heard = (isIt: (message: FromWorker) => boolean) =>
    new Promise<void>((resolve, reject) => {
      door.port2.on('message', (message: FromWorker) => {
        if (message.kind === 'failed') reject(new Error(JSON.stringify(message)));
        if (isIt(message)) resolve();
      });
    });
  const recipe = { ...recipes.sprint, length: { updates: UPDATES } };
  const settings = { recipe, seed: SEED, backend: 'relaxed' } as const;
  const subject = { tensors: ['conv1', 'conv1.weight', 'probabilities'], digit: 0 };
  // Where the images come from does not matter here: `load` has them.
  const source = { kind: 'generated', trainCount: data.train.count, seed: SEED } as const;
  const prepared = heard(({ kind }) => kind === 'prepared');
  session.receive({ kind: 'load', request: 1, source });
  session.receive({ kind: 'prepare', run: 1, settings, subject });
  await prepared;
  const finished = heard((message) => message.kind === 'report' && message.state === 'finished');
  told = messages = 0;
  const start = performance.now();
  session.receive({ kind: 'start' });
  await finished;
  const share = told / (performance.now() - start);
  [door.port1, own.port1].forEach((port) => port.close());
  return { share, messages };
}

/** The report in a line. */
export function progressLine({ share, messages }: ProgressReport): string {
  const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;
  return (
    `telling the page: ${percent(share.median)} of a run (quartiles ${percent(share.low)} and ` +
    `${percent(share.high)}, ${share.samples} rounds of ${UPDATES} updates, ${messages} messages each)`
  );
}
