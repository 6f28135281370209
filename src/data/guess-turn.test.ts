/** The guess, and the measurements that chose its two thresholds. */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import type { LabelledImages } from '#engine/backend.ts';
import { mulberry32, shuffle } from '#engine/random.ts';
import { generateDigits } from './digits/generated-data-set.ts';
import { guessTurn } from './guess-turn.ts';
import { readDataSet } from './node.ts';
import { sourcesOf, turnedImages, turns, type Turn } from './turn.ts';
import { turnedDataSet } from './turned-data-set.ts';

/** MNIST is nobody's to ship: it is looked for as the readers' tests do. */
const mnist = [process.env['MNIST_DIR'], '../shared/mnist'].find(
  (folder) => folder !== undefined && existsSync(`${folder}/train-images-idx3-ubyte.gz`),
);
const withMnist = describe.skipIf(!mnist);
/** Seconds in all on a free core; in milliseconds. */
const patience = 60_000;

const side = 28;
const drawn = generateDigits({ seed: 99, count: 600 });

/** The turn that gives back what `turn` was done to. */
const undoing = (turn: Turn): Turn =>
  turns.find((other) => {
    const places = sourcesOf(turn, side);
    return sourcesOf(other, side).every((place, k) => places[place] === k);
  })!;

const withLabels = (images: LabelledImages, meaning: readonly number[]): LabelledImages => ({
  ...images,
  labels: images.labels.map((label) => meaning[label]),
});

/** Labels that mean something else, as letters and clothes do. */
function suggestedOfMixedLabels(images: LabelledImages, mixtures: number): number {
  const random = mulberry32(3);
  return Array.from({ length: mixtures }, () =>
    guessTurn(withLabels(images, shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], random)), 'as-stored'),
  ).filter((guess) => guess !== undefined).length;
}

describe('guessTurn(stored, used) of digits drawn by code', { timeout: patience }, () => {
  it.each(turns)('undoes %s, and says how well each is read', (turn) => {
    const stored = turnedImages(drawn, side, turn);
    const guess = guessTurn(stored, 'as-stored');
    if (turn === 'as-stored') return expect(guess).toBeUndefined();
    expect(guess?.turn).toBe(undoing(turn));
    expect(guess!.read).toBeGreaterThan(guess!.readAsUsed);
    expect(guessTurn(stored, undoing(turn))).toBeUndefined();
  });

  it('is for going back, too, where upright digits were turned', () => {
    expect(guessTurn(drawn, 'transpose')?.turn).toBe('as-stored');
  });

  it('holds for hasty digits, and for a few', () => {
    const hasty = generateDigits({ seed: 98, count: 600, strength: 1 });
    for (const some of [hasty, generateDigits({ seed: 97, count: 60 })]) {
      expect(guessTurn(some, 'as-stored')).toBeUndefined();
      expect(guessTurn(turnedImages(some, side, 'transpose'), 'as-stored')?.turn).toBe('transpose');
    }
  });

  it('is none for too few to be sure, for blank images, and for labels that are no digits', () => {
    const turned = turnedImages(drawn, side, 'transpose');
    const few = { ...turned, count: 5, labels: turned.labels.subarray(0, 5) };
    expect(guessTurn(few, 'as-stored')).toBeUndefined();
    expect(
      guessTurn({ ...drawn, pixels: new Uint8Array(drawn.pixels.length) }, 'as-stored'),
    ).toBeUndefined();
    expect(suggestedOfMixedLabels(turned, 20)).toBe(0);
  });
});

withMnist(
  `guessTurn of MNIST ${mnist ? '' : '(skipped: not in MNIST_DIR or ../shared)'}`,
  { timeout: patience },
  () => {
    // Not before: what is skipped is described all the same.
    let train: LabelledImages;
    beforeAll(async () => void ({ train } = await readDataSet(mnist!)));

    test.each(turns)('undoes %s', (turn) => {
      const stored = turnedImages(train, side, turn);
      expect(guessTurn(stored, undoing(turn))).toBeUndefined();
      if (turn === 'as-stored') return;
      const guess = guessTurn(stored, 'as-stored');
      expect(guess?.turn).toBe(undoing(turn));
      expect(guess!.read).toBeGreaterThan(guess!.readAsUsed);
    });

    test('none where the labels mean something else', () => {
      expect(suggestedOfMixedLabels(train, 30)).toBe(0);
    });
  },
);

describe('turnedDataSet(stored, turn)', () => {
  const test = generateDigits({ seed: 100, count: 30 });
  const stored = { name: 'your files', height: side, width: side, classes: 10, train: drawn, test };

  it('turns both splits, says so in the name, and suggests what reads better', () => {
    const turned = turnedDataSet(stored, 'transpose');
    expect(turned.name).toBe('your files (transpose)');
    expect(turned.train).toEqual(turnedImages(drawn, side, 'transpose'));
    expect(turned.test).toEqual(turnedImages(test, side, 'transpose'));
    expect(turned.turning).toMatchObject({ turn: 'transpose', better: { turn: 'as-stored' } });
  });

  it('leaves a set as it is stored, and has nothing to suggest for upright digits', () => {
    const same = turnedDataSet(stored, 'as-stored');
    expect(same).toEqual({ ...stored, turning: { turn: 'as-stored', better: undefined } });
  });
});
