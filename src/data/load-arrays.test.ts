/** `loadFiles` on NumPy's arrays and on archives. */
import { expect, test } from 'vitest';
import { loadFiles } from './load-files.ts';
import {
  idxFour,
  idxNames,
  matVariables,
  npyFour,
  smallImages,
  writeMat,
  writeNpy,
  writeZip,
} from './test-files.ts';

const splits = { train: smallImages(20), test: smallImages(10, 7) };
const expected = { name: 'your files', height: 28, width: 28, classes: 10, ...splits };
const readMe = { name: 'README.md', bytes: new TextEncoder().encode('# Digits') };

test.each([true, false])(
  'loadFiles(files) reads mnist.npz, its arrays packed %s',
  async (packed) => {
    const npz = { name: 'mnist.npz', bytes: writeZip(npyFour(splits), { packed }) };
    expect(await loadFiles([npz])).toEqual(expected);
  },
);

test('loadFiles(files) reads four arrays by themselves, and under other names', async () => {
  const arrays = npyFour(splits);
  expect(await loadFiles(arrays)).toEqual(expected);
  const names = ['training_images', 'training_labels', 'test_images', 'test_labels'];
  const files = arrays.map(({ bytes }, n) => ({ name: `${names[n]}.npy`, bytes }));
  expect(await loadFiles([{ name: 'digits.npz', bytes: writeZip(files) }])).toEqual(expected);
});

test('loadFiles(files) reads an archive of IDX or MATLAB files, and tells what else is in it', async () => {
  const names = idxNames.map((name) => `archive/${name}.gz`);
  const files = [...idxFour(splits, { names, packed: true }), readMe];
  expect(await loadFiles([{ name: 'archive.zip', bytes: writeZip(files) }])).toEqual({
    ...expected,
    notes: [{ code: 'passed-over', files: ['archive.zip/README.md'] }],
  });
  const mat = { name: 'mnist_all.mat', bytes: writeMat(matVariables(splits)) };
  expect(await loadFiles([{ name: 'mat.zip', bytes: writeZip([mat]) }])).toEqual(expected);
});

test('loadFiles(files) prefers files that lie open to those in an archive', async () => {
  const other = { train: smallImages(30), test: smallImages(30) };
  const archive = { name: 'old.zip', bytes: writeZip(idxFour(other)) };
  expect(await loadFiles([archive, ...idxFour(splits)])).toEqual({
    ...expected,
    notes: [{ code: 'passed-over', files: idxNames.map((name) => `old.zip/${name}`) }],
  });
});

test('loadFiles(files) names an archive that is damaged, and does without it where it can', async () => {
  const whole = writeZip(npyFour(splits));
  const flipped = whole.slice();
  flipped[100] ^= 1; // in the first entry's content
  for (const bytes of [whole.subarray(0, 700), flipped, whole.subarray(0, whole.length - 30)]) {
    const damaged = { name: 'mnist.npz', bytes };
    await expect(loadFiles([damaged])).rejects.toMatchObject({ code: 'zip-damaged' });
    expect(await loadFiles([damaged, ...idxFour(splits)])).toEqual({
      ...expected,
      notes: [{ code: 'passed-over', files: ['mnist.npz'] }],
    });
  }
});

/** Numbers as NumPy stores them, in the byte order of this machine. */
const npyOf = (shape: readonly number[], descr: string, numbers: ArrayBufferView): Uint8Array =>
  writeNpy(shape, new Uint8Array(numbers.buffer as ArrayBuffer), { descr });

const { pixels, labels } = splits.train;

/** [20, 28, 28] with the first axis running fastest. */
function fortranOrder(): Uint8Array {
  const turned = new Uint8Array(pixels.length);
  pixels.forEach((ink, k) => {
    const [n, row, column] = [Math.floor(k / 784), Math.floor((k % 784) / 28), k % 28];
    turned[n + 20 * (row + 28 * column)] = ink;
  });
  return turned;
}

test.each([
  ['doubles in rows', npyOf([20, 784], '<f8', Float64Array.from(pixels))],
  ['int32 with a channel behind', npyOf([20, 28, 28, 1], '<i4', Int32Array.from(pixels))],
  ['int16 with a channel before', npyOf([20, 1, 28, 28], '<i2', Int16Array.from(pixels))],
  ['bytes in Fortran order', writeNpy([20, 28, 28], fortranOrder(), { isFortran: true })],
])('loadFiles(files) reads images stored as %s', async (_, bytes) => {
  const files = npyFour(splits);
  expect(await loadFiles([{ name: 'x_train.npy', bytes }, ...files.slice(1)])).toEqual(expected);
});

test.each([
  ['int64', npyOf([20], '<i8', BigInt64Array.from(labels, BigInt))],
  ['a column of uint16', npyOf([20, 1], '<u2', Uint16Array.from(labels))],
  ['floats', npyOf([20], '<f4', Float32Array.from(labels))],
  [
    'big-endian int16',
    npyOf(
      [20],
      '>i2',
      Uint16Array.from(labels, (label) => label << 8),
    ),
  ],
])('loadFiles(files) reads labels stored as %s', async (_, bytes) => {
  const [x, , ...rest] = npyFour(splits);
  expect(await loadFiles([x, { name: 'y_train.npy', bytes }, ...rest])).toEqual(expected);
});

test('loadFiles(files) reads fractions as ink up to 255, and tells', async () => {
  const fractions = Float32Array.from(pixels, (ink) => ink / 255);
  const bytes = npyOf([20, 28, 28], '<f4', fractions);
  const files = [{ name: 'x_train.npy', bytes }, ...npyFour(splits).slice(1)];
  expect(await loadFiles(files)).toEqual({
    ...expected,
    notes: [{ code: 'ink-scaled', files: ['x_train.npy'] }],
  });
});

test('loadFiles(files) says what it cannot read in an array', async () => {
  const files = npyFour(splits);
  const told = async (name: string, bytes: Uint8Array): Promise<string> => {
    const changed = files.map((file) => (file.name === name ? { name, bytes } : file));
    return loadFiles(changed).then(
      () => 'read',
      (error: unknown) => String(error),
    );
  };
  const halves = writeNpy([20, 784], new Uint8Array(2 * pixels.length), { descr: '<f2' });
  expect([
    await told('x_train.npy', halves),
    await told('x_train.npy', writeNpy([20], new Uint8Array(20), { descr: '|O' })),
    await told('x_train.npy', writeNpy([20, 28, 28], new Uint8Array(99))),
    await told('x_train.npy', writeNpy([20, 32, 32], new Uint8Array(20 * 1024))),
    await told('x_train.npy', npyOf([20, 784], '<f8', new Float64Array(20 * 784).fill(-0.42))),
    await told('x_train.npy', files[0].bytes.subarray(0, 40)),
    await told('y_train.npy', writeNpy([20, 10], new Uint8Array(200))),
    await told('y_train.npy', npyOf([20], '<f8', new Float64Array(20).fill(0.5))),
  ]).toMatchInlineSnapshot(`
    [
      "DataError: x_train.npy: a NumPy array of type f2, which is not read here; save it as uint8",
      "DataError: x_train.npy: a NumPy array of type O, which is not read here; save it as uint8",
      "DataError: x_train.npy: an array of 20 x 28 x 28 with 99 bytes, expected 15680; get the file again",
      "DataError: x_train.npy: an array of shape (20, 32, 32); expected images of 28 x 28 pixels, one after the other",
      "DataError: x_train.npy: one pixel is −0.42; expected 0 to 255, or 0 to 1",
      "DataError: x_train.npy: a NumPy array with a damaged header; get the file again",
      "DataError: y_train.npy: an array of shape (20, 10); expected one label per image",
      "DataError: y_train.npy: the label of image 0 is 0.5, expected 0 to 9",
    ]
  `);
});

test('loadFiles(files) tells how arrays must be called, and which are missing', async () => {
  const [x, y] = npyFour(splits);
  const nameless = writeZip([{ name: 'arr_0.npy', bytes: x.bytes }]);
  await expect(
    loadFiles([{ name: 'arrays.npz', bytes: nameless }]),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: arrays.npz/arr_0.npy: its name does not tell what it holds; the arrays must be called x_train, y_train, x_test and y_test]`,
  );
  await expect(loadFiles([x, y])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[DataError: still missing: x_test and y_test]`,
  );
});
