import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IdxFile } from '#data/mnist-files.ts';
import { idxFour, smallImages } from '#data/test-files.ts';
import { obtain } from './obtain.ts';
import type { Wanted } from './obtain.ts';

const contents = idxFour({ train: smallImages(20), test: smallImages(10, 7) });
const parts = ['train-images', 'train-labels', 'test-images', 'test-labels'] as const;
const files = contents.map(({ name, bytes }, k): IdxFile => ({
  part: parts[k],
  name: `${name}.gz`,
  bytes: bytes.length,
  packedBytes: gzipSync(bytes).length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
}));
const plain = new Map(files.map(({ name }, k) => [name, contents[k].bytes]));
const packed = (name: string) => gzipSync(plain.get(name)!);
/** Long enough for a busy machine, short enough for a test. */
const limits = { connectMs: 2_000, stallMs: 2_000, totalMs: 10_000 };

let folder: string;
let target: string;
let servers: Server[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mnist-'));
  target = join(folder, 'target');
  servers = [];
});
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

/** Starts a mirror and returns its address; `asked` lists the files that it was asked for. */
async function mirror(listener: (name: string, ...pair: Parameters<RequestListener>) => unknown) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = request.url!.slice('/mnist/'.length);
    asked.push(name);
    listener(name, request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mnist/`, asked };
}

const good = () => mirror((name, _, response) => response.end(packed(name)));

async function run(change: Partial<Wanted>) {
  const said: string[] = [];
  const progress: [number, number][] = [];
  const obtained = await obtain({
    ...{ files, target, source: undefined, mirrors: [], limits },
    say: (sentence) => said.push(sentence.replace(/http:..127.0.0.1:\d+/, 'MIRROR')),
    onProgress: (loaded, total) => progress.push([loaded, total]),
    ...change,
  });
  const counts = Object.values(obtained).map(({ length }) => length);
  return { counts: counts.join(' '), said, progress }; // copied kept fetched missing
}

async function expectComplete() {
  expect((await readdir(target)).sort()).toEqual(files.map(({ name }) => name).sort());
  for (const { name } of files)
    expect(new Uint8Array(gunzipSync(await readFile(join(target, name))))).toEqual(plain.get(name));
}

test('obtain fetches the files and keeps them for the next time', async () => {
  const { url, asked } = await good();
  const { counts, said, progress } = await run({ mirrors: [url] });
  expect([counts, said]).toEqual(['0 0 4 0', []]);
  await expectComplete();
  expect(asked.toSorted()).toEqual(files.map(({ name }) => name).sort()); // each once
  const total = files.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  expect(progress.at(-1)).toEqual([total, total]);
  expect((await run({ mirrors: [url] })).counts).toBe('0 4 0 0');
  expect(asked.length).toBe(4);
});

test('obtain takes files that travel with Content-Encoding, and stores them packed', async () => {
  const { url } = await mirror((name, _, response) => {
    response.setHeader('Content-Encoding', 'gzip');
    response.end(packed(name));
  });
  expect((await run({ mirrors: [url] })).counts).toBe('0 0 4 0');
  await expectComplete();
});

test('obtain copies from the reader’s folder, packed or plain, and asks no mirror', async () => {
  const source = join(folder, 'source');
  await mkdir(source);
  for (const [k, { name }] of files.entries()) {
    const dotted = name.replace('-idx', '.idx').replace('.gz', '');
    await writeFile(join(source, k < 2 ? name : dotted), k < 2 ? packed(name) : plain.get(name)!);
  }
  const { url, asked } = await good();
  const { counts, said } = await run({ source, mirrors: [url] });
  expect([counts, said, asked]).toEqual(['4 0 0 0', [], []]);
  await expectComplete();
});

test('obtain looks elsewhere for what the reader’s folder has damaged or not at all', async () => {
  const source = join(folder, 'source');
  await mkdir(source);
  await writeFile(join(source, files[0].name), packed(files[0].name).subarray(0, 50));
  await writeFile(join(source, files[1].name), packed(files[3].name));
  const { url } = await good();
  const { counts, said } = await run({ source, mirrors: [url] });
  expect(counts).toBe('0 0 4 0');
  expect(said.map((sentence) => sentence.replace(source, 'SOURCE'))).toMatchInlineSnapshot(`
    [
      "SOURCE/train-images-idx3-ubyte.gz is damaged or cut short; it was not used.",
      "SOURCE/train-labels-idx1-ubyte.gz unpacks to 18 bytes, expected 28; it was not used.",
    ]
  `);
  expect(await readFile(join(source, files[0].name))).toHaveLength(50);
  expect((await run({ source: join(folder, 'nowhere') })).counts).toBe('0 4 0 0');
});

test('obtain puts aside what is damaged in the target and fetches it anew', async () => {
  const { url, asked } = await good();
  await run({ mirrors: [url] });
  await writeFile(join(target, files[2].name), 'not a digit');
  const { counts, said } = await run({ mirrors: [url] });
  expect(counts).toBe('0 3 1 0');
  expect(said.map((sentence) => sentence.replace(target, 'TARGET'))).toMatchInlineSnapshot(`
    [
      "TARGET/t10k-images-idx3-ubyte.gz is no IDX file; it is now called t10k-images-idx3-ubyte.gz.rejected.",
    ]
  `);
  expect(await readFile(join(target, `${files[2].name}.rejected`), 'utf8')).toBe('not a digit');
  expect(asked.length).toBe(6); // four, the question who is there, and the one file
});

test.each<{
  case: string;
  says: string;
  bad: (name: string, ...pair: Parameters<RequestListener>) => unknown;
}>([
  {
    case: 'status 404',
    says: 'answered 404.',
    bad: (_n, _r, response) => response.writeHead(404).end('no'),
  },
  {
    case: 'a web page',
    says: 'is a web page; it was not used.',
    bad: (_n, _r, response) => response.end('\n<!doctype html><title>Sign in to this network'),
  },
  {
    case: 'another file',
    says: 'has another SHA-256 than MNIST; it was not used.',
    bad: (name, _r, response) => response.end(gzipSync(plain.get(name)!.slice().fill(1, 8, 10))),
  },
  {
    case: 'a file of another size',
    says: 'unpacks to 4 bytes, expected 18; it was not used.',
    bad: (_n, _r, response) => response.end(gzipSync(Uint8Array.of(0, 0, 8, 1))),
  },
  {
    case: 'half a file',
    says: 'is damaged or cut short; it was not used.',
    bad: (name, _r, response) => response.end(packed(name).subarray(0, 30)),
  },
  {
    case: 'a file that unpacks to far more',
    says: 'unpacks to more than 18 bytes; it was not used.',
    bad: (_n, _r, response) => response.end(gzipSync(new Uint8Array(500_000))),
  },
  {
    case: 'half a file and the end of the connection',
    says: 'broke off.',
    bad: (name, _r, response) => {
      response.setHeader('Content-Length', packed(name).length);
      response.write(packed(name).subarray(0, 20), () => response.destroy());
    },
  },
  {
    case: 'bytes without end',
    says: 'sent more than 1042 bytes.',
    bad: (_n, _r, response) => {
      const piece = new Uint8Array(65536);
      const pour = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', pour);
      pour();
    },
  },
])(
  'obtain survives a mirror with $case, says so, and goes on to the next',
  async ({ bad, says }) => {
    const [first, second] = [await mirror(bad), await good()];
    const { counts, said } = await run({ mirrors: [first.url, second.url] });
    expect(counts).toBe('0 0 4 0');
    await expectComplete();
    expect(first.asked).toEqual([files[3].name]); // not asked again
    expect(said).toEqual([`MIRROR/mnist/${files[3].name} ${says}`]);
  },
);

test('obtain gives up on a mirror that stalls: at the start, half way, or drop by drop', async () => {
  const patience = { connectMs: 300, stallMs: 300, totalMs: 900 };
  const silent = await mirror(() => {});
  const stalled = await mirror((name, _, response) => response.write(packed(name).subarray(0, 9)));
  const dripping = await mirror((name, _, response) => {
    let sent = 0;
    const drop = setInterval(() => {
      if (response.destroyed) clearInterval(drop);
      else response.write(packed(name).subarray(sent, ++sent));
    }, 50);
  });
  const { counts, said } = await run({
    mirrors: [silent.url, stalled.url, dripping.url],
    limits: patience,
  });
  expect(counts).toBe('0 0 0 4');
  expect(said.toSorted()).toMatchInlineSnapshot(`
    [
      "MIRROR/mnist/t10k-labels-idx1-ubyte.gz sent nothing for 0.3 s.",
      "MIRROR/mnist/t10k-labels-idx1-ubyte.gz took more than 0.9 s.",
    ]
  `);
  await expect(access(target)).rejects.toThrow('ENOENT');
});

test('obtain is quiet about mirrors that nobody can reach', async () => {
  const { url } = await good();
  servers.pop()!.close();
  expect(await run({ mirrors: [url, 'http://nowhere.invalid/mnist/'] })).toMatchObject({
    counts: '0 0 0 4',
    said: [],
  });
});

test('obtain drops a mirror that fails later, and keeps what it has where none is left', async () => {
  const flaky = await mirror((name, _, response) =>
    name.startsWith('train-images') ? response.destroy() : response.end(packed(name)),
  );
  const { counts } = await run({ mirrors: [flaky.url] });
  expect(counts).toBe('0 0 1 3');
  expect(await readdir(target)).toEqual([files[3].name]);
});
