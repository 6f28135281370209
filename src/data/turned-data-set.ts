/** A set that was read from files, in the turn that was asked for. */
import type { DataSet } from './data-set.ts';
import { guessTurn } from './guess-turn.ts';
import { turnedImages, type Turn } from './turn.ts';

/**
 * Turns both splits of a set of 28 x 28 digits that lies as its files have it. The name says so, and `turning` which turn
 * it was and whether another would be read better, which is for the reader to decide.
 */
export function turnedDataSet(stored: DataSet, turn: Turn): DataSet {
  const { name, width, train, test } = stored;
  const turning = { turn, better: guessTurn(train, turn) };
  if (turn === 'as-stored') return { ...stored, turning };
  return {
    ...stored,
    name: `${name} (${turn})`,
    train: turnedImages(train, width, turn),
    test: turnedImages(test, width, turn),
    turning,
  };
}
