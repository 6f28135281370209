/**
 * Keeps two tellings of one sum in step: where one has added so many products, which place of the other has added as
 * many? Zeros that stand in no cell are no products: a gather meets them at the border, a scatter never.
 */
import type { Place } from '#player/machine.ts';
import { termsOf } from '#scene/marks.ts';
import type { Stage, Step, Trace } from '#steps/step.ts';

const isReal = (step: Step, term: number): boolean =>
  termsOf(step)[term].every(({ virtual }) => virtual === undefined);

/** The number of products of a step up to its term `last`, which counts as well. */
function productsOf(step: Step, last = termsOf(step).length - 1): number {
  let count = 0;
  for (let term = 0; term <= last; term++) if (isReal(step, term)) count++;
  return count;
}

export interface StageProducts {
  readonly stage: Stage;
  /** How many products are added before each step of the stage, and after its last. */
  readonly before: readonly number[];
}

/** Counts the products of every step of a stage. */
export function countProducts(trace: Trace, stage: Stage): StageProducts {
  const before = [0];
  for (let at = stage.start; at < stage.end; at++)
    before.push(before[before.length - 1] + productsOf(trace.at(at)));
  return { stage, before };
}

/** How many products of this stage are added at `place`. */
export function productsAt(trace: Trace, { stage, before }: StageProducts, place: Place): number {
  const k = place.index - stage.start;
  if (k < 0) return 0;
  if (place.index >= stage.end) return before[before.length - 1];
  return place.granularity === 'term'
    ? before[k] + productsOf(trace.at(place.index), place.term)
    : before[k + 1];
}

/** The first place of this stage at which `count` products are added; the step before the stage for none. */
export function placeOf(trace: Trace, { stage, before }: StageProducts, count: number): Place {
  const k = before.findIndex((sum) => sum >= count) - 1;
  const index = stage.start + k;
  if (k < 0 || before[k + 1] === count) return { index, term: 0, granularity: 'cell' };
  const step = trace.at(index);
  let term = 0;
  while (before[k] + productsOf(step, term) < count) term++;
  return { index, term, granularity: 'term' };
}
