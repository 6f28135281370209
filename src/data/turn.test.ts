import { describe, expect, it } from 'vitest';
import { sourcesOf, turnedImages, turns, type Turn } from './turn.ts';

/** `1 2 / 3 4`, as one image. */
const square = { count: 1, pixels: Uint8Array.of(1, 2, 3, 4), labels: Uint8Array.of(7) };

describe('turnedImages(images, side, turn)', () => {
  it.each<[Turn, number[]]>([
    ['as-stored', [1, 2, 3, 4]],
    ['transpose', [1, 3, 2, 4]],
    ['rotate-90', [3, 1, 4, 2]],
    ['rotate-180', [4, 3, 2, 1]],
    ['rotate-270', [2, 4, 1, 3]],
    ['flip-horizontal', [2, 1, 4, 3]],
    ['flip-vertical', [3, 4, 1, 2]],
    ['anti-transpose', [4, 2, 3, 1]],
  ])('%s', (turn, pixels) => {
    expect([...turnedImages(square, 2, turn).pixels]).toEqual(pixels);
  });

  it('turns each image by itself, into a copy, and leaves the labels', () => {
    const two = {
      count: 2,
      pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      labels: Uint8Array.of(7, 2),
    };
    const turned = turnedImages(two, 2, 'transpose');
    expect([...turned.pixels]).toEqual([1, 3, 2, 4, 5, 7, 6, 8]);
    expect([...two.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...turned.labels]).toEqual([7, 2]);
  });
});

it('the eight turns are all that there are: one after another is a third', () => {
  const side = 3;
  const places = new Set(turns.map((turn) => sourcesOf(turn, side).join()));
  expect(places.size).toBe(8);
  for (const first of turns)
    for (const second of turns) {
      const inner = sourcesOf(first, side);
      const both = sourcesOf(second, side).map((place) => inner[place]);
      expect(places, `${first}, then ${second}`).toContain(both.join());
    }
});

it('what undoes EMNIST is a flip and a rotation together', () => {
  // "inverted horizontally and rotated 90 anti-clockwise", of which the transpose is its own inverse.
  const pixels = Uint8Array.from({ length: 28 * 28 }, (_, k) => (k * 31) % 251);
  const upright = { count: 1, pixels, labels: Uint8Array.of(4) };
  const asEmnist = turnedImages(turnedImages(upright, 28, 'flip-horizontal'), 28, 'rotate-270');
  expect(turnedImages(asEmnist, 28, 'transpose')).toEqual(upright);
});
