/** The flags of `npm run train`. */
import { movingMeanWindow } from '#training/run/history.ts';
import { recipeIds } from '#training/run/recipes.ts';
import { turns } from '#data/turn.ts';
import { backendIds } from '#training/worker/backends.ts';
import {
  CommandError,
  numberAbove,
  oneOf,
  text,
  toggle,
  wholeNumber,
  type Values,
} from '../flags.ts';

/** Random numbers are drawn from 32 bits. */
const largestSeed = 2 ** 32 - 1;
/** Beyond the largest set that is read, EMNIST's 280,000. */
const mostImages = 1_000_000;

/** As wide as the fields of the page /training/ and its recipes allow. */
export const trainFlags = {
  recipe: oneOf(recipeIds, '(default: modern)'),
  epochs: wholeNumber(1, 100_000, "passes over the training set, in place of the recipe's"),
  seed: wholeNumber(0, largestSeed, 'decides first weights and order of images (default: 1)'),
  'learning-rate': numberAbove(0, 100, "in place of the recipe's"),
  'batch-size': wholeNumber(1, 1024, "in place of the recipe's"),
  data: text(
    'PATH',
    "folder with MNIST's four IDX files, mnist.npz or mnist_all.mat, or one of the last two",
  ),
  turn: oneOf(
    turns,
    '(default: as-stored)\nhow the images of the files are turned, clockwise; EMNIST needs transpose',
  ),
  digits: wholeNumber(1, 120_000, 'train on N generated digits instead'),
  drawn: wholeNumber(
    1,
    mostImages,
    'train on N digits drawn as on the pad, too: what a pad shows is not in MNIST',
  ),
  limit: wholeNumber(1, mostImages, 'use the first N training images only'),
  holdout: wholeNumber(
    1,
    mostImages,
    'test on the last N training images, which are then not trained on,\n' +
      'and leave the test images alone: for choosing settings',
  ),
  backend: oneOf(['auto', ...backendIds], '(default: auto)'),
  save: text(
    'FILE',
    'write the weights to FILE, which ends in .safetensors, and where they come\n' +
      'from to a JSON beside it',
  ),
  seeds: wholeNumber(
    1,
    100,
    'with --save: train N seeds from --seed on, for the mean in the JSON\n' +
      '(default: 5); the first is saved',
  ),
  json: toggle('last of all print one line of JSON; everything else goes to stderr'),
} as const;

export type TrainFlags = Values<typeof trainFlags>;

export const notes = `Without --data and --digits: the folder that MNIST_DIR names, else public/data/mnist, else generated digits.
In the JSON, trainLoss is the mean over the images of the last ${movingMeanWindow} updates, each before its own move, and
imagesPerSecond and seconds leave out loading; seconds count tests, imagesPerSecond does not. A run that breaks says
so in "broken", and its accuracy and loss are null.`;

/** Throws CommandError for flags that do not go together. */
export function checkTogether({ data, digits, turn, save, seed = 1, seeds }: TrainFlags): void {
  if (data !== undefined && digits !== undefined)
    throw new CommandError('--data and --digits exclude each other');
  if (turn !== undefined && digits !== undefined)
    throw new CommandError('--turn and --digits exclude each other: drawn digits stand upright');
  if (seeds !== undefined && save === undefined)
    throw new CommandError('--seeds: needs --save, which says what they are for');
  if (seed + (seeds ?? 1) - 1 > largestSeed)
    throw new CommandError(`--seeds: the last of ${seeds} from ${seed} on is above ${largestSeed}`);
}
