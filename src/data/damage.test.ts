/**
 * Thousands of damaged data sets, from a seed: every one is refused by name, in both languages and in whole sentences, or
 * is read as a set that keeps its promises. A reader that runs away shows in the time limit of the whole.
 */
import { expect, test } from 'vitest';
import { mulberry32 } from '#engine/random.ts';
import { message } from '#words/messages.ts';
import { DataError } from './data-error.ts';
import type { DataFile } from './gzip.ts';
import { loadFiles } from './load-files.ts';
import { dataMessages } from './messages.ts';
import {
  concat,
  idxFour,
  idxNames,
  matVariables,
  npyFour,
  smallImages,
  writeMat,
  writeZip,
} from './test-files.ts';

const damagedSets = 5000;
const seed = 20261125;
/** For all of them, in milliseconds; they take some seconds on a free core. */
const patience = 180_000;

const splits = { train: smallImages(20), test: smallImages(10, 7) };
const gzNames = idxNames.map((name) => `${name}.gz`);
const mat = (form: Parameters<typeof writeMat>[1]) => [
  { name: 'mnist_all.mat', bytes: writeMat(matVariables(splits), form) },
];
const sources: readonly (readonly DataFile[])[] = [
  idxFour(splits),
  idxFour(splits, { names: gzNames, packed: true }),
  mat({ packed: true }),
  mat({ packed: false, littleEndian: false }),
  [{ name: 'mnist.npz', bytes: writeZip(npyFour(splits)) }],
  [{ name: 'mnist.npz', bytes: writeZip(npyFour(splits), { packed: false }) }],
  npyFour(splits),
];

const random = mulberry32(seed);
const below = (count: number): number => Math.floor((random() / 2 ** 32) * count);

/** One of the ways in which files are damaged, on a copy; most changes fall into the beginning, where headers are. */
function damaged(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  const place = (): number => below(below(2) ? copy.length : Math.min(300, copy.length));
  switch (below(7)) {
    case 0:
      return copy.subarray(0, place());
    case 1:
      return concat(copy, copy.subarray(0, place()));
    case 2:
      copy.fill(below(2) ? 0 : 255, place());
      return copy;
    case 3: {
      // A whole number of four bytes at once, as large as it gets.
      const at = place();
      copy.fill(255, at, at + 4);
      return copy;
    }
    case 4:
      return concat(copy.subarray(0, place()), copy.subarray(place()));
    default:
      for (let n = 1 + below(4); n > 0; n--) copy[place()] = below(256);
      return copy;
  }
}

/** A hole in a sentence, bytes in hexadecimal, or control characters. */
const flaw = /[\0-\x1f]|undefined|null|\[object|\{\w+\}|\b(?:[0-9a-f]{2} ){2}|0x[0-9a-f]/;

test(
  `loadFiles(files) refuses ${damagedSets} damaged sets by name, or reads what it should`,
  async () => {
    const refused = new Map<string, number>();
    let read = 0;
    for (let n = 0; n < damagedSets; n++) {
      const files = [...sources[n % sources.length]];
      const which = below(files.length);
      files[which] = { name: files[which].name, bytes: damaged(files[which].bytes) };
      const result = await loadFiles(files).catch((error: unknown) => error);
      if (result instanceof DataError) {
        refused.set(result.code, (refused.get(result.code) ?? 0) + 1);
        for (const language of ['en', 'zh-cn'] as const) {
          const sentence: string = message(dataMessages, result.code, result.params, language);
          if (flaw.test(sentence)) expect.fail(`set ${n}: ${sentence}`);
        }
        continue;
      }
      if (result instanceof Error) throw new Error(`set ${n}`, { cause: result });
      read++;
      const { train, test: held } = result as Awaited<ReturnType<typeof loadFiles>>;
      for (const { count, pixels, labels } of [train, held]) {
        expect(labels.length).toBe(count);
        expect(pixels.length).toBe(784 * count);
        expect(labels.every((label) => label < 10)).toBe(true);
      }
    }
    // Bytes of an IDX file that are pixels can change unnoticed; all else has a header, a size or a sum.
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(damagedSets / 3);
    expect(refused.size).toBeGreaterThan(20);
  },
  patience,
);
