/** Evaluation on a whole split, in slices, so that whoever runs it can stop between two of them. */
import type { Backend, Evaluation, Split } from '#engine/backend.ts';

/** Images of one slice: a fraction of a second even on the readable engine, no cost to speak of on the fast ones. */
export const sliceSize = 500;

export interface EvaluationProgress {
  readonly kind: 'evaluating';
  readonly done: number;
  readonly count: number;
}

/** Yields after every slice; returns the means over all `count` rows of the split. */
export async function* evaluateInSlices(
  backend: Backend,
  split: Split,
  count: number,
): AsyncGenerator<EvaluationProgress, Evaluation> {
  let loss = 0;
  let correct = 0;
  for (let from = 0; from < count; from += sliceSize) {
    const to = Math.min(from + sliceSize, count);
    const slice = await backend.evaluate(split, from, to);
    loss += (slice.loss * (to - from)) / count;
    // Back to the whole number that it was, so that the share of all is exact.
    correct += Math.round(slice.accuracy * (to - from));
    yield { kind: 'evaluating', done: to, count };
  }
  return { loss, accuracy: correct / count, count };
}
