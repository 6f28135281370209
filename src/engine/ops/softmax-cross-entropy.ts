/**
 * softmaxCrossEntropy: how surprised the network is by the right answers, in
 * nats: the mean over the batch of −log p(target), p = softmax(logits).
 *
 *   loss         = 1/N Σ n  Σ k  target[n,k] · (lse[n] − logits[n,k])
 *   lse[n]       = max + log Σ k  e^(logits[n,k] − max)
 *   dLogits[n,k] = dy · (p[n,k] − target[n,k]) / N
 *
 * logits [N, K] · target [N, K], each row one-hot or probabilities that sum
 * to 1, or [N], class indices → loss, shape []. dy may be left out: it is 1.
 * The loss never takes the log of a probability (log-sum-exp), so it is finite
 * wherever the logits' differences are. Sums run over k, then over n, in double
 * precision from 0. Rows of targets weigh every class, so that 0 · ∞ is NaN and
 * stays seen, as everywhere; a class index asks for its own class alone, and a
 * logit of −∞ elsewhere does no harm.
 *
 * Source: Goodfellow, Bengio and Courville, Deep Learning, section 6.2.2.3;
 * checked in tests/conformance.
 */
import { withDoor, type Operation } from '../operation.ts';
import { checkTarget, logitSizes, lossUpstream } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';
import { oneHot } from './one-hot.ts';
import { softmax } from './softmax.ts';

export interface SoftmaxCrossEntropyInputs {
  logits: Tensor;
  target: Tensor;
}

// #region forward
function forward(inputs: SoftmaxCrossEntropyInputs): Tensor {
  const perExample = crossEntropyPerExample(inputs).data;
  const loss = zeros([], inputs.logits.data);
  let sum = 0;
  for (let n = 0; n < perExample.length; n++) sum += perExample[n];
  loss.data[0] = sum / perExample.length;
  return loss;
}

/** The loss of each example, shape [N], in double precision. */
export function crossEntropyPerExample(
  inputs: SoftmaxCrossEntropyInputs,
): Tensor {
  const { N, K, logits, target, isIndices } = plan(inputs);
  const losses = zeros([N]);
  for (let n = 0; n < N; n++) {
    const row = n * K;
    let max = logits[row];
    for (let k = 1; k < K; k++) max = Math.max(max, logits[row + k]);
    let sum = 0;
    for (let k = 0; k < K; k++) sum += Math.exp(logits[row + k] - max);
    const logSum = Math.log(sum);
    for (let k = 0; k < K; k++)
      if (!isIndices || target[row + k] !== 0)
        losses.data[n] += target[row + k] * (logSum - (logits[row + k] - max));
  }
  return losses;
}
// #endregion

// #region backward
function backward(
  dy: Tensor | undefined,
  inputs: SoftmaxCrossEntropyInputs,
): { logits: Tensor } {
  const { N, K, target } = plan(inputs);
  const scale = lossUpstream('softmaxCrossEntropy', dy) / N;
  const probabilities = softmax.forward({ x: inputs.logits }).data;
  const dLogits = zeros(inputs.logits.shape, inputs.logits.data);
  for (let n = 0; n < N; n++)
    for (let k = 0; k < K; k++) {
      const at = n * K + k;
      dLogits.data[at] = (probabilities[at] - target[at]) * scale;
    }
  return { logits: dLogits };
}
// #endregion

// #region backward in chunks
/**
 * The same gradient the long way, back through all that the loss went forward
 * by: equal to the short one but for rounding.
 */
export function crossEntropyGradientInChunks(
  dy: Tensor | undefined,
  inputs: SoftmaxCrossEntropyInputs,
): Tensor {
  const { N, K, logits, target } = plan(inputs);
  const dPerExample = lossUpstream('softmaxCrossEntropy', dy) / N;
  const dLogits = zeros(inputs.logits.shape, inputs.logits.data);
  const [exp, dSurprise, dShifted] = [0, 0, 0].map(() => new Float64Array(K));
  for (let n = 0; n < N; n++) {
    const row = n * K;
    let winner = 0;
    for (let k = 1; k < K; k++)
      if (logits[row + k] > logits[row + winner]) winner = k;
    let sum = 0;
    for (let k = 0; k < K; k++) {
      exp[k] = Math.exp(logits[row + k] - logits[row + winner]);
      sum += exp[k];
    }
    let dLogSum = 0;
    for (let k = 0; k < K; k++) {
      dSurprise[k] = dPerExample * target[row + k];
      dLogSum += dSurprise[k];
    }
    const dSum = dLogSum / sum;
    let dMax = 0;
    for (let k = 0; k < K; k++) {
      const dExp = dSum;
      dShifted[k] = dExp * exp[k] - dSurprise[k];
      dMax += -1 * dShifted[k];
    }
    for (let k = 0; k < K; k++)
      dLogits.data[row + k] = dShifted[k] + (k === winner ? dMax : 0);
  }
  return dLogits;
}
// #endregion

/** Checks the shapes and writes class indices as one-hot rows. */
function plan({ logits, target }: SoftmaxCrossEntropyInputs) {
  const op = 'softmaxCrossEntropy';
  const { N, K } = logitSizes(op, 'logits', logits.shape);
  checkTarget(op, logits.shape, target);
  const isIndices = target.shape.length === 1;
  const rows = isIndices ? oneHot(target.data, K) : target;
  return { N, K, logits: logits.data, target: rows.data, isIndices };
}

export const softmaxCrossEntropy: Operation<
  SoftmaxCrossEntropyInputs,
  object,
  { logits: Tensor }
> = /* @__PURE__ */ withDoor({
  name: 'softmaxCrossEntropy',
  inputs: ['logits', 'target'],
  forward,
  backward,
});
