/** How many digits are drawn, and from which seed: known to the page before anything is. */

/** MNIST's proportion: one test image for six training images. */
const trainImagesPerTestImage = 6;

/** Generated digits are always the same ones; the seed of a run decides first weights and order. */
export const digitsSeed = 1;

/** Counts the generated test digits that belong to a training set of this size. */
export const testCountFor = (trainCount: number): number =>
  Math.max(1, Math.round(trainCount / trainImagesPerTestImage));
