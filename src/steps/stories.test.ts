/** The captions of small examples, read in order. A reviewer should be able to follow each as a lesson. */
import * as tellings from './operations.ts';
import { expect, test } from 'vitest';
import { avgPool2d, conv2d, maxPool2d, oneHot, softmaxCrossEntropy } from '#engine/index.ts';
import { tensor } from '#engine/tensor.ts';
import { leadOf, toText } from './describe.ts';
import { operationTrace } from './operation-trace.ts';
import type { Trace } from './step.ts';
import { stepsOf } from './trace.ts';

/** The lead of each stage, then the sentences of its steps. */
const story = (trace: Trace, stages = /./): string =>
  [...stepsOf(trace)]
    .flatMap((step, position) => {
      if (!stages.test(step.stage)) return [];
      const text = toText(step, 'en');
      return trace.stageAt(position).start === position ? [leadOf(step.rule, 'en'), text] : [text];
    })
    .join('\n');

test('max-pooling with a tie and an overlap', () => {
  const run = {
    inputs: { x: tensor([1, 1, 2, 3], [1, 4, 2, 4, 0, 3]) },
    attrs: { kernelSize: [2, 2], stride: [1, 1] },
    dy: tensor([1, 1, 1, 2], [0.5, 0.25]),
  };
  expect(
    story(operationTrace(maxPool2d, run, tellings.maxPool2d.forward, tellings.maxPool2d.backward)),
  ).toMatchInlineSnapshot(`
    "Of every window only the largest number goes on; on a tie it is the first.
    y[0,0,0,0] is the largest of x[0,0,0,0] = 1.00, x[0,0,0,1] = 4.00, x[0,0,1,0] = 4.00, x[0,0,1,1] = 0.00: x[0,0,0,1] wins with 4.00; x[0,0,1,0] is as large but later, and the first wins.
    y[0,0,0,1] is the largest of x[0,0,0,1] = 4.00, x[0,0,0,2] = 2.00, x[0,0,1,1] = 0.00, x[0,0,1,2] = 3.00: x[0,0,0,1] wins with 4.00.
    Only the winner of a window had a say in its y, so it takes the whole dy of that window. A cell under several windows adds up what it gets from those that it won.
    dx[0,0,0,0] gets 0: dy[0,0,0,0] goes to another cell.
    dx[0,0,0,1] gets dy[0,0,0,0] + dy[0,0,0,1] = 0.50 + 0.25 = 0.75: the number here won those windows.
    dx[0,0,0,2] gets 0: dy[0,0,0,1] goes to another cell.
    dx[0,0,1,0] gets 0: dy[0,0,0,0] goes to another cell.
    dx[0,0,1,1] gets 0: dy[0,0,0,0] and dy[0,0,0,1] go to other cells.
    dx[0,0,1,2] gets 0: dy[0,0,0,1] goes to another cell."
  `);
  expect(story(operationTrace(maxPool2d, run, tellings.maxPool2d.scatter))).toMatchInlineSnapshot(`
    "Each cell of dy goes to the winner of its window; where overlapping windows share a winner, it adds up what they send.
    dy[0,0,0,0] = 0.50 adds its share to 1 cell of dx: dx[0,0,0,1] becomes 0.00 + 0.50 = 0.50.
    dy[0,0,0,1] = 0.25 adds its share to 1 cell of dx: dx[0,0,0,1] becomes 0.50 + 0.25 = 0.75."
  `);
});

test('average pooling backward where a remainder is dropped', () => {
  const run = {
    inputs: { x: tensor([1, 1, 1, 3], [1, 2, 3]) },
    attrs: { kernelSize: [1, 2] },
    dy: tensor([1, 1, 1, 1], [0.5]),
  };
  expect(story(operationTrace(avgPool2d, run, tellings.avgPool2d.backward))).toMatchInlineSnapshot(`
    "All numbers of a window had the same say in its y, so each gets the same share of its dy. Where windows overlap, the shares add up.
    dx[0,0,0,0] gets dy[0,0,0,0] / count = 0.50 / 2 = 0.25.
    dx[0,0,0,1] gets dy[0,0,0,0] / count = 0.50 / 2 = 0.25.
    dx[0,0,0,2] gets 0: nothing reaches it."
  `);
});

test('dx of a convolution with stride 2 and padding 1', () => {
  const run = {
    inputs: {
      x: tensor([1, 1, 1, 3], [1, 2, 3]),
      weight: tensor([1, 1, 1, 3], [1, -1, 0.5]),
      bias: tensor([1], [0]),
    },
    attrs: { stride: [1, 2], padding: [0, 1] },
    dy: tensor([1, 1, 1, 2], [1, 2]),
  };
  expect(story(operationTrace(conv2d, run, tellings.conv2d.backward), /dx$/))
    .toMatchInlineSnapshot(`
      "Each x was read by every window that covers it, each time under another weight; so dy is read through the kernel rotated by 180 degrees, with zeros around dy and, for a stride above 1, between its cells.
      dx[0,0,0,0] gets dy[0,0,0,0]·weight[0,0,0,1] = 1.00·(−1.00) = −1.00; 2 more products meet zeros around or between the cells of dy.
      dx[0,0,0,1] gets dy[0,0,0,0]·weight[0,0,0,2] + dy[0,0,0,1]·weight[0,0,0,0] = 1.00·0.50 + 2.00·1.00 = 2.50; one more product meets a zero around or between the cells of dy.
      dx[0,0,0,2] gets dy[0,0,0,1]·weight[0,0,0,1] = 2.00·(−1.00) = −2.00; 2 more products meet zeros around or between the cells of dy."
    `);
});

test('softmax cross-entropy of two examples, from the logits to the loss and back', () => {
  const run = {
    inputs: { logits: tensor([2, 2], [2, 1, 0, 3]), target: oneHot([0, 0], 2) },
    dy: tensor([], [1]),
    output: 'loss',
  };
  expect(
    story(
      operationTrace(
        softmaxCrossEntropy,
        run,
        tellings.softmaxCrossEntropy.forward,
        tellings.softmaxCrossEntropy.backward,
      ),
    ),
  ).toMatchInlineSnapshot(`
    "First the largest number of the row is found, so that it can be taken away: e raised to a large number would overflow.
    max[0] is the largest of logits[0,0] = 2.00, logits[0,1] = 1.00: logits[0,0] wins with 2.00.
    max[1] is the largest of logits[1,0] = 0.00, logits[1,1] = 3.00: logits[1,1] wins with 3.00.
    Now the largest is 0 and no other is above it; the probabilities do not change, because the shift cancels.
    shifted[0,0] is logits[0,0] − max[0] = 2.00 − 2.00 = 0.00.
    shifted[0,1] is logits[0,1] − max[0] = 1.00 − 2.00 = −1.00.
    shifted[1,0] is logits[1,0] − max[1] = 0.00 − 3.00 = −3.00.
    shifted[1,1] is logits[1,1] − max[1] = 3.00 − 3.00 = 0.00.
    e raised to each number: all become positive, and differences become ratios.
    exp[0,0] is exp(shifted[0,0]) = exp(0.00) = 1.00.
    exp[0,1] is exp(shifted[0,1]) = exp(−1.00) = 0.37.
    exp[1,0] is exp(shifted[1,0]) = exp(−3.00) = 0.05.
    exp[1,1] is exp(shifted[1,1]) = exp(0.00) = 1.00.
    What all classes have together.
    sum[0] gets exp[0,0] + exp[0,1] = 1.00 + 0.37 = 1.37.
    sum[1] gets exp[1,0] + exp[1,1] = 0.05 + 1.00 = 1.05.
    Each class gets its share of the sum: probabilities, which add up to 1.
    probabilities[0,0] is exp[0,0] / sum[0] = 1.00 / 1.37 = 0.73.
    probabilities[0,1] is exp[0,1] / sum[0] = 0.37 / 1.37 = 0.27.
    probabilities[1,0] is exp[1,0] / sum[1] = 0.05 / 1.05 = 0.05.
    probabilities[1,1] is exp[1,1] / sum[1] = 1.00 / 1.05 = 0.95.
    The loss needs the logarithm of a probability. Taking the logarithm of the sum instead never meets log 0.
    logSum[0] is log sum[0] = log 1.37 = 0.31.
    logSum[1] is log sum[1] = log 1.05 = 0.05.
    How surprised the network would be if this class were the answer: minus the logarithm of its probability, in nats.
    surprise[0,0] is logSum[0] − shifted[0,0] = 0.31 − 0.00 = 0.31.
    surprise[0,1] is logSum[0] − shifted[0,1] = 0.31 − (−1.00) = 1.31.
    surprise[1,0] is logSum[1] − shifted[1,0] = 0.05 − (−3.00) = 3.05.
    surprise[1,1] is logSum[1] − shifted[1,1] = 0.05 − 0.00 = 0.05.
    The surprise about a class counts as much as its target: with one-hot targets only that about the right class.
    perExample[0] gets target[0,0]·surprise[0,0] + target[0,1]·surprise[0,1] = 1.00·0.31 + 0.00·1.31 = 0.31.
    perExample[1] gets target[1,0]·surprise[1,0] + target[1,1]·surprise[1,1] = 1.00·3.05 + 0.00·0.05 = 3.05.
    The loss is the mean over the batch: the one number that training makes small.
    loss gets (perExample[0] + perExample[1]) / batchSize = (0.31 + 3.05) / 2 = 1.68.
    Backward begins with dLoss, usually dL/dL = 1; in a mean, each of the N examples has a share of 1/N.
    dPerExample[0] is dLoss / batchSize = 1.00 / 2 = 0.50.
    dPerExample[1] is dLoss / batchSize = 1.00 / 2 = 0.50.
    All the chunks collapse into one subtraction, what the network said minus what was right, times the share of the example. The targets of a row must add up to 1.
    dLogits[0,0] is (probabilities[0,0] − target[0,0])·dPerExample[0] = (0.73 − 1.00)·0.50 = −0.13.
    dLogits[0,1] is (probabilities[0,1] − target[0,1])·dPerExample[0] = (0.27 − 0.00)·0.50 = 0.13.
    dLogits[1,0] is (probabilities[1,0] − target[1,0])·dPerExample[1] = (0.05 − 1.00)·0.50 = −0.48.
    dLogits[1,1] is (probabilities[1,1] − target[1,1])·dPerExample[1] = (0.95 − 0.00)·0.50 = 0.48."
  `);
});
