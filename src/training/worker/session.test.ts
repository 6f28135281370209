import { describe, expect, it } from 'vitest';
import type { DataSet } from '#data/data-set.ts';
import { tensor } from '#engine/tensor.ts';
import { recipes } from '../run/recipes.ts';
import { scriptedBackend, type Script, type ScriptedBackend } from '../testing/scripted-backend.ts';
import type { FromWorker, Report, ToWorker } from './protocol.ts';
import { Session, type World } from './session.ts';

const images = (count: number) => {
  const pixels = new Uint8Array(count * 28 * 28);
  return { count, pixels, labels: new Uint8Array(count).fill(3) };
};
const data: DataSet = {
  ...{ name: 'blank', height: 28, width: 28, classes: 10 },
  ...{ train: images(40), test: images(8) },
};
const source = { kind: 'mnist', base: '/' } as const;
const settings = {
  recipe: { ...recipes.article, batchSize: 4, length: { epochs: 3 } },
  seed: 7,
  backend: 'auto',
} as const;

type Answer = Exclude<FromWorker, Report>;

/**
 * A session in a world whose clock moves 40 ms with every update, and `readingTime` with every reading of the wall, and
 * who hears messages when it gives way.
 */
function start(script: Script = {}, changes: Partial<World> = {}, readingTime = 0) {
  const posted: FromWorker[] = [];
  const opened: ScriptedBackend[] = [];
  const mail: ToWorker[] = [];
  let time = 0;
  const session = new Session({
    post: (message) => posted.push(message),
    now: () => time,
    async giveWay() {
      for (const message of mail.splice(0)) session.receive(message);
    },
    load: async () => ({ kind: 'ready', data }),
    backends: async () => [{ id: 'reference', name: 'readable engine' }],
    async open() {
      const backend = scriptedBackend({
        ...script,
        async before(what) {
          if (what === 'answers') time += readingTime;
          else {
            time += 40;
            await script.before?.(what);
          }
        },
      });
      opened.push(backend);
      return { backend };
    },
    ...changes,
  });
  const reports = () => posted.filter((message) => message.kind === 'report');
  return {
    posted,
    reports,
    opened,
    mail,
    send: (...messages: ToWorker[]) => messages.forEach((message) => session.receive(message)),
    /** Waits until a message like this has been posted, and returns it. */
    async until<Kind extends FromWorker['kind']>(
      kind: Kind,
      test: (message: Extract<FromWorker, { kind: Kind }>) => boolean = () => true,
    ) {
      for (let turn = 0; turn < 2000; turn++) {
        for (const message of posted)
          if (message.kind === kind && test(message as Extract<FromWorker, { kind: Kind }>))
            return message as Extract<FromWorker, { kind: Kind }>;
        await Promise.resolve();
      }
      throw new Error(`no ${kind} after 2000 turns; got ${posted.map((m) => m.kind).join(' ')}`);
    },
    state: (wanted: Report['state']) => (report: Report) => report.state === wanted,
  };
}

const subject = { tensors: ['conv1'], digit: 1 };
const ready: ToWorker[] = [
  { kind: 'load', request: 1, source },
  { kind: 'prepare', run: 1, settings, subject },
];

describe('Session', () => {
  it('lists the backends, loads, prepares and waits', async () => {
    const { send, posted, until, opened } = start();
    send({ kind: 'hello', lock: '' }, ...ready);
    const report = await until('report');
    expect(posted.filter((message): message is Answer => message.kind !== 'report')).toEqual([
      { kind: 'hello', backends: [{ id: 'reference', name: 'readable engine' }] },
      {
        ...{ kind: 'loaded', request: 1 },
        data: {
          ...{ name: 'blank', height: 28, width: 28, classes: 10 },
          ...{ trainCount: 40, testCount: 8 },
          wall: images(8),
        },
      },
      { kind: 'prepared', run: 1 },
    ]);
    expect(report).toMatchObject({
      run: 1,
      state: 'ready',
      backend: 'scripted',
      imagesPerSecond: 0,
    });
    expect(report.position).toEqual({
      ...{ update: 0, updates: 30, updatesPerEpoch: 10 },
      ...{ images: 0, imagesInAll: 120 },
    });
    expect(report.observation).toEqual({
      ...{ digit: 1, label: 3, height: 28, width: 28, pixels: new Uint8Array(28 * 28) },
      tensors: { conv1: tensor([1], [0]) },
    });
    expect(opened[0].calls).toHaveLength(0);
  });

  it('trains to the end and reports every loss once, in order', async () => {
    const { send, until, reports, state } = start();
    send(...ready, { kind: 'start' });
    const last = await until('report', state('finished'));
    const losses = reports().flatMap((report) => [...report.losses]);
    expect(losses).toEqual(Array.from({ length: 30 }, (_, update) => 2 / (update + 1)));
    expect(reports().flatMap(({ accuracies }) => [...accuracies])).toEqual(
      new Array<number>(30).fill(0.5),
    );
    expect(reports().flatMap(({ tests }) => tests.map(({ update }) => update))).toEqual([
      10, 20, 30,
    ]);
    expect(last.position).toMatchObject({ update: 30, images: 120, imagesInAll: 120 });
    expect(last.imagesPerSecond).toBe(100);
    expect(last.secondsLeft).toBe(0);
  });

  it('reads the wall before the run, twice a second while it goes on, and at its end', async () => {
    const { send, until, reports, state } = start();
    send(...ready, { kind: 'start' });
    await until('report', state('finished'));
    const readings = reports().flatMap(({ reading, position: { update }, ...report }) =>
      reading ? [{ update, ...reading, state: report.state }] : [],
    );
    for (const { update, guesses, probabilities } of readings) {
      expect([...guesses]).toEqual(Array.from({ length: 8 }, (_, row) => (row < update ? 3 : 0)));
      expect([...probabilities]).toEqual(new Array<number>(8).fill(0.5));
    }
    expect(readings[0]).toMatchObject({ update: 0, state: 'ready' });
    expect(readings.at(-1)).toMatchObject({ update: 30, state: 'finished' });
    // 30 updates and 3 slices of 40 ms: 1.3 s.
    expect(readings).toHaveLength(4);
  });

  it('reads the wall less often where a reading takes long', async () => {
    const { send, until, reports, state } = start({}, {}, 100);
    send(...ready, { kind: 'start' });
    await until('report', state('finished'));
    const read = reports().filter(({ reading }) => reading !== undefined);
    expect(read.map(({ state }) => state)).toEqual(['ready', 'finished']);
  });

  it('reads an image of the reader’s own, and none for a run that has given way', async () => {
    const { send, until, posted } = start();
    const pixels = new Uint8Array(28 * 28);
    send(...ready, { kind: 'step' }, { kind: 'read', run: 1, pixels });
    const { probabilities } = await until('wasRead');
    // The scripted backend answers with the number of its updates.
    expect([...probabilities]).toEqual([1]);
    send({ kind: 'prepare', run: 2, settings }, { kind: 'read', run: 1, pixels });
    send({ kind: 'read', run: 2, pixels });
    await until('wasRead', ({ run }) => run === 2);
    expect(posted.filter(({ kind }) => kind === 'wasRead')).toHaveLength(2);
  });

  it('does not read the wall again where nothing has changed', async () => {
    const { send, until } = start();
    send(...ready, { kind: 'observe', subject: { ...subject, digit: 2 } });
    const { reading } = await until('report', ({ observation }) => observation?.digit === 2);
    expect(reading).toBeUndefined();
  });

  it('reports about ten times a second, however many updates there are', async () => {
    const { send, until, reports, state } = start();
    send(...ready, { kind: 'start' });
    await until('report', state('finished'));
    // 30 updates and 3 slices of 40 ms: 1.3 s; besides, one report each for ready, running and finished.
    expect(reports().length).toBeLessThanOrEqual(14 + 3);
    expect(reports().length).toBeGreaterThanOrEqual(9 + 3);
  });

  it('pauses between two updates and goes on where it was', async () => {
    const { send, until, opened, mail, state } = start({
      before() {
        if (opened[0].calls.length === 4) mail.push({ kind: 'pause' });
      },
    });
    send(...ready, { kind: 'start' });
    const paused = await until('report', state('paused'));
    expect(paused.position.update).toBe(5);
    expect(opened[0].calls).toHaveLength(5);
    send({ kind: 'start' });
    await until('report', state('finished'));
    expect(opened[0].calls).toHaveLength(30);
  });

  it('pauses in the middle of a test', async () => {
    const { send, until, mail, opened, state } = start({
      before(what) {
        if (what === 'slice' && opened[0].evaluated.length === 0) mail.push({ kind: 'pause' });
      },
    });
    send(...ready, { kind: 'start' });
    const paused = await until('report', state('paused'));
    expect(paused).toMatchObject({ position: { update: 10 }, testing: { done: 8, count: 8 } });
    expect(paused.tests).toEqual([]);
  });

  it('gives the same batches with and without pauses and single steps', async () => {
    const straight = start();
    straight.send(...ready, { kind: 'start' });
    await straight.until('report', straight.state('finished'));
    const broken = start();
    broken.send(...ready, { kind: 'step' }, { kind: 'step' }, { kind: 'start' });
    await broken.until('report', broken.state('finished'));
    expect(broken.opened[0].calls).toEqual(straight.opened[0].calls);
  });

  it('makes one update a step, and the test with the last one of an epoch', async () => {
    const { send, until, opened } = start();
    send(...ready, { kind: 'step' });
    await until('report', ({ position }) => position.update === 1);
    expect(opened[0].calls).toHaveLength(1);
    send(...Array.from({ length: 9 }, (): ToWorker => ({ kind: 'step' })));
    const tenth = await until('report', ({ position }) => position.update === 10);
    expect(tenth).toMatchObject({ state: 'paused', tests: [{ update: 10, epoch: 1 }] });
  });

  it('finishes when the last update is a step', async () => {
    const { send, until, state } = start();
    const short = { ...settings, recipe: { ...settings.recipe, length: { updates: 1 } } };
    send(ready[0], { kind: 'prepare', run: 2, settings: short }, { kind: 'step' });
    expect(await until('report', state('finished'))).toMatchObject({ tests: [{ update: 1 }] });
  });

  it('tests on demand in the middle of a run, which goes on by itself', async () => {
    const { send, until, mail, opened, state } = start({
      before() {
        if (opened[0].calls.length === 2) mail.push({ kind: 'evaluate' });
      },
    });
    send(...ready, { kind: 'start' });
    const { test } = await until('evaluated');
    expect(test).toEqual({ loss: 1, accuracy: 0.5, count: 8, oneAnswer: false });
    await until('report', state('finished'));
    expect(opened[0].calls).toHaveLength(30);
  });

  it('goes on however often start is pressed and whatever else arrives', async () => {
    const { send, until, mail, opened, state } = start({
      before() {
        mail.push({ kind: 'start' }, { kind: 'start' }, { kind: 'observe', subject });
      },
    });
    send(...ready, { kind: 'start' }, { kind: 'start' });
    await until('report', state('finished'));
    expect(opened[0].calls).toHaveLength(30);
  });

  it('stops a run that breaks and explains it', async () => {
    const { send, until, state } = start({ loss: (update) => (update === 3 ? NaN : 1) });
    send(...ready, { kind: 'start' });
    const report = await until('report', state('broken'));
    expect(report.divergence).toMatchObject({ update: 3, lastFinite: { update: 2, loss: 1 } });
    send(
      { kind: 'start' },
      { kind: 'step' },
      { kind: 'observe', subject: { ...subject, digit: 2 } },
    );
    const after = await until('report', ({ observation }) => observation?.digit === 2);
    expect(after).toMatchObject({ state: 'broken', position: { update: 2 } });
  });

  it('looks at what is asked for in its turn, and at nothing where nothing is', async () => {
    const { send, until, reports } = start();
    const other = { tensors: ['conv2'], digit: 7 };
    const beyond = { ...subject, digit: data.test.count };
    send(ready[0], { kind: 'prepare', run: 1, settings }, { kind: 'observe', subject: beyond });
    send({ kind: 'observe', subject: other });
    await until('report', ({ observation }) => observation?.digit === 7);
    expect(reports().map(({ observation }) => Object.keys(observation?.tensors ?? {}))).toEqual([
      ...[[], [], ['conv2']],
    ]);
  });

  it('resets: a new run abandons the old one and frees its backend', async () => {
    const { send, until, mail, opened, state } = start({
      before() {
        if (opened.length === 1 && opened[0].calls.length === 3)
          mail.push({ kind: 'prepare', run: 2, settings });
      },
    });
    send(...ready, { kind: 'start' });
    const fresh = await until('report', ({ run }) => run === 2);
    expect(fresh).toMatchObject({ state: 'ready', position: { update: 0 } });
    expect(opened.map(({ disposed }) => disposed)).toEqual([true, false]);
    send({ kind: 'start' });
    await until('report', (report) => report.run === 2 && state('finished')(report));
    expect(opened[1].calls.slice(0, 4)).toEqual(opened[0].calls);
  });

  it('keeps data and run when other data cannot be loaded', async () => {
    let loads = 0;
    const failure = {
      kind: 'damaged',
      code: 'no-images',
      text: { en: 'x', 'zh-cn': 'x' },
    } as const;
    const { send, until, opened, state } = start(
      {},
      { load: async () => (loads++ === 0 ? { kind: 'ready', data } : failure) },
    );
    send(...ready, { kind: 'step' });
    await until('report', state('paused'));
    send({ kind: 'load', request: 2, source });
    expect(await until('notLoaded')).toEqual({ kind: 'notLoaded', request: 2, failure });
    send({ kind: 'start' });
    await until('report', state('finished'));
    expect(opened).toHaveLength(1);
    expect(opened[0].calls).toHaveLength(30);
  });

  it('drops a load that a later one overtakes', async () => {
    const { send, until, posted } = start();
    send(ready[0], { kind: 'load', request: 2, source });
    await until('loaded', ({ request }) => request === 2);
    expect(posted.filter(({ kind }) => kind === 'loaded')).toHaveLength(1);
  });

  it('says so when the backend fails, and begins anew after a reset', async () => {
    let broken = true;
    const { send, until, state } = start({
      before() {
        if (broken) throw new Error('out of memory');
      },
    });
    send(...ready, { kind: 'start' });
    expect(await until('failed')).toEqual({
      ...{ kind: 'failed', run: 1 },
      message: { code: 'backendFailed', backend: 'scripted', message: 'out of memory' },
    });
    broken = false;
    send({ kind: 'prepare', run: 2, settings }, { kind: 'start' });
    await until('report', (report) => report.run === 2 && state('finished')(report));
  });

  it('disposes of the backend of every run that fails, however often', async () => {
    const { send, until, opened } = start({
      before() {
        throw new Error('out of memory');
      },
    });
    send(ready[0]);
    for (const run of [1, 2, 3]) {
      send({ kind: 'prepare', run, settings }, { kind: 'start' });
      await until('failed', (failed) => failed.run === run);
    }
    expect(opened.map(({ disposed }) => disposed)).toEqual([true, true, true]);
  });

  it('lets a run go on while other data are loaded, on its own', async () => {
    const { send, until, mail, opened, state } = start({
      before() {
        if (opened[0].calls.length === 2) mail.push({ kind: 'load', request: 2, source });
      },
    });
    send(...ready, { kind: 'start' });
    await until('loaded', ({ request }) => request === 2);
    await until('report', state('finished'));
    expect(opened[0].calls).toHaveLength(30);
  });

  it('answers with the cause, not with a failure, when a load breaks down', async () => {
    const load = () => Promise.reject(new RangeError('no memory'));
    const { send, until, posted } = start({}, { load });
    send(ready[0]);
    expect(await until('notLoaded')).toMatchObject({
      failure: { kind: 'failed', message: 'no memory' },
    });
    expect(posted.some(({ kind }) => kind === 'failed')).toBe(false);
  });

  it('does not answer a ping while it is stuck', async () => {
    const { send, until, posted } = start({ before: () => new Promise(() => {}) });
    const pongs = () => posted.filter(({ kind }) => kind === 'pong').length;
    send({ kind: 'ping' });
    expect(pongs()).toBe(1);
    send(...ready, { kind: 'start' });
    await until('report', ({ state }) => state === 'running');
    // It has got on since the last one; then no more.
    send({ kind: 'ping' }, { kind: 'ping' }, { kind: 'ping' });
    expect(pongs()).toBe(2);
  });

  it('calls the backend by the name that it has by then, in reports and in the check', async () => {
    const backend = scriptedBackend();
    let name = '1 thread';
    Object.defineProperty(backend, 'name', { get: () => name });
    const { send, until, reports } = start({}, { open: async () => ({ backend }) });
    send(...ready);
    await until('report');
    name = '2 threads';
    send({ kind: 'check' });
    const { check } = await until('checked');
    expect(check.backend).toBe('2 threads');
    expect(reports().at(-1)?.backend).toBe('2 threads');
    name = '3 threads';
    send({ kind: 'ping' });
    await until('report', ({ backend }) => backend === '3 threads');
  });

  it('checks the backend against the readable engine without moving the run', async () => {
    const { send, until, opened } = start();
    send(...ready, { kind: 'check' });
    const { check } = await until('checked');
    expect(check).toMatchObject({ images: 4, passed: true });
    expect(opened).toHaveLength(2);
    expect(opened.map(({ disposed }) => disposed)).toEqual([false, true]);
    expect(opened[0].calls).toHaveLength(0);
  });
});
