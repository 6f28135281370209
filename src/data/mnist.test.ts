import { expect, test, vi } from 'vitest';
import { fetchMnist, stallMilliseconds } from './mnist.ts';
import { idxFour, idxNames, smallImages } from './test-files.ts';

const splits = { train: smallImages(20), test: smallImages(10, 7) };
const gzNames = idxNames.map((name) => `${name}.gz`);
const packed = new Map(
  idxFour(splits, { names: gzNames, packed: true }).map(({ name, bytes }) => [name, bytes]),
);

/** A site that answers as `answer` says, file by file, and notes what was asked. */
function site(answer: (name: string) => Response | Promise<Response>) {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL) => {
    asked.push(String(input));
    return answer(String(input).replace(/^.*\//, ''));
  };
  return { asked, fetch };
}

const body = (bytes: Uint8Array | undefined) => new Uint8Array(bytes ?? []);
const serve = (name: string, headers: HeadersInit = {}) =>
  new Response(body(packed.get(name)), { headers });

test('fetchMnist reads the four files under the base path', async () => {
  const { asked, fetch } = site(serve);
  const result = await fetchMnist({ base: '/book', fetch });
  expect(result).toMatchObject({ height: 28, ...splits });
  expect(asked.sort()).toEqual(gzNames.map((name) => `/book/data/mnist/${name}`).sort());
});

test('fetchMnist reads files that the server sent unpacked', async () => {
  const plain = new Map(idxFour(splits, { names: gzNames }).map((file) => [file.name, file.bytes]));
  const { fetch } = site(
    (name) => new Response(body(plain.get(name)), { headers: { 'Content-Encoding': 'gzip' } }),
  );
  expect(await fetchMnist({ base: '/', fetch })).toMatchObject(splits);
});

const ownPage = '<!DOCTYPE html><html><meta property="og:site_name" content="Layer by Layer"/>';

test.each([
  ['no such file', () => new Response('', { status: 404 })],
  ['a page of the site with status 200', () => new Response(ownPage)],
  ['a long page of the site', () => new Response(ownPage + '<p>'.repeat(9000))],
  ['some text', () => new Response('Not found')],
  ['nothing', () => new Response('')],
])('fetchMnist says what is absent after one request: %s', async (_, answer) => {
  const { asked, fetch } = site(answer);
  await expect(fetchMnist({ base: '/', fetch })).rejects.toMatchObject({
    file: 't10k-labels-idx1-ubyte.gz',
  });
  expect(asked).toEqual(['/data/mnist/t10k-labels-idx1-ubyte.gz']);
});

test.each([
  ['unreachable', () => Promise.reject(new TypeError('fetch failed'))],
  ['server-refused', () => new Response('busy', { status: 503 })],
  ['page-instead', () => new Response('\n<html><title>Sign in</title>')],
  ['page-instead', () => new Response(`<!doctype html>${'<p>Welcome to our network'.repeat(900)}`)],
])('fetchMnist does not call absent what may be there: %s', async (code, answer) => {
  const { fetch } = site(answer);
  const params = { file: 't10k-labels-idx1-ubyte.gz' };
  await expect(fetchMnist({ base: '/', fetch })).rejects.toMatchObject({ code, params });
});

test('fetchMnist says what is absent when one of four is missing, and lets the others go', async () => {
  const stopped = { requests: 0, bodies: 0 };
  const endless = () =>
    new Response(
      new ReadableStream({
        cancel: () => void stopped.bodies++,
        pull: () => new Promise(() => {}),
      }),
    );
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const name = String(input).replace(/^.*\//, '');
    if (name.startsWith('t10k-labels')) return serve(name);
    if (name.startsWith('t10k-images')) return new Response('', { status: 404 });
    init?.signal?.addEventListener('abort', () => stopped.requests++);
    return endless();
  };
  await expect(fetchMnist({ base: '/', fetch })).rejects.toMatchObject({
    file: 't10k-images-idx3-ubyte.gz',
  });
  expect(stopped).toEqual({ requests: 2, bodies: 2 });
});

test('fetchMnist says what is damaged', async () => {
  const { fetch } = site((name) =>
    name.startsWith('train-images')
      ? new Response(body(packed.get(name)).slice(0, 100))
      : serve(name),
  );
  await expect(fetchMnist({ base: '/', fetch })).rejects.toMatchObject({
    code: 'gzip-damaged',
    params: { file: 'train-images-idx3-ubyte.gz' },
  });
});

test('fetchMnist says when a download breaks off', async () => {
  const { fetch } = site((name) => {
    if (!name.startsWith('train-images')) return serve(name);
    const pull = (controller: ReadableStreamDefaultController) =>
      controller.error(new TypeError('network error'));
    return new Response(new ReadableStream({ pull }));
  });
  await expect(fetchMnist({ base: '/', fetch })).rejects.toMatchObject({ code: 'network' });
});

test('fetchMnist stops a file that is longer than any of its kind', async () => {
  const { fetch } = site((name) =>
    name.startsWith('t10k-labels') ? new Response(new Uint8Array(20_000)) : serve(name),
  );
  await expect(fetchMnist({ base: '/', fetch })).rejects.toMatchObject({ code: 'too-large' });
});

test('fetchMnist reports progress that only grows and ends at the total', async () => {
  const { fetch } = site((name) =>
    serve(name, { 'Content-Length': String(packed.get(name)?.length) }),
  );
  const reports: (readonly [loaded: number, total: number])[] = [];
  await fetchMnist({ base: '/', fetch, onProgress: (...sizes) => reports.push(sizes) });
  const loaded = reports.map(([bytes]) => bytes);
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  const total = [...packed.values()].reduce((sum, { length }) => sum + length, 0);
  expect(reports.at(-1)).toEqual([total, total]);
});

test('fetchMnist rejects when its signal is aborted, before or on the way', async () => {
  const { asked, fetch } = site(serve);
  const before = AbortSignal.abort(new Error('left the page'));
  await expect(fetchMnist({ base: '/', fetch, signal: before })).rejects.toThrow('left the page');
  expect(asked).toEqual([]);
  const stop = new AbortController();
  const slow = site((name) => {
    stop.abort(new Error('pressed stop'));
    return serve(name);
  });
  await expect(fetchMnist({ base: '/', fetch: slow.fetch, signal: stop.signal })).rejects.toThrow(
    'pressed stop',
  );
});

/** Bytes that come one by one, `pause` apart, and end only when there are no more. */
const trickle = (bytes: Uint8Array, pause: number) => {
  let at = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
    new Promise<void>((resolve) => {
      setTimeout(() => {
        if (at === bytes.length) controller.close();
        else controller.enqueue(bytes.subarray(at, ++at));
        resolve();
      }, pause);
    });
  return new Response(new ReadableStream({ pull }));
};

test('fetchMnist gives up a download of which nothing comes any more, and leaves no other going', async () => {
  vi.useFakeTimers();
  try {
    const { fetch } = site((name) =>
      name.startsWith('train-images')
        ? new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(9)) }))
        : serve(name),
    );
    const end = fetchMnist({ base: '/', fetch }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(stallMilliseconds - 1);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await end).toMatchObject({
      ...{ code: 'stalled', params: { seconds: stallMilliseconds / 1000 } },
    });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('fetchMnist gives up a server that never answers', async () => {
  vi.useFakeTimers();
  try {
    const fetch = (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      );
    const end = fetchMnist({ base: '/', fetch }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(stallMilliseconds);
    expect(await end).toMatchObject({ code: 'stalled' });
  } finally {
    vi.useRealTimers();
  }
});

test('fetchMnist waits for a download that is slow, however long it takes', async () => {
  vi.useFakeTimers();
  try {
    const { fetch } = site((name) =>
      name.startsWith('t10k-labels')
        ? trickle(packed.get(name)!, stallMilliseconds - 1)
        : serve(name),
    );
    const whole = fetchMnist({ base: '/', fetch });
    await vi.advanceTimersByTimeAsync(stallMilliseconds * 1000);
    vi.useRealTimers();
    expect(await whole).toMatchObject(splits);
  } finally {
    vi.useRealTimers();
  }
});
