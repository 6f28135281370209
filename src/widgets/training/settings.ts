/** The reader's settings as typed, what is wrong with them, and the run that they describe. */
import type { Turn } from '#data/turn.ts';
import type { BackendChoice } from '#training/worker/backends.ts';
import { recipes, type Recipe, type RecipeId } from '#training/run/recipes.ts';
import { readNumber as readTyped, readWhole } from '#words/typed.ts';

/** `mixed` trains on generated digits and tests on the site's MNIST. */
export const dataChoices = ['mnist', 'generated', 'mixed', 'files'] as const;
export type DataChoice = (typeof dataChoices)[number];

/** Text fields hold what was typed, right or wrong. */
export interface Form {
  readonly data: DataChoice;
  readonly digits: string;
  /** Of the reader's own files. */
  readonly turn: Turn;
  readonly recipe: RecipeId;
  readonly learningRate: string;
  readonly batchSize: string;
  /** Epochs, or updates for a recipe that counts them. */
  readonly length: string;
  readonly seed: string;
  readonly backend: BackendChoice;
}

export const numberFields = ['digits', 'learningRate', 'batchSize', 'length', 'seed'] as const;
export type NumberField = (typeof numberFields)[number];

/** What a field takes; `isWhole` is false for the learning rate, which must be above `least`. */
export interface Range {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

const whole = (least: number, most: number): Range => ({ least, most, isWhole: true });

export const ranges: Readonly<Record<NumberField, Range>> = {
  digits: whole(100, 120_000),
  learningRate: { least: 0, most: 100, isWhole: false },
  batchSize: whole(1, 1024),
  length: whole(1, 100_000),
  seed: whole(0, 2 ** 32 - 1),
};

export const countsUpdates = (recipe: RecipeId): boolean => 'updates' in recipes[recipe].length;

/** Under which name a field stands in the page. */
export const nameOf = (field: NumberField, { recipe }: Form): NumberField | 'updates' =>
  field === 'length' && countsUpdates(recipe) ? 'updates' : field;

/** The fields that a recipe decides. */
export function recipeFields(id: RecipeId): Pick<Form, 'learningRate' | 'batchSize' | 'length'> {
  const { learningRate, batchSize, length } = recipes[id];
  return {
    learningRate: String(learningRate),
    batchSize: String(batchSize),
    length: String('updates' in length ? length.updates : length.epochs),
  };
}

export const defaultForm: Form = {
  data: 'mnist',
  digits: '20000',
  turn: 'as-stored',
  recipe: 'modern',
  ...recipeFields('modern'),
  seed: '1',
  backend: 'auto',
};

/** Reads one field; undefined where it is not a number in its range. */
export function readNumber(field: NumberField, text: string): number | undefined {
  const { least, most, isWhole } = ranges[field];
  if (isWhole) return readWhole(text, least, most);
  const number = readTyped(text);
  return number !== undefined && number > least && number <= most ? number : undefined;
}

/** With every number written as it is used: `1e3` as `1000`, `0,5` as `0.5`. What is none stays as it was typed. */
export function tidied(form: Form): Form {
  const numbers = numberFields.map((field) => [field, readNumber(field, form[field])] as const);
  const read = numbers.filter(([, number]) => number !== undefined);
  return { ...form, ...Object.fromEntries(read.map(([field, number]) => [field, String(number)])) };
}

/** The recipe with the reader's numbers and the seed; undefined while a field is wrong. */
export function readRecipe(form: Form): { recipe: Recipe; seed: number } | undefined {
  const learningRate = readNumber('learningRate', form.learningRate);
  const batchSize = readNumber('batchSize', form.batchSize);
  const length = readNumber('length', form.length);
  const seed = readNumber('seed', form.seed);
  if (learningRate === undefined || batchSize === undefined) return undefined;
  if (length === undefined || seed === undefined) return undefined;
  const counted = countsUpdates(form.recipe) ? { updates: length } : { epochs: length };
  return { recipe: { ...recipes[form.recipe], learningRate, batchSize, length: counted }, seed };
}

export const drawsDigits = (choice: DataChoice): boolean =>
  choice === 'generated' || choice === 'mixed';

/** The fields that hold no number in their range, and are asked for. */
export const wrongFields = (form: Form): NumberField[] =>
  numberFields.filter((field) => {
    const isAsked = field !== 'digits' || drawsDigits(form.data);
    return isAsked && readNumber(field, form[field]) === undefined;
  });
