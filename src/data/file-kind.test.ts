import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DataError } from './data-error.ts';
import { loadFiles } from './load-files.ts';
import { concat, idxFour, smallImages, writeZip } from './test-files.ts';

const splits = { train: smallImages(20), test: smallImages(10, 7) };
const [, trainLabels, ...testFiles] = idxFour(splits);

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const note = { name: 'README.md', bytes: bytesOf('# Digits') };
/** A uint8 matrix `train0` of 2 x 2, as `save -v4` writes it. */
const mat4 = bytesOf('\x32\0\0\0\x02\0\0\0\x02\0\0\0\0\0\0\0\x07\0\0\0train0\0\x01\x02\x03\x04');
const mat73 = bytesOf(`${'MATLAB 7.3 MAT-file'.padEnd(124)}\0\x02IM`);

const strange: readonly (readonly [kind: string, bytes: Uint8Array])[] = [
  ['empty', new Uint8Array()],
  ['zeros', new Uint8Array(1000)],
  ['page', bytesOf('\n<!DOCTYPE html><html><title>Sign in</title>')],
  ['Git LFS', bytesOf('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 99\n')],
  ['CSV', bytesOf('label,1x1,1x2,1x3\n5,0,0,0\n')],
  ['JSON', bytesOf('{"message":"Not Found"}')],
  ['text', bytesOf('Moved permanently.')],
  ['PNG', bytesOf('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  ['JPEG', bytesOf('\xff\xd8\xff\xe0\0\x10JFIF')],
  ['tar', concat(new Uint8Array(257).fill(97), bytesOf('ustar\0'))],
  ['7z', bytesOf('7z\xbc\xaf\x27\x1c\0\x04')],
  ['xz', bytesOf('\xfd7zXZ\0\0\x04')],
  ['cut ZIP', bytesOf('PK\x03\x04\x09\x09')],
  ['other ZIP', writeZip([note])],
  ['HDF5', bytesOf('\x89HDF\r\n\x1a\n\0\0')],
  ['MATLAB 4', mat4],
  ['MATLAB 7.3', mat73],
  ['Parquet', bytesOf('PAR1\x15\0')],
  ['pickle', bytesOf('\x80\x04\x95\0')],
  ['PDF', bytesOf('%PDF-1.7')],
  ['floats', bytesOf('\0\0\x0d\x03\0\0\0\x01')],
  ['labels', trainLabels.bytes],
  ['unknown', bytesOf('\x07\x99\xfe\x01')],
];

test('loadFiles(files) says what a file is whose name promises images, packed or not', async () => {
  const said: Record<string, string> = {};
  for (const [kind, plain] of strange)
    for (const bytes of [plain, new Uint8Array(gzipSync(plain))]) {
      const file = { name: 'train-images.gz', bytes };
      const error = await loadFiles([file, trainLabels, ...testFiles]).catch(
        (reason: unknown) => reason,
      );
      expect(error, kind).toBeInstanceOf(DataError);
      const { message } = error as DataError;
      expect(said[kind] ?? message).toBe(message);
      said[kind] = message;
    }
  expect(said).toMatchInlineSnapshot(`
    {
      "7z": "train-images.gz: an archive (7z); unpack it and give the files inside",
      "CSV": "train-images.gz: text (CSV), which is not read here; give the four IDX files, mnist.npz or mnist_all.mat",
      "Git LFS": "train-images.gz: a pointer of Git LFS, not the data; run “git lfs pull”, or download the file itself",
      "HDF5": "train-images.gz: an HDF5 file, which is not read here; save it as .npz, from MATLAB with -v7, or give the four IDX files",
      "JPEG": "train-images.gz: a picture (JPEG); the digits must be in the four IDX files, mnist.npz or mnist_all.mat",
      "JSON": "train-images.gz: text (JSON), which is not read here; give the four IDX files, mnist.npz or mnist_all.mat",
      "MATLAB 4": "train-images.gz: a MATLAB 4 file; save it with -v7 or -v6, or give the four IDX files",
      "MATLAB 7.3": "train-images.gz: a MATLAB 7.3 (HDF5) file; save it with -v7 or -v6, or give the four IDX files",
      "PDF": "train-images.gz: a file of another kind (PDF), which is not read here; give the four IDX files, mnist.npz or mnist_all.mat",
      "PNG": "train-images.gz: a picture (PNG); the digits must be in the four IDX files, mnist.npz or mnist_all.mat",
      "Parquet": "train-images.gz: a file of another kind (Parquet), which is not read here; give the four IDX files, mnist.npz or mnist_all.mat",
      "cut ZIP": "train-images.gz: a ZIP archive that is damaged or cut short; get the file again",
      "empty": "train-images.gz: empty; get the file again",
      "floats": "train-images.gz: an IDX file of float32 numbers with 3 axes; expected uint8 with 3 axes (images) or 1 (labels)",
      "labels": "train-images.gz: its name says images, but it holds labels; rename it",
      "other ZIP": "train-images.gz: a ZIP archive without images and labels; expected x_train, y_train, x_test and y_test, or the four IDX files",
      "page": "train-images.gz: a web page, saved in place of the data; download the file itself",
      "pickle": "train-images.gz: a file of another kind (Python pickle), which is not read here; give the four IDX files, mnist.npz or mnist_all.mat",
      "tar": "train-images.gz: an archive (tar); unpack it and give the files inside",
      "text": "train-images.gz: only text; give the four IDX files, mnist.npz or mnist_all.mat",
      "unknown": "train-images.gz: neither an IDX, a NumPy nor a MATLAB file, or damaged at its beginning; get it again, or give files such as train-images-idx3-ubyte.gz",
      "xz": "train-images.gz: an archive (xz); unpack it and give the files inside",
      "zeros": "train-images.gz: nothing but zeros, as a download leaves that never came; get the file again",
    }
  `);
});

test.each(strange)(
  'loadFiles(files) says what a lone file is, called anything: %s',
  async (_, bytes) => {
    for (const name of ['download', 'mnist_all.mat', 'mnist.npz']) {
      const error = await loadFiles([{ name, bytes }]).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DataError);
      expect((error as DataError).message).toContain(name);
    }
  },
);

test('loadFiles(files) says so of what only its name makes a MATLAB file', async () => {
  const lone = (bytes: Uint8Array) => loadFiles([{ name: 'mnist_all.mat', bytes }]);
  await expect(lone(mat4)).rejects.toMatchObject({ code: 'is-mat4' });
  await expect(lone(mat73)).rejects.toMatchObject({ code: 'mat-version' });
  await expect(lone(new Uint8Array(500).fill(200))).rejects.toMatchObject({ code: 'mat-header' });
});
