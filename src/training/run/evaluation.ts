/** Evaluation on a whole split, in slices, so that whoever runs it can stop between two of them. */
import type { Backend, Split } from '#engine/backend.ts';
import { isOneAnswer, unite, type LogitRange } from '#engine/logit-range.ts';

/** Images of one slice: a fraction of a second even on the readable engine, no cost to speak of on the fast ones. */
export const sliceSize = 500;

export interface EvaluationProgress {
  readonly kind: 'evaluating';
  readonly done: number;
  readonly count: number;
}

/** What a test on all images of a split came to. */
export interface TestResult {
  /** Means over the images; the loss in nats. */
  readonly loss: number;
  readonly accuracy: number;
  readonly count: number;
  /** Whether there is more than one image and all got the same logits, to the last bit. */
  readonly oneAnswer: boolean;
}

/** Yields after every slice; returns the result over all `count` rows of the split. */
export async function* evaluateInSlices(
  backend: Backend,
  split: Split,
  count: number,
): AsyncGenerator<EvaluationProgress, TestResult> {
  let loss = 0;
  let correct = 0;
  let logits: LogitRange | undefined;
  for (let from = 0; from < count; from += sliceSize) {
    const to = Math.min(from + sliceSize, count);
    const slice = await backend.evaluate(split, from, to);
    loss += (slice.loss * (to - from)) / count;
    // Back to the whole number that it was, so that the share of all is exact.
    correct += Math.round(slice.accuracy * (to - from));
    logits = logits ? unite(logits, slice.logits) : slice.logits;
    yield { kind: 'evaluating', done: to, count };
  }
  const oneAnswer = count > 1 && logits !== undefined && isOneAnswer(logits);
  return { loss, accuracy: correct / count, count, oneAnswer };
}
