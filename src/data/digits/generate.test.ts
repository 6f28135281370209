import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { factorNames, type FactorName } from './factors.ts';
import { drawDigit, labelAt, paintDigit, pixelCount, type DigitOptions } from './generate.ts';
import { boxSize, digitSize } from './raster.ts';
import { digitSlices, generateDigits, generatedDataSet, splitSeeds } from './generated-data-set.ts';

const sample = generateDigits({ seed: 1, count: 2000 });
const image = (index: number) =>
  sample.pixels.subarray(index * pixelCount, (index + 1) * pixelCount);

function generateDigit(seed: number, index: number, options?: DigitOptions) {
  const label = labelAt(seed, index);
  const pixels = new Uint8Array(pixelCount);
  paintDigit(drawDigit(label, seed, index, options), pixels);
  return { label, pixels };
}

/** Rows and columns with ink, and the centre of mass in pixels. */
function inkOf(pixels: Uint8Array) {
  let [mass, h0, h1, w0, w1, massH, massW] = [0, digitSize, -1, digitSize, -1, 0, 0];
  for (let h = 0; h < digitSize; h++)
    for (let w = 0; w < digitSize; w++) {
      const value = pixels[h * digitSize + w];
      if (value === 0) continue;
      mass += value;
      massH += value * h;
      massW += value * w;
      [h0, h1] = [Math.min(h0, h), Math.max(h1, h)];
      [w0, w1] = [Math.min(w0, w), Math.max(w1, w)];
    }
  return { mass, height: h1 - h0 + 1, width: w1 - w0 + 1, h: massH / mass, w: massW / mass };
}

describe('the digit at (seed, index)', () => {
  it('gives the same digit in any order', () => {
    for (const index of [7, 1999, 0, 7])
      expect(generateDigit(1, index)).toEqual({
        label: sample.labels[index],
        pixels: new Uint8Array(image(index)),
      });
  });

  it('gives other digits for other seeds and other indices', () => {
    const drawn = [0, 1, 2, 3].flatMap((seed) =>
      [0, 1, 2, 3].map((index) => {
        const pixels = new Uint8Array(pixelCount);
        pixels.set(generateDigit(seed, index).pixels);
        return pixels.join();
      }),
    );
    expect(new Set(drawn).size).toBe(16);
  });

  it('keeps the label when factors change', () => {
    for (let index = 0; index < 20; index++)
      expect(generateDigit(1, index, { strength: 1, factors: { slant: 0 } }).label).toBe(
        labelAt(1, index),
      );
  });

  it('draws every class exactly once in each ten', () => {
    for (let deck = 0; deck < sample.count; deck += 10)
      expect([...sample.labels.subarray(deck, deck + 10)].sort()).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      ]);
    expect(sample.labels.subarray(0, 10)).not.toEqual(sample.labels.subarray(10, 20));
  });
});

describe('normalisation', () => {
  it('fits the ink into 20 x 20 pixels and fills the longer side', () => {
    for (let index = 0; index < sample.count; index++) {
      const { height, width } = inkOf(image(index));
      // A soft edge reaches half a pixel beyond the pen's radius on each side.
      expect(Math.max(height, width)).toBeLessThanOrEqual(boxSize + 2);
      expect(Math.max(height, width)).toBeGreaterThanOrEqual(boxSize - 1);
    }
  });

  it('puts the centre of mass within half a pixel of (14, 14), or the box at the edge', () => {
    // Bytes are rounded after the shift is chosen: a hundredth of a pixel of slack.
    const halfPixel = 0.5 + 0.01;
    let atEdge = 0;
    for (let index = 0; index < sample.count; index++) {
      const { h, w } = inkOf(image(index));
      if (Math.max(Math.abs(h - 14), Math.abs(w - 14)) > halfPixel) atEdge++;
    }
    // Lopsided 7s and 9s, about one digit in two hundred.
    expect(atEdge).toBeLessThanOrEqual(sample.count / 100);
  });
});

describe('factors', () => {
  const drawn = (factors: Partial<Record<FactorName, number>>) =>
    Array.from({ length: 40 }, (_, index) => generateDigit(5, index, { factors }).pixels.join());

  for (const name of factorNames)
    it(`${name} changes the digits when switched off`, () => {
      expect(drawn({ [name]: 0 })).not.toEqual(drawn({}));
    });

  it('leave only the first key of the first family when all are off', () => {
    const off = Object.fromEntries(factorNames.map((name) => [name, 0]));
    const plain = [0, 1].map((index) => drawDigit(3, 9, index, { strength: 0, factors: off }));
    expect(plain[0]).toEqual(plain[1]);
  });

  it('leave the rest of the hand alone: without slant the pen stays the same', () => {
    const radii = (slant: number) => drawDigit(4, 9, 3, { factors: { slant } }).radii;
    expect(radii(0)).toEqual(radii(2));
  });
});

describe('the first 2,000 digits of seed 1', () => {
  it('are these bytes', () => {
    const hash = createHash('sha256').update(sample.pixels).update(sample.labels).digest('hex');
    expect(hash).toMatchInlineSnapshot(
      `"5e13e9d5693ed6006e386e9027bcade18b62602b1c0ca39d73c5b927854f2dc2"`,
    );
  });

  // Beside the hash, because the standard leaves the last digit of sin, exp, log and pow to the engine: one byte more or
  // less in a few pixels is no fault. A thousandth is ten times what one byte in each inked pixel would do to the means.
  it('look alike where the last digits of sin and exp differ', () => {
    let [sum, squares, inked, full] = [0, 0, 0, 0];
    for (const byte of sample.pixels) {
      sum += byte / 255;
      squares += (byte / 255) ** 2;
      inked += byte > 0 ? 1 : 0;
      full += byte === 255 ? 1 : 0;
    }
    const n = sample.pixels.length;
    const mean = sum / n;
    const statistics = [mean, Math.sqrt(squares / n - mean ** 2), inked / n, full / n];
    expect(statistics.map((value) => value.toFixed(3))).toMatchInlineSnapshot(`
      [
        "0.132",
        "0.311",
        "0.183",
        "0.075",
      ]
    `);
  });
});

describe('sets of digits', () => {
  it('come in slices that tell how many there are', () => {
    expect([...digitSlices({ seed: 1, count: 250 })]).toEqual([100, 200, 250]);
  });

  it('have train and test digits from different seeds', () => {
    const set = generatedDataSet({ trainCount: 30, testCount: 20, seed: 4 });
    expect(set).toMatchObject({ height: 28, width: 28, classes: 10 });
    expect(set.train.count).toBe(30);
    expect(set.test.pixels).toEqual(generateDigits({ seed: splitSeeds(4).test, count: 20 }).pixels);
    const seeds = [0, 1, 2, 3].flatMap((seed) => Object.values(splitSeeds(seed)));
    expect(new Set(seeds).size).toBe(8);
  });

  it('refuse a count that is not a whole number', () => {
    expect(() => generateDigits({ seed: 1, count: 2.5 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: generated digits: count must be a whole number >= 0; got 2.5]`,
    );
  });
});
