/** The training page in English. */
import { movingMeanWindow } from '#training/run/history.ts';
import type { RecipeId } from '#training/run/recipes.ts';
import { count } from '#words/quantities.ts';
import type { DataChoice, NumberField, Range } from './settings.ts';

export const en = {
  label: 'Training',
  dataSet: 'Data set',
  data: {
    mnist: 'MNIST',
    generated: 'Generated digits',
    mixed: 'Generated digits, tested on MNIST',
    files: 'Your own files',
  } satisfies Record<DataChoice, string>,
  /** Below the menu, where the number of digits does not stand. */
  dataNotes: {
    mnist: 'Digits written by hand. This page fetches them from its own site.',
    files: 'Read from the files that you gave.',
  },
  absentOption: ' (not on this site)',
  noMnist: 'This site has no copy of MNIST.',
  drop: 'Drop the four IDX files of MNIST or Fashion-MNIST here, or mnist.npz or mnist_all.mat. They stay on your computer.',
  chooseFiles: 'Choose files',
  noFiles: 'There are no files to read: choose some, or drop them here.',
  retry: (name: string) => `Try again: ${name}`,
  fields: {
    digits: 'Digits to draw',
    learningRate: 'Learning rate',
    batchSize: 'Batch size',
    length: 'Epochs',
    updates: 'Updates',
    seed: 'Seed',
  } satisfies Record<NumberField | 'updates', string>,
  fieldErrors: {
    whole: ({ least, most }: Range) => `A whole number from ${least} to ${most}.`,
    positive: ({ most }: Range) => `A number above 0, at most ${most}.`,
  },
  settings: 'Settings',
  recipe: 'Recipe',
  recipes: {
    article: 'Article',
    modern: 'Modern',
    plain: 'Plain randn',
    sprint: 'Sprint',
    best: 'Best',
    pocket: 'Pocket',
  } satisfies Record<RecipeId, string>,
  recipeNotes: {
    article:
      'Nearly as the article trains: no ReLU after the convolutions, its own first weights, plain SGD, and pixels divided by 225.',
    modern:
      'ReLU after the convolutions, He’s first weights, Adam with a rate that falls in each epoch.',
    plain: 'The article’s riddle: kernels drawn from N(0, 1). Watch what happens to the loss.',
    sprint:
      'As few images as possible: two hundred updates with Adam at a high rate that falls to 0.',
    best: 'As far as this network goes: shifted images, weight decay, and fifteen epochs along a cosine.',
    pocket:
      'A network of 2,346 parameters: the article’s two convolutions, the second of half the width, and a single dense layer.',
  } satisfies Record<RecipeId, string>,
  backend: 'Computed by',
  fastest: 'the fastest that runs here',
  locked: 'Settings are fixed while a run stands. Press Reset to change them.',
  start: 'Start training',
  pause: 'Pause',
  resume: 'Resume',
  step: 'Train one batch',
  reset: 'Reset',
  testNow: 'Test now',
  check: 'Check this backend',
  progress: 'Progress',
  accuracy: 'Test accuracy',
  loss: 'Loss',
  rate: 'Images per second',
  epochOf: (epoch: number, epochs: number) => `epoch ${epoch} of ${epochs}`,
  updateOf: (update: number, updates: number) => `update ${update} of ${updates}`,
  left: (duration: string) => `${duration} left`,
  testing: (done: number, all: number) =>
    `testing, ${count(done, 'en')} of ${count(all, 'en')} images`,
  lossChart: 'Loss, in nats, on a logarithmic scale',
  accuracyChart: 'Accuracy',
  axisUpdates: 'updates',
  keyBatch: 'one batch, before its update',
  keyMean: `mean of the last ${movingMeanWindow} updates`,
  keyTraining: `training, mean of the last ${movingMeanWindow} updates`,
  keyTest: 'all test images',
  charts: 'Curves',
  tests: {
    title: 'The tests in numbers',
    none: 'None yet. All test images are read after each epoch, and when you ask for it.',
    epoch: 'epoch',
    update: 'update',
    accuracy: 'accuracy',
    loss: 'loss',
    thinned: (shown: number, all: number) =>
      `${count(shown, 'en')} of ${count(all, 'en')} tests, evenly spread, and the last.`,
  },
  firstLayer: 'What the first layer has learned',
  kernel: (d: number) => `kernel ${d}`,
  digit: (label: number) => `A test digit: ${label}`,
  nextDigit: 'Another digit',
  digitNote: (label: number, guess: number, sureness: string) =>
    `A ${label}. The network says ${guess}, with probability ${sureness}.`,
  digitLost: (label: number) =>
    `A ${label}. The network names no digit: its probabilities are NaN.`,
  mapNote: (map: number, least: string, most: string) =>
    `Feature map ${map}, from ${least} to ${most}`,
  status: {
    loading: (name: string) => `Getting the data set ready: ${name}.`,
    ready: (data: string, train: number, test: number, backend: string) =>
      `Ready: ${data}, ${count(train, 'en')} images to train and ${count(test, 'en')} to test. Computed by: ${backend}.`,
    waiting: 'Training starts as soon as the data set is ready.',
    running: (recipe: string, data: string, backend: string) =>
      `Training: ${recipe} on ${data}. Computed by: ${backend}.`,
    tested: (epoch: number, accuracy: string) => `Test accuracy after epoch ${epoch}: ${accuracy}.`,
    paused: (update: number) => `Paused after update ${update}.`,
    finished: (updates: number, accuracy: string) =>
      `Finished after ${count(updates, 'en')} updates: test accuracy ${accuracy}.`,
    misread: (parameter: string, value: string) =>
      `The address says ${parameter}=${value}, which is not known here; the default stands.`,
    misreadNumber: (parameter: string, value: string, used: string, field: string, range: string) =>
      `The address says ${parameter}=${value}; ${used} is used instead. ${field}: ${range}`,
    sameData: (name: string) => `The data set is still ${name}.`,
    next: (name: string, train: number, test: number) =>
      `Read: ${name}, ${count(train, 'en')} images to train and ${count(test, 'en')} to test. They are for the next run; press Reset to begin it.`,
    fieldsWrong: 'A setting is not right yet; see the note beside it.',
  },
};
