/**
 * For tests: the whole training page without a browser. The model and real sessions of the worker, with messages that
 * travel between them, loads, backends and pauses that take as long as the test likes.
 */
import type { DataSet } from '#data/data-set.ts';
import { turns } from '#data/turn.ts';
import type { BackendPlan } from '#engine/backend.ts';
import { scriptedBackend, type ScriptedBackend } from '#training/testing/scripted-backend.ts';
import type { ClientOptions } from '#training/worker/client.ts';
import type { LoadedData } from '#training/worker/load-data.ts';
import type { DataSource, FromWorker, ToWorker } from '#training/worker/protocol.ts';
import { Session } from '#training/worker/session.ts';
import { createTrainingModel } from './model.ts';

/** What takes time and is under way. The test decides which is done next. */
export class Agenda {
  readonly #due: (() => void)[] = [];

  get isEmpty(): boolean {
    return this.#due.length === 0;
  }

  readonly later = (): Promise<void> => new Promise((resolve) => void this.#due.push(resolve));

  /** Gets one thing done, and all that follows from it at once. */
  async do(pick: number): Promise<void> {
    const [done] = this.#due.splice(pick % this.#due.length, 1);
    done();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface Opened {
  readonly backend: ScriptedBackend;
  readonly plan: BackendPlan;
}

/** One worker's life. A hung one neither hears nor speaks. */
export interface Life {
  readonly options: ClientOptions;
  readonly opened: Opened[];
  isGone: boolean;
  isHung: boolean;
}

/** What the lab's world is like at present. */
export interface Weather {
  isOnline: boolean;
  hasMnist: boolean;
  /** The next update throws. */
  isBackendBroken: boolean;
  /** Nothing can be opened or loaded for want of memory. */
  hasMemory: boolean;
}

/**
 * Sets of data differ in the number of their images, and so do the turns of one. Files are good when their name begins
 * with a number.
 */
const mnistCount = 900;
const testCount = 10;

export const trainCountOf = (source: DataSource): number | undefined => {
  if (source.kind === 'mnist') return mnistCount;
  if (source.kind === 'generated') return source.trainCount;
  const count = Number.parseInt(source.files[0].name);
  return Number.isNaN(count) ? undefined : count + turns.indexOf(source.turn);
};

/** Without pixels: no backend reads them here. */
const images = (count: number) => ({ count, pixels: new Uint8Array(), labels: new Uint8Array() });

function dataSet(trainCount: number): DataSet {
  const splits = { train: images(trainCount), test: images(testCount) };
  return { name: `set of ${trainCount}`, height: 20, width: 20, classes: 10, ...splits };
}

export function openLab({ later }: Agenda) {
  const weather: Weather = {
    isOnline: true,
    hasMnist: true,
    isBackendBroken: false,
    hasMemory: true,
  };
  const lives: Life[] = [];

  function answer(source: DataSource): LoadedData {
    const needsMnist = source.kind === 'mnist' || (source.kind === 'generated' && source.mnistTest);
    const text = { en: 'x', 'zh-cn': 'x' };
    if (!weather.hasMemory) throw new RangeError('no memory');
    if (needsMnist && !weather.isOnline) return { kind: 'passing', code: 'unreachable', text };
    if (needsMnist && !weather.hasMnist) return { kind: 'absent', file: 'x' };
    const trainCount = trainCountOf(source);
    if (trainCount === undefined) return { kind: 'damaged', code: 'unreadable', text };
    return { kind: 'ready', data: dataSet(trainCount) };
  }

  /** Messages in order, each at its time. */
  function channel<Message>(deliver: (message: Message) => void) {
    const sent: Message[] = [];
    return (message: Message): void => {
      sent.push(message);
      void later().then(() => deliver(sent.shift()!));
    };
  }

  function createClient(options: ClientOptions) {
    let time = 0;
    const life: Life = { options, opened: [], isGone: false, isHung: false };
    lives.push(life);
    const isCut = (): boolean => life.isGone || life.isHung;
    const post = channel<FromWorker>((message) => isCut() || options.onMessage(message));
    const session = new Session({
      post,
      now: () => time,
      giveWay: later,
      async load(source, progress, signal) {
        await later();
        progress(1, 2);
        await later();
        signal.throwIfAborted();
        return answer(source);
      },
      async backends() {
        await later();
        return [{ id: 'reference', name: 'readable engine' }];
      },
      async open(_, plan) {
        await later();
        if (!weather.hasMemory) throw new RangeError('no memory');
        const backend = scriptedBackend({
          before(what) {
            time += 40;
            if (what === 'update' && weather.isBackendBroken) {
              weather.isBackendBroken = false;
              throw new Error('broken');
            }
          },
        });
        life.opened.push({ backend, plan });
        return { backend };
      },
    });
    const send = channel<ToWorker>((message) => isCut() || session.receive(message));
    send({ kind: 'hello', lock: '' });
    return { send, dispose: () => void (life.isGone = true) };
  }

  const model = createTrainingModel({ base: '/', now: () => 0, createClient });
  const close = model.open('?data=generated&digits=100&batch=1024&epochs=2');
  return {
    ...{ model, weather, lives, close },
    get life(): Life {
      return lives.at(-1)!;
    },
    die(): void {
      const life = lives.at(-1)!;
      if (life.isGone) return;
      life.isGone = true;
      life.options.onDeath({ code: 'workerGone' });
    },
    hang(): void {
      const life = lives.at(-1)!;
      if (life.isGone) return;
      life.isHung = true;
      life.options.onSilence(true);
    },
  };
}
