/** The training page in English. */
import { movingMeanWindow } from '#training/run/history.ts';
import type { Strings } from './strings.ts';

const count = (value: number): string => value.toLocaleString('en');

export const en: Strings = {
  label: 'Training',
  dataSet: 'Data set',
  data: {
    mnist: 'MNIST',
    generated: 'Generated digits',
    mixed: 'Generated digits, tested on MNIST',
    files: 'Your own files',
  },
  absentOption: ' (not on this site)',
  noMnist:
    'This site has no copy of MNIST, so the network learns from digits drawn by code. You can drop MNIST’s files here.',
  drop: 'Drop the four IDX files of MNIST or Fashion-MNIST here, or mnist_all.mat. They stay on your computer.',
  chooseFiles: 'Choose files',
  fields: {
    digits: 'Digits to draw',
    learningRate: 'Learning rate',
    batchSize: 'Batch size',
    length: 'Epochs',
    updates: 'Updates',
    seed: 'Seed',
  },
  fieldErrors: {
    whole: ({ least, most }) => `A whole number from ${least} to ${most}.`,
    positive: ({ most }) => `A number above 0, at most ${most}.`,
  },
  settings: 'Settings',
  recipe: 'Recipe',
  recipes: {
    article: 'Article',
    modern: 'Modern',
    plain: 'Plain randn',
    sprint: 'Sprint',
    best: 'Best',
  },
  recipeNotes: {
    article:
      'As the article trains: no ReLU after the convolutions, its own first weights, plain SGD, and pixels divided by 225.',
    modern:
      'ReLU after the convolutions, He’s first weights, Adam with a rate that falls in each epoch.',
    plain: 'The article’s riddle: kernels drawn from N(0, 1). Watch what happens to the loss.',
    sprint:
      'As few images as possible: two hundred updates with Adam at a high rate that falls to 0.',
    best: 'As far as this network goes: shifted images, weight decay, and fifteen epochs along a cosine.',
  },
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
  lossNote: `mean of the last ${movingMeanWindow} updates, in nats`,
  rate: 'Images per second',
  epochOf: (epoch, epochs) => `epoch ${epoch} of ${epochs}`,
  updateOf: (update, updates) => `update ${update} of ${updates}`,
  left: 'left',
  testing: (done, all) => `testing, ${count(done)} of ${count(all)} images`,
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
  },
  firstLayer: 'What the first layer has learned',
  kernels: 'kernels',
  featureMaps: 'Feature maps of this digit',
  digit: 'A test digit',
  nextDigit: 'Another digit',
  digitNote: (label, guess, sureness) =>
    `A ${label}. The network says ${guess}, with probability ${sureness}.`,
  mapNote: (map, least, most) => `Feature map ${map}, from ${least} to ${most}`,
  status: {
    loading: (name) => `Getting the data set ready: ${name}.`,
    ready: (data, train, test, backend) =>
      `Ready: ${data}, ${count(train)} images to train and ${count(test)} to test. Computed by: ${backend}.`,
    waiting: 'Training starts as soon as the data set is ready.',
    running: (recipe, data, backend) => `Training: ${recipe} on ${data}. Computed by: ${backend}.`,
    tested: (epoch, accuracy) => `Test accuracy after epoch ${epoch}: ${accuracy}.`,
    paused: (update) => `Paused after update ${update}.`,
    finished: (updates, accuracy) =>
      `Finished after ${count(updates)} updates: test accuracy ${accuracy}.`,
    misread: (parameter, value) =>
      `The address says ${parameter}=${value}, which is not known here; the default stands.`,
    sameData: (name) => `The data set is still ${name}.`,
    fieldsWrong: 'A setting is not right yet; see the note beside it.',
  },
  checkTable: {
    title: 'One batch, two computations',
    passed: (images, tolerance) =>
      `They agree: over ${images} images no gradient differs from the readable engine’s by more than ${tolerance} of its size.`,
    failed: (images, tolerance) =>
      `They do not agree: over ${images} images at least one gradient differs from the readable engine’s by more than ${tolerance} of its size. Choose another backend, and please tell us.`,
    self: 'This is the readable engine itself, so the differences are 0. The check is for the faster backends.',
    parameter: 'gradient of',
    shape: 'shape',
    error: 'relative difference',
    loss: 'loss',
  },
};
