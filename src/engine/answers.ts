/** What a network answers: of each image the class that it finds most probable, and how probable it finds it. */
import { softmax } from './index.ts';
import { indexOfLargest } from './largest.ts';
import type { Tensor } from './tensor.ts';

export interface Answers {
  /** [N] class indices; of equals the first. */
  readonly guesses: Uint8Array;
  /** [N], 0..1; NaN where the network has lost its numbers, and its guess then means nothing. */
  readonly probabilities: Float32Array;
}

/** Of logits [N, K]. */
export function answersOf(logits: Tensor): Answers {
  const [N, K] = logits.shape;
  const { data } = softmax.forward({ x: logits });
  const guesses = new Uint8Array(N);
  const probabilities = new Float32Array(N);
  for (let n = 0; n < N; n++) {
    const row = n * K;
    guesses[n] = indexOfLargest(logits.data.subarray(row, row + K));
    probabilities[n] = data[row + guesses[n]];
  }
  return { guesses, probabilities };
}

/** Of one range of images after another. */
export function joinAnswers(parts: readonly Answers[]): Answers {
  const count = parts.reduce((sum, { guesses }) => sum + guesses.length, 0);
  const joined = { guesses: new Uint8Array(count), probabilities: new Float32Array(count) };
  let at = 0;
  for (const { guesses, probabilities } of parts) {
    joined.guesses.set(guesses, at);
    joined.probabilities.set(probabilities, at);
    at += guesses.length;
  }
  return joined;
}
