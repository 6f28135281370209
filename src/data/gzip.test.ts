import { deflateSync, gzipSync } from 'node:zlib';
import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { mulberry32 } from '#engine/random.ts';
import { DataError } from './data-error.ts';
import { TooLarge, decompress, unpacked } from './gzip.ts';

const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));

test('unpacked(file) gives back what was packed, from nothing to many slices', async () => {
  for (const size of [0, 1, 1000, 300_000]) {
    const random = mulberry32(size);
    const bytes = Uint8Array.from({ length: size }, random);
    const file = { name: 'a.gz', bytes: packed(bytes) };
    expect(file.bytes.length).toBeGreaterThan(size); // noise does not shrink
    expect(await unpacked(file)).toEqual(bytes);
  }
});

test('unpacked(file) leaves a file without the gzip magic as it is, whatever its name', async () => {
  const bytes = Uint8Array.of(0, 0, 8, 1);
  expect(await unpacked({ name: 'a.gz', bytes })).toBe(bytes);
});

test('unpacked(file) names a file that is cut short', async () => {
  const bytes = packed(new Uint8Array(1000)).subarray(0, 20);
  await expect(unpacked({ name: 'a.gz', bytes })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.gz: the compressed data is damaged or cut short; get the file again]`,
  );
});

test('unpacked(file, limit) stops a file that unpacks to more than the limit', async () => {
  const bomb = packed(new Uint8Array(20_000_000));
  expect(bomb.length).toBeLessThan(25_000);
  await expect(
    unpacked({ name: 'a.gz', bytes: bomb }, 1_000_000),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.gz: unpacks to more than 1000000 bytes, which no file of this kind does]`,
  );
});

test('unpacked(file, limit) takes a file of exactly the limit', async () => {
  const bytes = new Uint8Array(1000);
  expect(await unpacked({ name: 'a.gz', bytes: packed(bytes) }, 1000)).toEqual(bytes);
  await expect(unpacked({ name: 'a.gz', bytes: packed(bytes) }, 999)).rejects.toThrow(
    'a.gz: unpacks to more than 999 bytes',
  );
});

test('decompress(bytes, deflate) reads zlib data from shared memory too', async () => {
  const zlib = deflateSync(Uint8Array.of(1, 2, 3));
  const shared = new Uint8Array(new SharedArrayBuffer(zlib.length));
  shared.set(zlib);
  expect(await decompress(shared, 'deflate', 10)).toEqual(Uint8Array.of(1, 2, 3));
  await expect(decompress(shared, 'deflate', 2)).rejects.toBeInstanceOf(TooLarge);
});

test('unpacked(file) of damaged gzip data is a DataError or the right bytes', async () => {
  const bytes = Uint8Array.from({ length: 2000 }, (_, n) => (n * n) % 251);
  const whole = packed(bytes);
  const headerBytes = 10; // a damaged time stamp or system byte in gzip's header harms nothing
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      async (position, flip, cut) => {
        const damaged = cut ? whole.slice(0, position) : whole.slice();
        if (!cut) damaged[position] ^= flip;
        const result = await unpacked({ name: 'a.gz', bytes: damaged }).catch((error) => error);
        if (result instanceof DataError) expect(result.code).toBe('gzip-damaged');
        else if (position >= headerBytes) expect.fail(`byte ${position} ^ ${flip}, cut ${cut}`);
        else expect([bytes, damaged]).toContainEqual(result);
      },
    ),
    { seed: 1, numRuns: 400 },
  );
});
