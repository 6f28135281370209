/** A data set in memory: a training and a test split of grey images, and where it came from. */
import type { LabelledImages } from '#engine/backend.ts';

export interface DataSet {
  /** Shown to the reader, for example `MNIST` or `generated digits`. */
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}
