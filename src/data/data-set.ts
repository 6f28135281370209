/** A data set in memory: a training and a test split of grey images, and where it came from. */
import type { LabelledImages } from '#engine/backend.ts';
import type { MessageOf } from '#words/messages.ts';
import type { dataNotes } from './messages.ts';

/** What a reader should know about a set that could be read. */
export type DataNote = MessageOf<typeof dataNotes>;

export interface DataSet {
  /** Shown to the reader, for example `MNIST` or `generated digits`. */
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  /** Absent where all went as usual. */
  readonly notes?: readonly DataNote[];
}
