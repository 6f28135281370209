import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { generateDigits } from '#data/digits/generated-data-set.ts';
import { encodeGreyPng } from './png.ts';
import { classes, sortByClass, transfer } from './transfer.ts';

describe('encodeGreyPng(pixels, width, height)', () => {
  it('writes header, filterless rows and end', () => {
    const png = encodeGreyPng(Uint8Array.of(0, 128, 255, 1, 2, 3), 3, 2);
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([3, 2, 8, 0]);
    const length = png.readUInt32BE(33);
    expect(png.toString('latin1', 37, 41)).toBe('IDAT');
    expect([...inflateSync(png.subarray(41, 41 + length))]).toEqual([0, 0, 128, 255, 0, 1, 2, 3]);
    // The check of the empty end chunk is the same in every PNG.
    expect(png.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
  });
});

describe('sortByClass(tests)', () => {
  it('lays the sets behind one another, ordered by class, with the rows where classes begin', () => {
    const one = generateDigits({ seed: 1, count: 30 });
    const two = generateDigits({ seed: 2, count: 20 });
    const { images, ranges } = sortByClass({ one, two });
    expect(ranges['one']).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30]);
    expect(ranges['two']).toEqual([30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50]);
    expect([...images.labels.subarray(30, 34)]).toEqual([0, 0, 1, 1]);
    const first = two.labels.indexOf(0);
    expect(images.pixels.subarray(30 * 784, 31 * 784)).toEqual(
      two.pixels.subarray(first * 784, (first + 1) * 784),
    );
  });
});

describe('transfer(train, tests, epochs, seed)', () => {
  it('learns generated digits better than chance and reads each class of each set', async () => {
    const train = generateDigits({ seed: 1, count: 2000, strength: 0.3 });
    const heldOut = generateDigits({ seed: 2, count: 200, strength: 0.3 });
    const { readings } = await transfer(train, { heldOut }, 2, 1);
    // Two passes over 2,000 easy digits: far from done, far above one in ten.
    expect(readings['heldOut'].accuracy).toBeGreaterThan(0.5);
    expect(readings['heldOut'].perClass).toHaveLength(classes);
  });
});
