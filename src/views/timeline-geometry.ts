/** How the stages of a tape share the width of the timeline, and which step lies under the pointer. */
import type { TapeStage } from '#player/tape.ts';

/**
 * The share of each stage of the whole width, adding up to 1. One and the root of the length: a stage of 300 steps is
 * wider than one of 3, and that can still be hit and carry a short name.
 */
export function sharesOf(stages: readonly TapeStage[]): number[] {
  const weights = stages.map(({ start, end }) => 1 + Math.sqrt(end - start));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Returns the step at `fraction` of the width, 0 to 1. */
export function stepAt(stages: readonly TapeStage[], fraction: number): number {
  const shares = sharesOf(stages);
  let left = 0;
  for (const [number, { start, end }] of stages.entries()) {
    const share = shares[number];
    if (fraction < left + share || number === stages.length - 1) {
      const within = Math.floor(((fraction - left) / share) * (end - start));
      return start + Math.min(Math.max(within, 0), end - start - 1);
    }
    left += share;
  }
  return 0;
}

/** How much of a stage is done once step `index` is: 0 to 1. */
export const doneOf = ({ start, end }: TapeStage, index: number): number =>
  Math.min(Math.max((index + 1 - start) / (end - start), 0), 1);
