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
  expect(await parseMnistMat(file(matVariables(splits)))).toEqual(splits);
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

test('parseMnistMat(file) refuses numbers that are not bytes', async () => {
  const int32 = changed('train0', { arrayClass: 12, dataType: 5 });
  await expect(parseMnistMat(int32)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: mnist_all.mat: train0 is not a matrix of bytes (uint8)]`,
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
