import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../run/messages.ts';
import { createTrainingClient, patience, pingInterval } from './client.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** A client with a worker and a lock manager that the test plays. */
function open() {
  const worker = {
    sent: [] as ToWorker[],
    isTerminated: false,
    postMessage: (message: ToWorker) => worker.sent.push(message),
    terminate: () => (worker.isTerminated = true),
    onmessage: (_: { data: FromWorker }): void => {},
    onerror: (_: { message: string; preventDefault(): void }): void => {},
    onmessageerror: (): void => {},
  };
  const locks: Record<string, () => void> = {};
  const heard: FromWorker[] = [];
  const deaths: Message[] = [];
  const silences: boolean[] = [];
  const request = async (name: string, granted: () => void) => void (locks[name] = granted);
  const client = createTrainingClient({
    onMessage: (message) => heard.push(message),
    onDeath: (message) => deaths.push(message),
    onSilence: (isSilent) => silences.push(isSilent),
    createWorker: () => worker as unknown as Worker,
    locks: { request } as unknown as LockManager,
  });
  const hello: FromWorker = { kind: 'hello', backends: [] };
  return { client, worker, locks, heard, deaths, silences, hello };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('createTrainingClient', () => {
  it('says hello with the name of a lock, and passes messages on in both directions', () => {
    const { client, worker, heard, hello } = open();
    const lock = expect.stringMatching(/^layer-by-layer training \d/) as string;
    expect(worker.sent).toEqual([{ kind: 'hello', lock }]);
    client.send({ kind: 'start' });
    expect(worker.sent[1]).toEqual({ kind: 'start' });
    worker.onmessage({ data: hello });
    expect(heard).toEqual([hello]);
  });

  it('watches the lock once the worker holds it: when it is free, the worker has ended', () => {
    const { worker, locks, deaths, hello } = open();
    expect(locks).toEqual({});
    worker.onmessage({ data: hello });
    const [name] = Object.keys(locks);
    expect(worker.sent[0]).toEqual({ kind: 'hello', lock: name });
    locks[name]();
    expect(deaths).toEqual([{ code: 'workerGone' }]);
    worker.onmessage({ data: hello });
    locks[name]();
    expect(deaths).toHaveLength(1);
  });

  it('tells a worker that never started from one that failed', () => {
    const missing = open();
    const error = { message: 'boom', preventDefault() {} };
    missing.worker.onerror(error);
    expect(missing.deaths).toEqual([{ code: 'workerMissing' }]);
    const failed = open();
    failed.worker.onmessage({ data: failed.hello });
    failed.worker.onerror(error);
    expect(failed.deaths).toEqual([{ code: 'workerFailed', message: 'boom' }]);
    expect(failed.worker.isTerminated).toBe(true);
  });

  it('tells of a worker that never comes, and does not end it: it may come yet', () => {
    const { worker, silences, heard, hello } = open();
    vi.advanceTimersByTime((patience - 1) * pingInterval);
    expect(silences).toEqual([]);
    vi.advanceTimersByTime(10 * pingInterval);
    expect(silences).toEqual([true]);
    worker.onmessage({ data: hello });
    expect([silences, heard]).toEqual([[true, false], [hello]]);
    expect(worker.isTerminated).toBe(false);
  });

  it('tells of a worker that stops answering, not of one that answers', () => {
    const { worker, silences, heard, hello } = open();
    worker.onmessage({ data: hello });
    for (let k = 0; k < 20; k++) {
      vi.advanceTimersByTime(pingInterval);
      expect(worker.sent.at(-1)).toEqual({ kind: 'ping' });
      worker.onmessage({ data: { kind: 'pong' } });
    }
    expect(silences).toEqual([]);
    vi.advanceTimersByTime((patience + 1) * pingInterval);
    expect(silences).toEqual([true]);
    expect(heard).toEqual([hello]);
  });

  it('asks nothing more of a worker that is dead or disposed of', () => {
    for (const end of ['die', 'dispose'] as const) {
      const { client, worker, silences } = open();
      if (end === 'dispose') client.dispose();
      else worker.onerror({ message: '', preventDefault() {} });
      vi.advanceTimersByTime(100 * pingInterval);
      expect([worker.sent.length, silences]).toEqual([1, []]);
    }
  });

  it('says that there is no worker where the browser has none', async () => {
    const deaths: Message[] = [];
    const client = createTrainingClient({
      onMessage() {},
      onSilence() {},
      onDeath: (message) => deaths.push(message),
      createWorker() {
        throw new ReferenceError('Worker is not defined');
      },
    });
    client.send({ kind: 'start' });
    expect(deaths).toEqual([]);
    await Promise.resolve();
    expect(deaths).toEqual([{ code: 'workerUnsupported' }]);
  });

  it('hears nothing of a worker that it disposed of', () => {
    const { client, worker, locks, heard, deaths, hello } = open();
    worker.onmessage({ data: hello });
    client.dispose();
    worker.onmessage({ data: hello });
    Object.values(locks)[0]();
    expect(worker.isTerminated).toBe(true);
    expect([heard.length, deaths.length]).toEqual([1, 0]);
  });
});
