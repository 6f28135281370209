import { describe, expect, test } from 'vitest';
import { readGoldens } from '#tests/goldens/goldens.ts';
import { boxMuller, mulberry32, normal12, shuffle, shuffledIndices, uniform } from './random.ts';

/** Math.log and Math.cos may differ in their last digit from one engine to another. */
const boxMullerDigits = 14;

describe.each(readGoldens('prng'))('$name', ({ attrs, outputs }) => {
  const seed = attrs['seed'] as number;
  const draw = <T>(count: number, next: (random: () => number) => T): T[] => {
    const random = mulberry32(seed);
    return Array.from({ length: count }, () => next(random));
  };

  test('mulberry32 to the bit', () => {
    const expected = outputs['u32'].data;
    expect(draw(expected.length, (random) => random())).toEqual(expected);
  });

  test('uniform to the bit', () => {
    const expected = outputs['uniform'].data;
    expect(draw(expected.length, uniform)).toEqual(expected);
  });

  test('normal12 to the bit', () => {
    const expected = outputs['normal12'].data;
    expect(draw(expected.length, normal12)).toEqual(expected);
  });

  test('boxMuller to 14 digits', () => {
    const expected = outputs['box_muller'].data;
    draw(expected.length, boxMuller).forEach((value, at) =>
      expect(value).toBeCloseTo(expected[at], boxMullerDigits),
    );
  });
});

describe('shuffle(items, random)', () => {
  test('keeps every item, in place', () => {
    const items = Array.from({ length: 100 }, (_, item) => item);
    const shuffled = shuffle(items, mulberry32(5));
    expect(shuffled).toBe(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, k) => k));
  });

  test.each([0, 1])('leaves %i items as they are', (count) => {
    expect([...shuffledIndices(count, 1)]).toEqual(Array.from({ length: count }, (_, k) => k));
  });

  test('puts every item in every place equally often', () => {
    const rounds = 6000;
    const seen = Array.from({ length: 16 }, () => 0);
    const random = mulberry32(11);
    for (let round = 0; round < rounds; round++)
      shuffle([0, 1, 2, 3], random).forEach((item, place) => seen[4 * item + place]++);
    // 1500 expected in each of 16 cells, standard deviation 34; five of them are as good as never.
    for (const count of seen) expect(Math.abs(count - rounds / 4)).toBeLessThan(170);
  });

  test('is the same for the same seed and another for another', () => {
    expect(shuffledIndices(50, 3)).toEqual(shuffledIndices(50, 3));
    expect(shuffledIndices(50, 3)).not.toEqual(shuffledIndices(50, 4));
  });

  test('the order of a seed never changes', () => {
    expect([...shuffledIndices(10, 42)]).toMatchInlineSnapshot(`
      [
        0,
        7,
        3,
        5,
        2,
        1,
        8,
        9,
        4,
        6,
      ]
    `);
  });
});
