/** The command line of `npm run train`, checked. */
import { parseArgs } from 'node:util';
import { backendIds, type BackendChoice } from '#training/worker/backends.ts';
import { recipeIds, type RecipeId } from '#training/run/recipes.ts';
import { movingMeanWindow } from '#training/run/history.ts';

export const help = `Usage: npm run train -- [options]

Trains the article's network in the terminal, as the page /training/ does in a tab.

  --recipe NAME        ${recipeIds.join(', ')} (default: modern)
  --epochs N           passes over the training set, in place of the recipe's
  --seed S             decides first weights and order of images (default: 1)
  --learning-rate R    in place of the recipe's
  --batch-size N       in place of the recipe's
  --data DIR           folder with MNIST's four IDX files or mnist_all.mat
  --digits N           train on N generated digits instead
  --limit N            use the first N training images only
  --holdout N          test on the last N training images, which are then not trained on,
                       and leave the test images alone: for choosing settings
  --backend NAME       auto, ${backendIds.join(', ')} (default: auto)
  --json               last of all print one line of JSON; everything else goes to stderr
  --help               show this

Without --data and --digits: the folder that MNIST_DIR names, else public/data/mnist, else generated digits.
In the JSON, trainLoss is the mean over the images of the last ${movingMeanWindow} updates, each before its own move, and imagesPerSecond
and seconds leave out loading; seconds count tests, imagesPerSecond does not. A run that breaks says so in
"broken", and its accuracy and loss are null.`;

export interface Flags {
  readonly recipe: RecipeId;
  readonly seed: number;
  readonly epochs?: number;
  readonly learningRate?: number;
  readonly batchSize?: number;
  readonly data?: string;
  readonly digits?: number;
  readonly limit?: number;
  readonly holdout?: number;
  readonly backend: BackendChoice;
  readonly json: boolean;
  readonly help: boolean;
}

/** Something about the command line that the user can put right. */
export class FlagError extends Error {
  override name = 'FlagError';
}

const text = { type: 'string' } as const;
const options = {
  ...{ recipe: text, epochs: text, seed: text, 'learning-rate': text, 'batch-size': text },
  ...{ data: text, digits: text, limit: text, holdout: text, backend: text },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Throws FlagError: which flag is wrong, and what was expected. */
export function parseFlags(args: readonly string[]): Flags {
  const values = parsed(args);
  if (values.data !== undefined && values.digits !== undefined)
    throw new FlagError('--data and --digits exclude each other');
  return {
    recipe: oneOf('recipe', values.recipe ?? 'modern', recipeIds),
    backend: oneOf('backend', values.backend ?? 'auto', ['auto', ...backendIds] as const),
    seed: wholeNumber('seed', values.seed, 0) ?? 1,
    ...given('epochs', wholeNumber('epochs', values.epochs, 1)),
    ...given('batchSize', wholeNumber('batch-size', values['batch-size'], 1)),
    ...given('digits', wholeNumber('digits', values.digits, 1)),
    ...given('limit', wholeNumber('limit', values.limit, 1)),
    ...given('holdout', wholeNumber('holdout', values.holdout, 1)),
    ...given('learningRate', rate('learning-rate', values['learning-rate'])),
    ...given('data', values.data),
    json: values.json,
    help: values.help,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    // Node's message goes on about `--`, which helps nobody here.
    const [message] = (error as Error).message.split(/\.?\s*\n|\. /);
    throw new FlagError(`${message}; see --help`);
  }
}

const given = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };

function oneOf<Choice extends string>(flag: string, value: string, all: readonly Choice[]): Choice {
  const found = all.find((choice) => choice === value);
  if (found === undefined)
    throw new FlagError(`--${flag}: no ${value}; expected one of ${all.join(', ')}; see --help`);
  return found;
}

/** Seeds are 32 bits; the other counts never come near. */
const largest = 2 ** 32 - 1;

function wholeNumber(flag: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > largest)
    throw new FlagError(`--${flag}: expected a whole number from ${least} on; got ${value}`);
  return number;
}

function rate(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() === '' || !(number > 0) || !Number.isFinite(number))
    throw new FlagError(`--${flag}: expected a number above 0; got ${value}`);
  return number;
}
