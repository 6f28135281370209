import { gzipSync } from 'node:zlib';
import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { mulberry32 } from '#engine/random.ts';
import { DataError } from './data-error.ts';
import { unpacked } from './gzip.ts';
import { concat } from './test-files.ts';

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

test('unpacked(file) reads several members in a row, and zeros that pad the end', async () => {
  const [one, two, three] = ['digit after ', 'digit after ', 'digit'].map((text) =>
    packed(new TextEncoder().encode(text)),
  );
  for (const padding of [0, 1, 512, 10_000]) {
    const bytes = concat(one, two, three, new Uint8Array(padding));
    const whole = await unpacked({ name: 'a.gz', bytes });
    expect(new TextDecoder().decode(whole)).toBe('digit after digit after digit');
  }
});

test('unpacked(file) reads members of many slices, an empty one among them', async () => {
  const slices = 200_000; // bytes: some slices of pako's, and not a whole number of them
  const bytes = Uint8Array.from({ length: slices }, (_, n) => (n * n) % 251);
  const members = concat(packed(bytes), packed(new Uint8Array()), packed(bytes));
  expect(await unpacked({ name: 'a.gz', bytes: members })).toEqual(concat(bytes, bytes));
  await expect(unpacked({ name: 'a.gz', bytes: members }, 2 * slices - 1)).rejects.toMatchObject({
    code: 'too-large',
  });
});

test('unpacked(file) refuses a second member that is damaged, and what is no member', async () => {
  const one = packed(Uint8Array.of(1, 2, 3));
  const damaged = packed(Uint8Array.of(4, 5, 6));
  damaged[damaged.length - 6] ^= 1; // in its CRC
  for (const rest of [damaged, damaged.subarray(0, 12), Uint8Array.of(0, 0, 7), Uint8Array.of(7)])
    await expect(unpacked({ name: 'a.gz', bytes: concat(one, rest) })).rejects.toMatchObject({
      code: 'gzip-damaged',
    });
});

test('unpacked(file) reads a file that was packed twice, and gives up on one that never ends', async () => {
  const bytes = Uint8Array.of(0, 0, 8, 1, 9);
  expect(await unpacked({ name: 'a.gz', bytes: packed(packed(bytes)) })).toEqual(bytes);
  const deep = packed(packed(packed(packed(bytes))));
  await expect(unpacked({ name: 'a.gz', bytes: deep })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.gz: packed with gzip more than 3 times over; unpack it and give the file inside]`,
  );
});

test('unpacked(file) reads from shared memory too', async () => {
  const zipped = packed(Uint8Array.of(1, 2, 3));
  const shared = new Uint8Array(new SharedArrayBuffer(zipped.length));
  shared.set(zipped);
  expect(await unpacked({ name: 'a.gz', bytes: shared })).toEqual(Uint8Array.of(1, 2, 3));
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
