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
  let accuracy = 0;
  for (let from = 0; from < count; from += sliceSize) {
    const to = Math.min(from + sliceSize, count);
    const slice = await backend.evaluate(split, from, to);
    const share = (to - from) / count;
    loss += slice.loss * share;
    accuracy += slice.accuracy * share;
    yield { kind: 'evaluating', done: to, count };
  }
  return { loss, accuracy, count };
}
