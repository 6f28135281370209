import { expect, test } from 'vitest';
import { parseMnistMat, spreadEvenly } from './mnist-mat.ts';
import { matVariables, smallImages, writeMat } from './test-files.ts';
import type { MatVariable } from './test-files.ts';

const splits = { train: smallImages(150), test: smallImages(20, 1) };
const file = (variables: readonly MatVariable[]) => ({
  name: 'mnist_all.mat',
  bytes: writeMat(variables),
});
const changed = (name: string, change: Partial<MatVariable>) =>
  file(matVariables(splits).map((one) => (one.name === name ? { ...one, ...change } : one)));

test('parseMnistMat(file) turns columns into rows and mixes the classes', async () => {
  // smallImages runs through the classes in turn, which is just how equal classes are spread.
  const { train, test: held } = await parseMnistMat(file(matVariables(splits)));
  expect({ train: train.images, test: held.images }).toEqual(splits);
  expect([train.isScaled, held.isScaled]).toEqual([false, false]);
});

test('spreadEvenly(counts) keeps the proportions in every stretch', () => {
  expect([...spreadEvenly([1, 2, 4])]).toEqual([2, 1, 2, 0, 2, 1, 2]);
  expect([...spreadEvenly([3, 0])]).toEqual([0, 0, 0]);
  expect([...spreadEvenly([])]).toEqual([]);
  const counts = [592, 674, 595, 613, 584, 542, 591, 626, 585, 594];
  const labels = spreadEvenly(counts);
  const total = labels.length;
  const seen = counts.map(() => 0);
  labels.forEach((label, n) => {
    seen[label]++;
    counts.forEach((count, other) =>
      expect(Math.abs(seen[other] - (count * (n + 1)) / total)).toBeLessThan(1.5),
    );
  });
  expect(seen).toEqual(counts);
});

test('parseMnistMat(file) names the variables that are missing', async () => {
  const some = matVariables(splits).filter(({ name }) => name !== 'train3' && name !== 'test9');
  await expect(parseMnistMat(file(some))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: has no train3 and test9]`,
  );
});

test('parseMnistMat(file) refuses a variable that comes twice', async () => {
  const all = matVariables(splits);
  await expect(parseMnistMat(file([...all, all[0]]))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: has train0 twice]`,
  );
});

/** The twenty variables with every byte stored otherwise. */
const stored = (dataType: number, write: (bytes: Uint8Array) => ArrayBufferView) =>
  file(
    matVariables(splits).map((one) => {
      const { buffer, byteOffset, byteLength } = write(one.bytes);
      const bytes = new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
      return { ...one, dataType, bytes };
    }),
  );

test.each([
  ['int32', stored(5, (bytes) => Int32Array.from(bytes))],
  ['double', stored(9, (bytes) => Float64Array.from(bytes))],
])('parseMnistMat(file) reads pixels stored as %s', async (_, wide) => {
  const { train, test: held } = await parseMnistMat(wide);
  expect({ train: train.images, test: held.images }).toEqual(splits);
});

test.each([
  [
    'bits of a logical matrix',
    stored(2, (bytes) => bytes.map((byte) => Number(byte > 127))),
    127.5,
  ],
  ['fractions', stored(9, (bytes) => Float64Array.from(bytes, (byte) => byte / 255)), 0.5],
])('parseMnistMat(file) reads %s as ink up to 255', async (_, faint, most) => {
  const { train, test: held } = await parseMnistMat(faint);
  expect([train.isScaled, held.isScaled]).toEqual([true, true]);
  train.images.pixels.forEach((ink, k) => {
    if (Math.abs(ink - splits.train.pixels[k]) > most) expect.fail(`pixel ${k} is ${ink}`);
  });
  expect(train.images.pixels).toContain(most > 1 ? 255 : 250);
});

test('parseMnistMat(file) refuses pixels beyond 255, below 0 or that are no numbers', async () => {
  for (const wrong of [256, -1, NaN]) {
    const numbers = new Float64Array(784);
    numbers[5] = wrong;
    const bytes = new Uint8Array(numbers.buffer);
    const odd = changed('train0', { shape: [1, 784], arrayClass: 6, dataType: 9, bytes });
    await expect(parseMnistMat(odd)).rejects.toMatchObject({
      code: 'pixel-range',
      params: { value: wrong },
    });
  }
});

test('parseMnistMat(file) refuses complex numbers', async () => {
  const complex = changed('train0', { arrayClass: 0x0806 });
  await expect(parseMnistMat(complex)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: train0 is complex; expected real numbers]`,
  );
});

test('parseMnistMat(file) refuses images of another size, and a matrix lying on its side', async () => {
  const bytes = new Uint8Array(784 * 3);
  const turned = changed('test1', { shape: [784, 3], bytes });
  await expect(parseMnistMat(turned)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: test1 is 784 x 3, expected rows of 784 pixels]`,
  );
  const cube = changed('test1', { shape: [3, 28, 28], bytes });
  await expect(parseMnistMat(cube)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: test1 is 3 x 28 x 28, expected rows of 784 pixels]`,
  );
});

test('parseMnistMat(file) refuses a matrix whose bytes do not fill its shape', async () => {
  const short = changed('test1', { shape: [3, 784], bytes: new Uint8Array(784) });
  await expect(parseMnistMat(short)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: test1 is 3 x 784 but has 784 bytes, expected 2352]`,
  );
});

test('parseMnistMat(file) refuses a split without images', async () => {
  const none = matVariables({ ...splits, test: smallImages(0) });
  await expect(parseMnistMat(file(none))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: holds no images]`,
  );
});
