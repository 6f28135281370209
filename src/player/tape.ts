/**
 * What a player plays: a row of numbered steps, cut into stages, each step made of terms. The player knows no more of
 * it than this, so that anything which can be numbered can be played.
 */
export interface TapeStage {
  readonly id: string;
  readonly title: string;
  /** Steps `start` (included) to `end` (not included). */
  readonly start: number;
  readonly end: number;
}

export interface Tape {
  /** At least 1. */
  readonly length: number;
  /** In order, without gaps, none empty. */
  readonly stages: readonly TapeStage[];
  /** How many terms step `index` consists of; 0 counts as 1. */
  termsAt(index: number): number;
  /** The name of step `index`: stable, readable, unlike every other and unlike every stage's id. */
  idAt(index: number): string;
  /** The step of this name, if there is one. */
  find(id: string): number | undefined;
}

/** Returns the stage that holds step `index`; a tape without stages is one stage. */
export function stageAt(tape: Tape, index: number): TapeStage {
  return tape.stages[stageNumberAt(tape, index)] ?? wholeTape(tape);
}

/** Returns the number of the stage that holds step `index`, 0 if there are no stages. */
export function stageNumberAt({ stages }: Tape, index: number): number {
  let low = 0;
  let high = stages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stages[middle].start <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

const wholeTape = ({ length }: Tape): TapeStage => ({ id: '', title: '', start: 0, end: length });
