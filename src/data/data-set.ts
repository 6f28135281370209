/** A data set in memory: a training and a test split of grey images, and where it came from. */
import type { LabelledImages } from '#engine/backend.ts';
import type { MessageOf } from '#words/messages.ts';
import type { dataNotes } from './messages.ts';
import type { Turn } from './turn.ts';

/** What a reader should know about a set that could be read. */
export type DataNote = MessageOf<typeof dataNotes>;

/** A turn in which the digits of a set would be read better than in the one that is used. */
export interface TurnGuess {
  readonly turn: Turn;
  /** The shares of a sample, 0..1, that a simple classifier reads right in this turn, and in the one that is used. */
  readonly read: number;
  readonly readAsUsed: number;
}

/** How the images of a set were turned when it was read. */
export interface Turning {
  readonly turn: Turn;
  /** Undefined where the turn will do, or nobody can tell. */
  readonly better: TurnGuess | undefined;
}

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
  /** Of a set that was read from a reader's files. */
  readonly turning?: Turning;
}
