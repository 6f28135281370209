/** The training worker: a session with a real clock, a real door and the real backends. */
import { availableBackends, openBackend } from './backends.ts';
import { loadData } from './load-data.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { Session } from './session.ts';

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};

// A message to oneself comes back after those that wait already. setTimeout would cost 4 ms each time.
const channel = new MessageChannel();
// A run and a load may both be waiting, so each is called in its turn.
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()!();
const giveWay = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(undefined);
  });

const session = new Session({
  post: (message) => scope.postMessage(message),
  now: () => performance.now(),
  giveWay,
  load: (source, progress, signal) => loadData(source, { progress, signal, giveWay }),
  backends: availableBackends,
  open: openBackend,
});

const forever = new Promise<never>(() => {});

scope.onmessage = ({ data: message }) => {
  if (message.kind !== 'hello' || !navigator.locks) return session.receive(message);
  // Held until the worker ends, however it ends: that is how the page learns of it. Answers once it is held.
  navigator.locks
    .request(message.lock, () => {
      session.receive(message);
      return forever;
    })
    // A page without an origin may have no locks; its worker works all the same.
    .catch(() => session.receive(message));
};
