import { describe, expect, it } from 'vitest';
import { factorNames } from '#data/digits/factors.ts';
import { drawDigit, paintDigit, pixelCount } from '#data/digits/generate.ts';
import { examples } from './examples.ts';
import { columns, createDigitFactors, rows } from './model.ts';
import { groups, strings } from './strings.ts';

describe('createDigitFactors()', () => {
  it('shows what the generator draws at its natural settings', () => {
    const { sheet } = createDigitFactors();
    expect(sheet.value.pixels).toHaveLength(rows * columns * pixelCount);
    const second = new Uint8Array(pixelCount);
    paintDigit(drawDigit(1, 1, 1), second);
    expect(sheet.value.pixels.subarray(pixelCount, 2 * pixelCount)).toEqual(second);
  });

  it('redraws for a dial, the strength and another seed, and comes back to the same digits', () => {
    const model = createDigitFactors();
    const first = model.sheet.value;
    for (const change of [
      () => model.toggle('slant'),
      () => (model.strength.value = 0.3),
      model.reseed,
    ]) {
      const before = model.sheet.value.pixels;
      change();
      expect(model.sheet.value.pixels).not.toEqual(before);
    }
    model.seed.value = 1;
    model.choose('natural');
    expect(model.sheet.value).toEqual(first);
  });

  it('says which factors are off and which are not natural', () => {
    const model = createDigitFactors();
    model.toggle('width');
    model.factors.warp.value = 1.5;
    expect(model.off.value).toEqual(['width']);
    expect(model.changed.value).toEqual(['warp']);
    model.toggle('width');
    expect(model.off.value).toEqual([]);
  });

  it('writes each digit in one way where families are off', () => {
    const model = createDigitFactors();
    model.choose('one-way');
    const { families } = model.sheet.value;
    for (let column = 0; column < columns; column++)
      expect(families[column + columns]).toBe(families[column]);
  });

  for (const { id } of examples)
    it(`draws ink for every digit of the example ${id}`, () => {
      const model = createDigitFactors();
      model.choose(id);
      const { pixels } = model.sheet.value;
      for (let index = 0; index < rows * columns; index++)
        expect(
          pixels
            .subarray(index * pixelCount, (index + 1) * pixelCount)
            .some((byte) => byte === 255),
        ).toBe(true);
    });

  it('refuses an example that is not there', () => {
    expect(() => createDigitFactors().choose('tidy')).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: digit-factors: unknown example tidy]`,
    );
  });
});

describe('words', () => {
  it('name every factor once in the panel', () => {
    expect(groups.flatMap(({ factors }) => factors).sort()).toEqual([...factorNames].sort());
  });

  it('tell what the sheet shows', () => {
    expect(strings.en.sheet(3, '0.70', ['slant'], ['warp'])).toMatchInlineSnapshot(
      `"Thirty generated digits, three of each from 0 to 9. Seed 3, strength 0.70. Switched off: slant. Not at their natural range: warp."`,
    );
  });
});
