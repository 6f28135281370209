/** Recognises the well-known data sets of MNIST's form, which all go by the same file names. */
import type { LabelledImages } from '#engine/backend.ts';

/** Images per class in MNIST's training set: they name it in whatever order the images come. */
const mnistCounts = '5923 6742 5958 6131 5842 5421 5918 6265 5851 5949';
/** Fashion-MNIST and others have 6,000 of each class, so their first labels must tell. */
const fashionOpening = '9 0 0 3 0 2 7 2 5 5';

/** Returns what the reader is to see; `your files` for anything unknown. */
export function dataSetName({ labels }: LabelledImages, classes: number): string {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  if (counts.join(' ') === mnistCounts) return 'MNIST';
  if (labels.length !== 60_000) return 'your files';
  return labels.subarray(0, 10).join(' ') === fashionOpening ? 'Fashion-MNIST' : 'your files';
}
