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
    ['learningRate', '0,1', 0.1],
    ['learningRate', '101', undefined],
    ['learningRate', '1e-400', undefined],
    ['learningRate', 'NaN', undefined],
    ['batchSize', '-1', undefined],
    ['batchSize', '99999999', undefined],
    ['batchSize', '0,5', undefined],
    ['batchSize', '1,000', undefined],
    ['batchSize', '0x10', undefined],
    ['batchSize', '6 4', undefined],
    ['batchSize', 'NaN', undefined],
    ['batchSize', ' 64 ', 64],
    ['length', '0', undefined],
    ['length', '', undefined],
    ['digits', '99', undefined],
    ['digits', '120001', undefined],
    ['seed', '-1', undefined],
    ['seed', '4294967296', undefined],
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
      { parameter: 'seed', value: '', field: 'seed' },
    ]);
  });

  it.each([
    ['batch=0', 'batchSize', '0'],
    ['rate=-1', 'learningRate', '-1'],
    ['epochs=0%2C5', 'length', '0,5'],
    ['digits=1e9', 'digits', '1e9'],
    ['seed=NaN', 'seed', 'NaN'],
  ] as const)('falls back from %s and tells of which field it was', (search, field, value) => {
    const [parameter] = search.split('=');
    expect(readQuery(`?${search}`)).toEqual({
      form: defaultForm,
      misread: [{ parameter, value, field }],
    });
  });

  it('writes a number as it is used, and cuts what is longer than any number', () => {
    expect(readQuery('?batch=1e2&rate=0%2C5').form).toEqual({
      ...{ ...defaultForm, batchSize: '100', learningRate: '0.5' },
    });
    const [{ value }] = readQuery(`?seed=${'9'.repeat(100_000)}`).misread;
    expect(value).toMatch(/^9{24}…$/);
  });

  it('takes no epochs for a recipe that counts updates, nor the other way round', () => {
    const sprint = readQuery('?recipe=sprint&epochs=3');
    expect(sprint.form.length).toBe(recipeFields('sprint').length);
    expect(sprint.misread).toEqual([{ parameter: 'epochs', value: '3' }]);
    expect(readQuery('?updates=3').misread).toEqual([{ parameter: 'updates', value: '3' }]);
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
