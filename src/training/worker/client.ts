/**
 * The page's handle of the training worker. It notices when the worker dies, by its error events and, since a browser
 * that ends a worker says nothing, by a Web Lock that the worker holds as long as it lives; and when it is stuck, or
 * never comes, by asking it every few seconds.
 */
import type { Message } from '../run/messages.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

export interface TrainingClient {
  send(message: Exclude<ToWorker, { kind: 'hello' | 'ping' }>): void;
  /** Ends the worker; nothing is heard of it again. */
  dispose(): void;
}

export interface ClientOptions {
  onMessage(message: FromWorker): void;
  /** The worker has said nothing for some seconds, or has just spoken again. It may be busy: nothing is ended. */
  onSilence(isSilent: boolean): void;
  /** The worker is dead. The client is then of no more use: dispose of it and make another. */
  onDeath(message: Message): void;
  /** In place of the platform's, for tests. */
  readonly createWorker?: () => Worker;
  readonly locks?: Pick<LockManager, 'request'> | undefined;
}

/** Milliseconds between two questions. */
export const pingInterval = 4000;
/**
 * So many questions in a row without an answer are told. Counted, not timed: a computer that slept asks once when it
 * wakes, and its worker slept too.
 */
export const patience = 2;

const trainingWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'training' });

export function createTrainingClient(options: ClientOptions): TrainingClient {
  const { createWorker = trainingWorker, locks = globalThis.navigator?.locks } = options;
  let worker: Worker;
  try {
    worker = createWorker();
  } catch {
    return stillborn(options);
  }
  const lock = `layer-by-layer training ${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  let isAlive = true;
  let wasHeard = false;
  // Hello is the first question.
  let unanswered = 1;
  const asking = setInterval(ask, pingInterval);

  function end(): void {
    isAlive = false;
    clearInterval(asking);
    worker.terminate();
  }

  function die(message: Message): void {
    if (!isAlive) return;
    end();
    options.onDeath(message);
  }

  function ask(): void {
    unanswered++;
    if (unanswered === patience + 1) options.onSilence(true);
    send({ kind: 'ping' });
  }

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (!isAlive) return;
    wasHeard = true;
    if (unanswered > patience) options.onSilence(false);
    unanswered = 0;
    if (data.kind === 'hello') watch();
    if (data.kind !== 'pong') options.onMessage(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    if (!wasHeard) die({ code: 'workerMissing' });
    else die({ code: 'workerFailed', message: event.message });
  };
  worker.onmessageerror = () => die({ code: 'workerFailed', message: 'unreadable message' });

  /** The worker says hello when it holds the lock; so it is granted here only when the worker has ended. */
  function watch(): void {
    locks?.request(lock, () => die({ code: 'workerGone' })).catch(() => {});
  }

  const send = (message: ToWorker): void => worker.postMessage(message);
  send({ kind: 'hello', lock });
  return { send, dispose: end };
}

/** Where the browser has no workers, or forbids this one: told as a death, after the caller has its client. */
function stillborn({ onDeath }: ClientOptions): TrainingClient {
  let isAwaited = true;
  queueMicrotask(() => isAwaited && onDeath({ code: 'workerUnsupported' }));
  return { send() {}, dispose: () => void (isAwaited = false) };
}
