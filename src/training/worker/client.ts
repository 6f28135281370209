/**
 * The page's handle of the training worker. It notices when the worker dies, by its error events and, since a browser
 * that ends a worker says nothing, by a Web Lock that the worker holds as long as it lives.
 */
import type { Message } from '../run/messages.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

export interface TrainingClient {
  send(message: Exclude<ToWorker, { kind: 'hello' }>): void;
  /** Ends the worker; nothing is heard of it again. */
  dispose(): void;
}

export interface ClientOptions {
  onMessage(message: FromWorker): void;
  /** The worker is dead. The client is then of no more use: dispose of it and make another. */
  onDeath(message: Message): void;
  /** In place of the platform's, for tests. */
  readonly createWorker?: () => Worker;
  readonly locks?: Pick<LockManager, 'request'> | undefined;
}

const trainingWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'training' });

export function createTrainingClient(options: ClientOptions): TrainingClient {
  const { createWorker = trainingWorker, locks = globalThis.navigator?.locks } = options;
  const worker = createWorker();
  const lock = `layer-by-layer training ${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  let isAlive = true;
  let wasHeard = false;

  function die(message: Message): void {
    if (!isAlive) return;
    isAlive = false;
    worker.terminate();
    options.onDeath(message);
  }

  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (!isAlive) return;
    wasHeard = true;
    if (data.kind === 'hello') watch();
    options.onMessage(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    if (!wasHeard) die({ code: 'workerMissing' });
    else die({ code: 'workerFailed', message: event.message });
  };
  worker.onmessageerror = () => die({ code: 'workerFailed', message: 'unreadable message' });

  /** The worker says hello when it holds the lock; so it is granted here only when the worker has ended. */
  function watch(): void {
    void locks?.request(lock, () => die({ code: 'workerGone' }));
  }

  const send = (message: ToWorker): void => worker.postMessage(message);
  send({ kind: 'hello', lock });
  return {
    send,
    dispose() {
      isAlive = false;
      worker.terminate();
    },
  };
}
