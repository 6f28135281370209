import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { DataError } from './data-error.ts';
import { readMat } from './mat.ts';
import type { MatMatrix } from './mat.ts';
import { writeMat } from './test-files.ts';

const variables = [
  { name: 'a', shape: [2, 3], bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) },
  { name: 'tiny', shape: [1, 2], bytes: Uint8Array.of(7, 8) },
];

/** As they are read. */
const matrices = variables.map(({ name, shape, bytes }) => ({ name, shape, numbers: bytes }));

async function all(bytes: Uint8Array): Promise<MatMatrix[]> {
  const read: MatMatrix[] = [];
  for await (const matrix of readMat({ name: 'a.mat', bytes })) read.push(matrix);
  return read;
}

test.each([
  { packed: true, littleEndian: true },
  { packed: true, littleEndian: false },
  { packed: false, littleEndian: true },
  { packed: false, littleEndian: false },
])(
  'readMat(file) reads every matrix, packed $packed, little-endian $littleEndian',
  async (form) => {
    expect(await all(writeMat(variables, form))).toEqual(matrices);
  },
);

test('readMat(file) reads numbers and names that stand in the tag itself', async () => {
  const bytes = writeMat([variables[1]], { packed: false });
  // Written out: tag 8, flags 16, dimensions 16, then `tiny` and 7 8 in the short form of 8 bytes each.
  const short = bytes.slice(0, 128 + 8 + 16 + 16 + 16);
  const view = new DataView(short.buffer);
  view.setUint32(132, 48, true);
  view.setUint32(168, (4 << 16) | 1, true);
  short.set(new TextEncoder().encode('tiny'), 172);
  view.setUint32(176, (2 << 16) | 2, true);
  short.set([7, 8, 0, 0], 180);
  expect(await all(short)).toEqual([matrices[1]]);
});

test('readMat(file) passes over text, and gives no numbers for complex ones', async () => {
  const bytes = Uint8Array.of(65, 66);
  const text = { name: 't', shape: [1, 2], bytes, arrayClass: 4 };
  const complex = { name: 'c', shape: [1, 2], bytes, arrayClass: 0x0800 | 6 };
  expect(await all(writeMat([text, complex, variables[0]]))).toEqual([
    { name: 'c', shape: [1, 2], numbers: undefined },
    matrices[0],
  ]);
});

test.each([
  { dataType: 1, stored: Int8Array.of(0, 1, -7) },
  { dataType: 3, stored: Int16Array.of(0, 255, -300) },
  { dataType: 4, stored: Uint16Array.of(0, 255, 65535) },
  { dataType: 5, stored: Int32Array.of(0, 255, -70_000) },
  { dataType: 6, stored: Uint32Array.of(0, 255, 4_000_000_000) },
  { dataType: 7, stored: Float32Array.of(0, 0.5, 255) },
  { dataType: 9, stored: Float64Array.of(0, 0.1, 255) },
  { dataType: 12, stored: BigInt64Array.of(0n, 255n, -3n) },
  { dataType: 13, stored: BigUint64Array.of(0n, 255n, 3n) },
])('readMat(file) reads numbers of stored type $dataType', async ({ dataType, stored }) => {
  const bytes = new Uint8Array(stored.buffer); // little-endian, as this machine is
  const variable = { name: 'v', shape: [1, 3], bytes, arrayClass: 6, dataType };
  const [{ numbers }] = await all(writeMat([variable]));
  expect([...numbers!]).toEqual(Array.from(stored as ArrayLike<number | bigint>, Number));
  const size = stored.BYTES_PER_ELEMENT;
  const turned = bytes.slice();
  for (let at = 0; at < turned.length; at += size) turned.subarray(at, at + size).reverse();
  const big = writeMat([{ ...variable, bytes: turned }], { littleEndian: false });
  expect((await all(big))[0].numbers).toEqual(numbers);
});

test('readMat(file) reads flags of type int32 and names of type uint8 or UTF-8', async () => {
  const bytes = writeMat([variables[0]], { packed: false });
  const view = new DataView(bytes.buffer);
  for (const [flags, name] of [
    [5, 1],
    [6, 2],
    [5, 16],
  ]) {
    view.setUint32(136, flags, true); // the flags' tag; the name's follows 16 + 16 bytes later
    view.setUint32(168, name, true);
    expect(await all(bytes)).toEqual([matrices[0]]);
  }
});

test('readMat(file) names a file that is no MATLAB file', async () => {
  await expect(all(new Uint8Array(200))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.mat: not a MATLAB file; its 128-byte header is damaged or missing]`,
  );
});

test('readMat(file) tells what to do with a MATLAB 7.3 file', async () => {
  const bytes = writeMat([]);
  bytes[125] = 2;
  await expect(all(bytes)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.mat: a MATLAB 7.3 (HDF5) file; save it with -v7 or -v6, or give the four IDX files]`,
  );
});

test('readMat(file) says where a file is cut short', async () => {
  const bytes = writeMat(variables, { packed: false });
  await expect(all(bytes.subarray(0, 180))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.mat: cut short or damaged; the element at byte 128 needs 72 bytes but 52 are left]`,
  );
  await expect(all(bytes.subarray(0, 130))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.mat: cut short or damaged; the element at byte 128 needs 8 bytes but 2 are left]`,
  );
});

test('readMat(file) says which packed element is damaged', async () => {
  const bytes = writeMat(variables);
  bytes[150] ^= 0xff;
  await expect(all(bytes)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: a.mat: the element at byte 128 is damaged]`,
  );
});

test('readMat(file) of damaged bytes is a DataError, or matrices within the file', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.boolean(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 4 }),
      async (packed, isCut, kept, changes) => {
        const whole = writeMat(variables, { packed });
        const bytes = isCut ? whole.slice(0, Math.floor(kept * whole.length)) : whole;
        for (const [place, value] of changes)
          if (bytes.length > 0) bytes[Math.floor(place * (bytes.length - 1))] = value;
        const result = await all(bytes).catch((error: unknown) => error);
        if (!Array.isArray(result)) expect(result).toBeInstanceOf(DataError);
        else
          for (const matrix of result as MatMatrix[])
            expect(matrix.numbers?.length ?? 0).toBeLessThan(whole.length + 100);
      },
    ),
    { seed: 1, numRuns: 2000 },
  );
});
