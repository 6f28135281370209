/**
 * The readers on the real files. They are nobody's to ship, so they are looked for in MNIST_DIR and in ../shared/mnist.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LabelledImages } from '#engine/backend.ts';
import { unpacked } from '#data/gzip.ts';
import { loadFiles } from '#data/load-files.ts';
import { idxFiles } from '#data/mnist-files.ts';
import { readDataSet } from '#data/node.ts';

const directories = [process.env.MNIST_DIR, '../shared/mnist'].filter((name) => name !== undefined);
const holding = (...names: string[]) =>
  directories.find((name) => names.every((file) => existsSync(join(name, file))));
const idx = holding(...idxFiles.map(({ name }) => name));
const mat = holding('mnist_all.mat');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!idx)(
  `real IDX files ${idx ? '' : '(skipped: not in MNIST_DIR or ../shared)'}`,
  () => {
    test.each(idxFiles)('$name has the size and the hash that are asked of it', async (file) => {
      const bytes = await readFile(join(resolve(idx!), file.name));
      const plain = await unpacked({ name: file.name, bytes: new Uint8Array(bytes) });
      expect(plain.length).toBe(file.bytes);
      expect(sha256(plain)).toBe(file.sha256);
    });

    test('readDataSet gives 60,000 and 10,000 digits of MNIST', async () => {
      const { name, train, test: held } = await readDataSet(idx!);
      expect([name, train.count, held.count]).toEqual(['MNIST', 60_000, 10_000]);
      expect([...train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
      expect(mean(train)).toBeCloseTo(0.1307, 4); // the mean pixel / 255 that everybody quotes
    }, 60_000);
  },
);

describe.skipIf(!idx || !mat)(
  `real MATLAB file ${idx && mat ? '' : '(skipped: not in MNIST_DIR or ../shared)'}`,
  () => {
    test('mnist_all.mat holds the same images of each digit as the IDX files', async () => {
      const bytes = new Uint8Array(await readFile(join(mat!, 'mnist_all.mat')));
      const fromMat = await loadFiles([{ name: 'mnist_all.mat', bytes }]);
      const fromIdx = await readDataSet(idx!);
      expect(fromMat.name).toBe('MNIST');
      for (const split of ['train', 'test'] as const)
        expect(imagesByDigit(fromMat[split])).toEqual(imagesByDigit(fromIdx[split]));
    }, 60_000);

    test('the digits of mnist_all.mat come mixed: any thousand has every digit in proportion', async () => {
      const bytes = new Uint8Array(await readFile(join(mat!, 'mnist_all.mat')));
      const { test: held } = await loadFiles([{ name: 'mnist_all.mat', bytes }]);
      const all = countByDigit(held.labels);
      for (let start = 0; start < held.count; start += 1000) {
        const some = countByDigit(held.labels.subarray(start, start + 1000));
        some.forEach((count, digit) => expect(Math.abs(count - all[digit] / 10)).toBeLessThan(3));
      }
    }, 60_000);
  },
);

const mean = ({ pixels }: LabelledImages): number =>
  pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length / 255;

function countByDigit(labels: Uint8Array): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}

/** For each digit, the hashes of its images in order of hash: equal where the images are, in whatever order. */
function imagesByDigit({ count, pixels, labels }: LabelledImages): string[] {
  const images = Array.from({ length: 10 }, (): string[] => []);
  for (let n = 0; n < count; n++)
    images[labels[n]].push(sha256(pixels.subarray(n * 784, (n + 1) * 784)));
  return images.map((hashes) => `${hashes.length} ${sha256(Buffer.from(hashes.sort().join()))}`);
}
