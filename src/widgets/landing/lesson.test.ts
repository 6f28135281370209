import { expect, test, vi } from 'vitest';
import { initialParameters } from '#engine/network.ts';
import type { ClientOptions } from '#training/worker/client.ts';
import type { FromWorker, Report, ToWorker } from '#training/worker/protocol.ts';
import { recipe, teach } from './lesson.ts';

/** A lesson whose worker is played by the test. */
function begin() {
  const sent: ToWorker[] = [];
  const dispose = vi.fn();
  let client: ClientOptions | undefined;
  const heard = { onParameters: vi.fn(), onProgress: vi.fn(), onFailure: vi.fn() };
  const lesson = teach({
    ...{ seed: 5, ...heard },
    createClient(options) {
      client = options;
      return { send: (message) => void sent.push(message), dispose };
    },
  });
  const say = (message: unknown): void => client!.onMessage(message as FromWorker);
  return { sent, dispose, heard, lesson, say, die: () => client!.onDeath({ code: 'workerGone' }) };
}

const report = (rest: Partial<Report>): Partial<Report> => ({
  kind: 'report',
  state: 'running',
  position: { update: 8, updates: 800, updatesPerEpoch: 94, images: 256, imagesInAll: 25_600 },
  tests: [],
  ...rest,
});

test('digits are drawn, the run begins from the seed, and every report brings parameters', () => {
  const { sent, heard, say, dispose } = begin();
  expect(sent.map(({ kind }) => kind)).toEqual(['load']);
  say({ kind: 'loaded', data: { testCount: 500 } });
  expect(sent.map(({ kind }) => kind)).toEqual(['load', 'prepare', 'start']);
  expect(sent[1]).toMatchObject({ settings: { recipe, seed: 5 } });
  say({ kind: 'prepared' });
  say(report({}));
  expect(sent.at(-1)).toMatchObject({
    kind: 'observe',
    subject: { tensors: Object.keys(initialParameters(recipe.network, 1)) },
  });
  const tensors = initialParameters(recipe.network, 2);
  say(report({ observation: { tensors } as never }));
  expect(heard.onParameters).toHaveBeenCalledWith(tensors);
  expect(heard.onProgress).toHaveBeenLastCalledWith({ update: 8, updates: 800 });
  say(report({ tests: [{ accuracy: 0.9 } as never] }));
  say(report({ state: 'finished' }));
  expect(heard.onProgress.mock.lastCall?.[0]).toMatchObject({ accuracy: 0.9, tested: 500 });
  expect(dispose).toHaveBeenCalledOnce();
  expect(heard.onFailure).not.toHaveBeenCalled();
});

test('whatever ends it before its end is told, once, and the worker is let go', () => {
  for (const message of [{ kind: 'failed' }, { kind: 'notLoaded' }, report({ state: 'broken' })]) {
    const { heard, say, dispose } = begin();
    say(message);
    expect(heard.onFailure).toHaveBeenCalledOnce();
    expect(dispose).toHaveBeenCalledOnce();
  }
  const { heard, die } = begin();
  die();
  expect(heard.onFailure).toHaveBeenCalledOnce();
});
