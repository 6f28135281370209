import { describe, expect, it } from 'vitest';
import { recipes, recipeIds } from '#training/run/recipes.ts';
import { accuracyText, durationText, lossText, rateText } from './format.ts';
import { readQuery } from './query.ts';
import { defaultForm, readNumber, readRecipe, recipeFields } from './settings.ts';
import { strings } from './strings.ts';

describe('readNumber(field, text)', () => {
  it.each([
    ['seed', '', undefined],
    ['seed', ' ', undefined],
    ['seed', '0', 0],
    ['seed', '1e3', 1000],
    ['seed', '0.5', undefined],
    ['batchSize', '0', undefined],
    ['batchSize', '1024', 1024],
    ['batchSize', '1025', undefined],
    ['learningRate', '0', undefined],
    ['learningRate', '-0.1', undefined],
    ['learningRate', '1e-5', 1e-5],
    ['learningRate', 'Infinity', undefined],
    ['learningRate', '0,1', undefined],
  ] as const)('%s %j is %s', (field, text, number) => {
    expect(readNumber(field, text)).toBe(number);
  });
});

describe('readRecipe(form)', () => {
  it('gives back every recipe from its own fields', () => {
    for (const recipe of recipeIds)
      expect(readRecipe({ ...defaultForm, recipe, ...recipeFields(recipe) })).toEqual({
        ...{ recipe: recipes[recipe], seed: 1 },
      });
  });

  it('counts updates where the recipe does', () => {
    const sprint = { ...defaultForm, recipe: 'sprint', length: '50' } as const;
    expect(readRecipe(sprint)?.recipe.length).toEqual({ updates: 50 });
  });
});

describe('readQuery(search)', () => {
  it('leaves out what it does not name and ignores what is not its own', () => {
    expect(readQuery('?utm_source=x#y')).toEqual({ form: defaultForm, misread: [] });
  });

  it('cannot open files, and says so', () => {
    const { form, misread } = readQuery('?data=files&recipe=Modern&seed=&batch=64');
    expect(form).toEqual({ ...defaultForm, batchSize: '64' });
    expect(misread).toEqual([
      { parameter: 'recipe', value: 'Modern' },
      { parameter: 'data', value: 'files' },
      { parameter: 'seed', value: '' },
    ]);
  });
});

describe('formats', () => {
  it('write accuracies as shares with four digits', () => {
    expect(accuracyText(undefined)).toBe('–');
    expect(accuracyText(0.97344)).toBe('0.9734');
    expect(accuracyText(1)).toBe('1.0000');
  });

  it('write losses of every size', () => {
    expect([undefined, 0.01234, 67.31, 269.24, 7.2e35].map(lossText)).toEqual([
      '–',
      '0.0123',
      '67.3100',
      '269.2',
      '7.2e35',
    ]);
  });

  it('write rates whole and durations in two units', () => {
    expect([0, 26_054.3].map(rateText)).toEqual(['–', '26054']);
    expect([0.2, 59.5, 65, 3600].map(durationText)).toEqual([
      '1 s',
      '1 min 00 s',
      '1 min 05 s',
      '1 h 00 min',
    ]);
  });
});

describe('strings', () => {
  it('have the same keys in every language', () => {
    const keys = (table: object): unknown[] =>
      Object.entries(table).map(([key, value]) =>
        typeof value === 'object' ? [key, keys(value as object)] : [key, typeof value],
      );
    expect(keys(strings['zh-cn'])).toEqual(keys(strings.en));
  });
});
