import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDataSet } from './node.ts';
import { idxFour, matVariables, smallImages, writeMat } from './test-files.ts';

const splits = { train: smallImages(20), test: smallImages(10, 7) };
let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'digits-'))));
afterEach(() => rm(directory, { recursive: true }));

const put = (name: string, bytes: Uint8Array) => writeFile(join(directory, name), bytes);

test('readDataSet(directory) reads the four IDX files and leaves the rest alone', async () => {
  for (const { name, bytes } of idxFour(splits, { packed: true })) await put(name, bytes);
  await put('notes.txt', Uint8Array.of(1, 2, 3));
  await put('mnist_all.mat', Uint8Array.of(1, 2, 3)); // damaged, and not needed
  expect(await readDataSet(directory)).toMatchObject(splits);
});

test('readDataSet(directory) reads mnist_all.mat where IDX files are missing', async () => {
  await put('mnist_all.mat', writeMat(matVariables(splits)));
  await put(...(Object.values(idxFour(splits)[0]) as [string, Uint8Array]));
  expect(await readDataSet(directory)).toMatchObject(splits);
});

test('readDataSet(directory) says what is missing', async () => {
  await expect(readDataSet(join(directory, 'none'))).rejects.toMatchObject({
    code: 'no-directory',
    params: { directory: join(directory, 'none') },
  });
  await put('notes.txt', Uint8Array.of(1));
  await expect(readDataSet(directory)).rejects.toMatchObject({ code: 'nothing-in-directory' });
  await put('train-labels-idx1-ubyte', idxFour(splits)[1].bytes);
  await expect(readDataSet(directory)).rejects.toMatchObject({ code: 'missing-files' });
});
