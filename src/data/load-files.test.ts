import { gzipSync } from 'node:zlib';
import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { DataError } from './data-error.ts';
import { writeIdxImages } from './idx.ts';
import { loadFiles } from './load-files.ts';
import { idxFour, idxImages, idxNames, matVariables, smallImages, writeMat } from './test-files.ts';

const splits = { train: smallImages(20), test: smallImages(10, 7) };
const expected = { name: 'your files', height: 28, width: 28, classes: 10, ...splits };
const matFile = () => ({ name: 'mnist_all.mat', bytes: writeMat(matVariables(splits)) });
const passedOver = (...files: string[]) => ({ notes: [{ code: 'passed-over', files }] });
const readMe = { name: 'README.md', bytes: new TextEncoder().encode('# Digits') };

test.each([
  { names: idxNames, packed: false },
  { names: idxNames.map((name) => `${name}.gz`), packed: true },
  { names: idxNames.map((name) => `${name}.gz`), packed: false }, // unpacked on the way
  { names: idxNames, packed: true },
  { names: idxNames.map((name) => name.replace('-idx', '.idx')), packed: false },
  { names: idxNames.map((name) => `${name} (1).gz`.replace('t10k', 'test')), packed: true },
  { names: ['TRAIN_IMAGES', 'TRAIN_LABELS', 'T10K_IMAGES', 'T10K_LABELS'], packed: false },
  { names: ['x-train.idx3', 'y-train.idx1', 'x-test.idx3', 'y-test.idx1'], packed: false },
  { names: ['x_train', 'y_train', 'x_test', 'y_test'], packed: false },
])('loadFiles(files) reads $names, packed $packed, in any order', async ({ names, packed }) => {
  expect(await loadFiles(idxFour(splits, { names, packed }))).toEqual(expected);
  expect(await loadFiles(idxFour(splits, { names, packed }).reverse())).toEqual(expected);
});

test('loadFiles(files) reads a MATLAB file, packed once more or not', async () => {
  const { name, bytes } = matFile();
  expect(await loadFiles([{ name, bytes }])).toEqual(expected);
  const packed = { name: `${name}.gz`, bytes: new Uint8Array(gzipSync(bytes)) };
  expect(await loadFiles([readMe, packed])).toEqual({ ...expected, ...passedOver('README.md') });
});

test('loadFiles(files) passes over what is none of its business, and second copies', async () => {
  const files = idxFour(splits);
  const copy = { name: 'train-labels (1).idx1', bytes: files[1].bytes.slice() };
  expect(await loadFiles([readMe, ...files, copy])).toEqual({
    ...expected,
    ...passedOver('train-labels (1).idx1', 'README.md'),
  });
});

test('loadFiles(files) lists what is missing', async () => {
  await expect(loadFiles([])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: no files given; expected the four IDX files of MNIST, mnist.npz or mnist_all.mat]`,
  );
  const [images, labels] = idxFour(splits);
  await expect(loadFiles([labels])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: still missing: train-images-idx3-ubyte.gz, t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz]`,
  );
  await expect(loadFiles([images, labels])).rejects.toMatchObject({
    code: 'missing-files',
    params: { files: ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'] },
  });
});

test('loadFiles(files) names a file that it can make nothing of', async () => {
  await expect(loadFiles([readMe])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: README.md: only text; give the four IDX files, mnist.npz or mnist_all.mat]`,
  );
  const nameless = { name: 'digits', bytes: idxImages(splits.train) };
  await expect(loadFiles([nameless])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: digits: its name does not tell whether it is for training (train) or for testing (t10k, test); rename it]`,
  );
  const latest = { name: 'latest-images-idx3-ubyte', bytes: idxImages(splits.train) };
  await expect(loadFiles([latest])).rejects.toMatchObject({ code: 'unknown-split' });
});

test('loadFiles(files) passes over what systems and browsers leave beside files, and tells', async () => {
  const leftovers = ['._train-images-idx3-ubyte', 'train-images-idx3-ubyte.gz.part', '.DS_Store'];
  const files = leftovers.map((name) => ({ name, bytes: Uint8Array.of(0, 5, 22, 7) }));
  expect(await loadFiles([...files, ...idxFour(splits)])).toEqual({
    ...expected,
    ...passedOver(...leftovers),
  });
  await expect(
    loadFiles([...files, ...idxFour(splits).slice(1)]),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: still missing: train-images-idx3-ubyte.gz; passed over: ._train-images-idx3-ubyte, train-images-idx3-ubyte.gz.part and .DS_Store]`,
  );
  const many = Array.from({ length: 40 }, (_, n) => ({ name: `${n}.txt`, bytes: readMe.bytes }));
  expect((await loadFiles([...many, ...idxFour(splits)])).notes).toEqual([
    { code: 'passed-over-many', files: ['0.txt', '1.txt', '2.txt', '3.txt', '4.txt'], more: 35 },
  ]);
});

test('loadFiles(files) reads a split whose ink is 0 and 1 as 0 and 255, and tells', async () => {
  const bits = splits.train.pixels.map((ink) => Number(ink > 127));
  const faint = { ...splits, train: { ...splits.train, pixels: bits } };
  expect(await loadFiles(idxFour(faint))).toEqual({
    ...expected,
    train: { ...splits.train, pixels: bits.map((bit) => 255 * bit) },
    notes: [{ code: 'ink-scaled', files: ['train-images-idx3-ubyte'] }],
  });
});

test('loadFiles(files) refuses two different files for one part', async () => {
  const files = idxFour(splits);
  const other = { name: 'train-labels', bytes: files[1].bytes.slice().fill(1, 8) };
  await expect(loadFiles([...files, other])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: train-labels and train-labels-idx1-ubyte are both there for the same part and differ; give one]`,
  );
});

test('loadFiles(files) names the file whose contents its name belies', async () => {
  const [images, labels, ...rest] = idxFour(splits);
  const swapped = [
    { name: images.name, bytes: labels.bytes },
    { name: labels.name, bytes: images.bytes },
  ];
  await expect(loadFiles([...swapped, ...rest])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: train-images-idx3-ubyte: its name says images, but it holds labels; rename it]`,
  );
});

test('loadFiles(files) refuses images and labels that do not belong together', async () => {
  const [images, labels] = idxFour(splits);
  const rest = idxFour(splits).slice(2);
  const short = {
    name: labels.name,
    bytes: idxFour({ ...splits, train: smallImages(19) })[1].bytes,
  };
  await expect(loadFiles([images, short, ...rest])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: train-images-idx3-ubyte holds 20 images but train-labels-idx1-ubyte holds 19 labels; they do not belong together]`,
  );
});

test('loadFiles(files) refuses images of another size, and none at all', async () => {
  const files = idxFour(splits);
  const pixels = new Uint8Array(20 * 32 * 32);
  const large = writeIdxImages({ count: 20, height: 32, width: 32, pixels });
  await expect(
    loadFiles([{ name: files[0].name, bytes: large }, ...files.slice(1)]),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: train-images-idx3-ubyte: its images have 32 x 32 pixels, expected 28 x 28]`,
  );
  const none = idxFour({ ...splits, test: smallImages(0) });
  await expect(loadFiles(none)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: t10k-images-idx3-ubyte: holds no images]`,
  );
});

test('loadFiles(files) refuses a label beyond 9', async () => {
  const files = idxFour(splits);
  files[3].bytes[8 + 4] = 10;
  await expect(loadFiles(files)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: t10k-labels-idx1-ubyte: the label of image 4 is 10, expected 0 to 9]`,
  );
});

test('loadFiles(files) of damaged files is a DataError, or a data set of the promised sizes', async () => {
  const sources = [
    idxFour(splits),
    idxFour(splits, { packed: true }),
    [matFile()],
    [{ name: 'plain.mat', bytes: writeMat(matVariables(splits), { packed: false }) }],
  ];
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(sources.length - 1),
      fc.nat(3),
      fc.option(place),
      // Half of the changes fall into the first 200 bytes, where headers are.
      fc.array(fc.tuple(fc.boolean(), place, fc.nat(255)), { maxLength: 3 }),
      async (source, which, cut, changes) => {
        const files = sources[source].map(({ name, bytes }) => ({ name, bytes: bytes.slice() }));
        const file = files[which % files.length];
        if (cut !== null) file.bytes = file.bytes.slice(0, Math.floor(cut * file.bytes.length));
        for (const [early, at, value] of changes) {
          const reach = early ? Math.min(200, file.bytes.length) : file.bytes.length;
          if (reach > 0) file.bytes[Math.floor(at * (reach - 1))] = value;
        }
        const result = await loadFiles(files).catch((error: unknown) => error);
        if (result instanceof DataError) return;
        expect(result).not.toBeInstanceOf(Error);
        const { train, test: held } = result as Awaited<ReturnType<typeof loadFiles>>;
        for (const { count, pixels, labels } of [train, held]) {
          expect(labels.length).toBe(count);
          expect(pixels.length).toBe(count * 784);
          expect(Math.max(...labels)).toBeLessThan(10);
        }
      },
    ),
    { seed: 1, numRuns: 400 },
  );
});
