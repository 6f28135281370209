import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { DataError } from './data-error.ts';
import { idxKind } from './idx-form.ts';
import { parseIdxImages, parseIdxLabels, writeIdxImages, writeIdxLabels } from './idx.ts';

const images = {
  count: 2,
  height: 2,
  width: 3,
  pixels: Uint8Array.from({ length: 12 }, (_, n) => n),
};
const named = (bytes: Uint8Array) => ({ name: 'a-idx', bytes });

test('writeIdxImages writes the magic number, three extents and the pixels', () => {
  const bytes = writeIdxImages(images);
  expect([...bytes.subarray(0, 17)]).toEqual([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0]);
  expect(idxKind(bytes)).toBe('images');
});

test('parseIdxImages and parseIdxLabels read what the writers wrote, at any place in a buffer', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
      fc.nat(9),
      ([count, height, width], start) => {
        const size = count * height * width;
        const pixels = Uint8Array.from({ length: size }, (_, n) => n);
        const bytes = writeIdxImages({ count, height, width, pixels });
        const buffer = new Uint8Array(start + bytes.length);
        buffer.set(bytes, start);
        expect(parseIdxImages(named(buffer.subarray(start)))).toEqual({
          count,
          height,
          width,
          pixels,
        });
        expect(parseIdxLabels(named(writeIdxLabels(pixels)))).toEqual(pixels);
      },
    ),
    { seed: 1 },
  );
});

test('parseIdxImages(file) and parseIdxLabels(file) say what they found instead', () => {
  const told = (name: string, bytes: Uint8Array) => ({ name, bytes });
  const labels = writeIdxLabels(images.pixels);
  expect(() => parseIdxImages(told('images', labels))).toThrowErrorMatchingInlineSnapshot(
    `[DataError: images: its name says images, but it holds labels; rename it]`,
  );
  expect(() =>
    parseIdxLabels(told('labels', writeIdxImages(images))),
  ).toThrowErrorMatchingInlineSnapshot(
    `[DataError: labels: its name says labels, but it holds images; rename it]`,
  );
  const floats = Uint8Array.of(0, 0, 0x0d, 3, 0, 0, 0, 1);
  expect(() => parseIdxImages(told('images', floats))).toThrowErrorMatchingInlineSnapshot(
    `[DataError: images: an IDX file of float32 numbers with 3 axes; expected uint8 with 3 axes (images) or 1 (labels)]`,
  );
  expect(() => parseIdxImages(named(new Uint8Array()))).toThrowErrorMatchingInlineSnapshot(
    `[DataError: a-idx: empty; get the file again]`,
  );
  const page = new TextEncoder().encode('<!doctype html>');
  expect(() => parseIdxLabels(named(page))).toThrowErrorMatchingInlineSnapshot(
    `[DataError: a-idx: a web page, saved in place of the data; download the file itself]`,
  );
});

test('parseIdxImages(file) names a file cut short in its header', () => {
  const bytes = writeIdxImages(images).subarray(0, 11);
  expect(() => parseIdxImages(named(bytes))).toThrowErrorMatchingInlineSnapshot(
    `[DataError: a-idx: cut short inside its header; it has 11 bytes, expected at least 16]`,
  );
});

test('parseIdxImages(file) names a file that is too short or too long for its header', () => {
  const bytes = writeIdxImages(images);
  expect(() => parseIdxImages(named(bytes.subarray(0, 27)))).toThrowErrorMatchingInlineSnapshot(
    `[DataError: a-idx: its header promises 2 images of 2 x 3 pixels; it has 27 bytes, expected 28]`,
  );
  expect(() => parseIdxImages(named(Uint8Array.of(...bytes, 0)))).toThrow(
    'it has 29 bytes, expected 28',
  );
});

test('parseIdxLabels(file) names a file that is too short for its header', () => {
  const bytes = writeIdxLabels(images.pixels);
  expect(() => parseIdxLabels(named(bytes.subarray(0, 19)))).toThrowErrorMatchingInlineSnapshot(
    `[DataError: a-idx: its header promises 12 labels; it has 19 bytes, expected 20]`,
  );
});

test('parseIdxImages(file) refuses extents whose product does not fit in 32 bits', () => {
  const bytes = writeIdxImages(images);
  bytes.fill(0xff, 4, 16);
  expect(() => parseIdxImages(named(bytes))).toThrow('its header promises 4294967295 images');
});

test('parseIdxImages(file) of damaged bytes is a DataError, or images of the promised size', () => {
  const whole = writeIdxImages(images);
  fc.assert(
    fc.property(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
      (length, changes) => {
        const bytes = whole.slice(0, length);
        for (const [position, value] of changes) if (position < length) bytes[position] = value;
        for (const parse of [parseIdxImages, parseIdxLabels]) {
          try {
            const read = parse(named(bytes));
            if ('pixels' in read)
              expect(read.pixels.length).toBe(read.count * read.height * read.width);
            else expect(read.length).toBe(length - 8);
          } catch (error) {
            expect(error).toBeInstanceOf(DataError);
          }
        }
      },
    ),
    { seed: 1, numRuns: 2000 },
  );
});
