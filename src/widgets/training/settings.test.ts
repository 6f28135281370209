import { recipeFields } from './settings.ts';
import { describe, expect, it } from 'vitest';
import { recipes, recipeIds } from '#training/run/recipes.ts';
import { readQuery } from './query.ts';
import { defaultForm, readNumber, readRecipe } from './settings.ts';

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

  it('takes a turn for the first files, and says so of one that there is not', () => {
    expect(readQuery('?turn=transpose').form).toEqual({ ...defaultForm, turn: 'transpose' });
    const { form, misread } = readQuery('?turn=Transpose');
    expect(form).toEqual(defaultForm);
    expect(misread).toEqual([{ parameter: 'turn', value: 'Transpose' }]);
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
