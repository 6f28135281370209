/**
 * Settings in the address: `?recipe=article&seed=3&data=generated&digits=2000`. Unknown values fall back. `turn` is for
 * the first files that are given.
 */
import { turns } from '#data/turn.ts';
import { backendIds } from '#training/worker/backends.ts';
import { recipeIds } from '#training/run/recipes.ts';
import {
  countsUpdates,
  dataChoices,
  defaultForm,
  readNumber,
  recipeFields,
  tidied,
  type Form,
  type NumberField,
} from './settings.ts';

/** A parameter that was not understood, as it stands in the address. */
export interface Misread {
  readonly parameter: string;
  /** Cut where it is long. */
  readonly value: string;
  /** Of a number: where it belongs. */
  readonly field?: NumberField;
}

/** Letters of a value that are shown: more than any right value has. */
const mostLetters = 24;

const misreading = (parameter: string, value: string, field?: NumberField): Misread => ({
  parameter,
  value: value.length > mostLetters ? `${value.slice(0, mostLetters)}…` : value,
  ...(field && { field }),
});

const numbers: Readonly<Record<string, NumberField>> = {
  digits: 'digits',
  rate: 'learningRate',
  batch: 'batchSize',
  epochs: 'length',
  updates: 'length',
  seed: 'seed',
};

/** Files cannot come from an address. */
const data = dataChoices.filter((choice) => choice !== 'files');

/** Reads a query string; what it does not name, or names wrongly, is the default. Other parameters are not ours. */
export function readQuery(search: string): { form: Form; misread: Misread[] } {
  const query = new URLSearchParams(search);
  const misread: Misread[] = [];
  function choice<Choice extends string>(
    parameter: string,
    all: readonly Choice[],
    usual: Choice,
  ): Choice {
    const value = query.get(parameter);
    const found = all.find((one) => one === value);
    if (value !== null && found === undefined) misread.push(misreading(parameter, value));
    return found ?? usual;
  }
  const recipe = choice('recipe', recipeIds, defaultForm.recipe);
  const form: Form = {
    ...{ ...defaultForm, recipe, ...recipeFields(recipe) },
    data: choice('data', data, defaultForm.data as (typeof data)[number]),
    turn: choice('turn', turns, defaultForm.turn),
    backend: choice('backend', ['auto', ...backendIds], defaultForm.backend),
  };
  // A recipe is as long as it has epochs or updates, not both.
  const otherLength = countsUpdates(recipe) ? 'epochs' : 'updates';
  const typed: Partial<Record<NumberField, string>> = {};
  for (const [parameter, field] of Object.entries(numbers)) {
    const value = query.get(parameter);
    if (value === null) continue;
    if (parameter === otherLength) misread.push(misreading(parameter, value));
    else if (readNumber(field, value) === undefined)
      misread.push(misreading(parameter, value, field));
    else typed[field] = value;
  }
  return { form: tidied({ ...form, ...typed }), misread };
}
