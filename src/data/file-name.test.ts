import { expect, test } from 'vitest';
import { isLeftover, kindToldBy, splitToldBy } from './file-name.ts';

test.each([
  ['train-images-idx3-ubyte.gz', 'train', 'images'],
  ['train-labels.idx1-ubyte', 'train', 'labels'],
  ['t10k-images-idx3-ubyte (1).gz', 'test', 'images'],
  ['T10K-LABELS-IDX1-UBYTE', 'test', 'labels'],
  ['latest-train-images-idx3-ubyte', 'train', 'images'],
  ['contest_training_labels.gz', 'train', 'labels'],
  ['trainer-t10k-images.idx3', 'test', 'images'],
  ['constraint-test-labels', 'test', 'labels'],
  ['testing images copy 2.idx3', 'test', 'images'],
  ['emnist-digits-test-labels-idx1-ubyte.gz', 'test', 'labels'],
  ['trainImages.idx', 'train', 'images'],
  ['testLabels.idx', 'test', 'labels'],
  ['x_train.npy', 'train', 'images'],
  ['y_test', 'test', 'labels'],
  ['Xtrain', 'train', 'images'],
  ['ytest.npy', 'test', 'labels'],
  ['train_images', 'train', 'images'],
  ['latest-images-idx3-ubyte', undefined, 'images'],
  ['strain-labels', undefined, 'labels'],
  ['train-test-images', undefined, 'images'],
  ['mnist', undefined, undefined],
])('%s is for %s, %s', (name, split, kind) => {
  expect(splitToldBy(name)).toBe(split);
  expect(kindToldBy(name)).toBe(kind);
});

test.each([
  '._train-images-idx3-ubyte',
  '.DS_Store',
  'Thumbs.db',
  'desktop.ini',
  'train-images-idx3-ubyte.gz.part',
  'train-images-idx3-ubyte.gz.crdownload',
  't10k-images-idx3-ubyte.gz.rejected',
  'train-labels-idx1-ubyte~',
])('%s is a leftover', (name) => expect(isLeftover(name)).toBe(true));

test.each(['train-images-idx3-ubyte.gz', 'particles-train-images', 'README.md', 'mnist.npz'])(
  '%s is none',
  (name) => expect(isLeftover(name)).toBe(false),
);
