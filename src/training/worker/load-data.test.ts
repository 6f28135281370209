import { describe, expect, it, vi } from 'vitest';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { idxFour } from '#data/test-files.ts';
import { turnedImages } from '#data/turn.ts';
import { testCountFor } from './digit-counts.ts';
import { loadData } from './load-data.ts';

const loading = (changes: { signal?: AbortSignal; giveWay?: () => Promise<void> } = {}) => {
  const steps: [done: number, total: number][] = [];
  const { signal = new AbortController().signal, giveWay = async () => {} } = changes;
  const progress = (...step: (typeof steps)[number]): void => void steps.push(step);
  return { steps, signal, giveWay, progress };
};
const source = { kind: 'generated', trainCount: 240, seed: 1 } as const;

describe('loadData(source, loading)', () => {
  it('draws digits to train and a sixth as many to test, and tells how far it is', async () => {
    const watched = loading();
    const loaded = await loadData(source, watched);
    expect(loaded).toMatchObject({
      kind: 'ready',
      data: { name: 'generated digits', train: { count: 240 }, test: { count: 40 } },
    });
    expect(watched.steps.at(-1)).toEqual([280, 280]);
    const done = watched.steps.map(([drawn]) => drawn);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it('gives way between slices and stops there when it is aborted', async () => {
    const abort = new AbortController();
    let turns = 0;
    const giveWay = async (): Promise<void> => {
      turns++;
      abort.abort();
    };
    const drawing = loadData(source, loading({ signal: abort.signal, giveWay }));
    await expect(drawing).rejects.toThrow(abort.signal.reason as Error);
    expect(turns).toBe(1);
  });

  it('answers with what is wrong about files, and does not throw', async () => {
    const files = [new File(['no MATLAB file'], 'mnist_all.mat')];
    const loaded = await loadData({ kind: 'files', files, turn: 'as-stored' }, loading());
    expect(loaded).toMatchObject({
      kind: 'damaged',
      text: { en: expect.stringContaining('mnist_all.mat') as string },
    });
  });
});

it('turns files as it is asked, and says what would be read better', async () => {
  const stored = generatedDataSet({ trainCount: 200, testCount: 20, seed: 8 });
  const files = idxFour(stored).map(({ name, bytes }) => new File([new Uint8Array(bytes)], name));
  const loaded = await loadData({ kind: 'files', files, turn: 'transpose' }, loading());
  expect(loaded).toMatchObject({
    kind: 'ready',
    data: {
      name: 'your files (transpose)',
      train: turnedImages(stored.train, 28, 'transpose'),
      test: turnedImages(stored.test, 28, 'transpose'),
      turning: { turn: 'transpose', better: { turn: 'as-stored' } },
    },
  });
});

it('names the file that cannot be read, such as a folder', async () => {
  const folder = new File([], 'mnist');
  folder.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  const loaded = await loadData({ kind: 'files', files: [folder], turn: 'as-stored' }, loading());
  expect(loaded).toMatchObject({
    kind: 'damaged',
    code: 'unreadable',
    text: { en: expect.stringContaining('mnist: cannot be read') as string },
  });
});

it('tells trouble of the network, which passes, from data that are not there', async () => {
  const asked = vi.spyOn(globalThis, 'fetch');
  try {
    const mnist = { kind: 'mnist', base: '/' } as const;
    asked.mockRejectedValue(new TypeError('fetch failed'));
    expect(await loadData(mnist, loading())).toMatchObject({
      ...{ kind: 'passing', code: 'unreachable' },
    });
    asked.mockResolvedValue(new Response('<html><title>Sign in</title></html>'));
    expect(await loadData(mnist, loading())).toMatchObject({
      ...{ kind: 'passing', code: 'page-instead' },
      text: { en: expect.stringContaining('try again') as string },
    });
    asked.mockResolvedValue(new Response('', { status: 404 }));
    expect(await loadData(mnist, loading())).toMatchObject({ kind: 'absent' });
  } finally {
    asked.mockRestore();
  }
});

describe('testCountFor(trainCount)', () => {
  it('keeps MNIST’s proportion and is never 0', () => {
    expect([60_000, 20_000, 100, 1].map(testCountFor)).toEqual([10_000, 3333, 17, 1]);
  });
});
