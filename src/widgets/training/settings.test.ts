import { describe, expect, it, test } from 'vitest';
import { Network } from '#engine/network.ts';
import { sizeOf } from '#engine/tensor.ts';
import { recipes, recipeIds } from '#training/run/recipes.ts';
import { count } from '#words/quantities.ts';
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

test('the note on pocket counts its parameters as the engine does, in both languages', () => {
  const shapes = Object.values(new Network(recipes.pocket.network).parameterShapes);
  const parameters = count(
    shapes.map(sizeOf).reduce((sum, size) => sum + size),
    'en',
  );
  for (const { recipeNotes } of Object.values(strings))
    expect(recipeNotes.pocket).toContain(parameters);
});
