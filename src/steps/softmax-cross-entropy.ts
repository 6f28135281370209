/**
 * Softmax cross-entropy retold in chunks. Forward: max, shift, exp, sum, probabilities, log, surprise, loss. Backward
 * collapsed, as the engine has it, (p - target) / N, or through every chunk in turn, which ends in the same numbers
 * but for rounding. Tensors: logits [N, K], target [N, K] (rows, no class indices), loss [], dLoss [], dLogits.
 */
import { constant, derived, doingStage, sumBelow, type Doing } from './elementwise.ts';
import { exponentials } from './softmax.ts';
import { cellStage, operand, single, stagePlan } from './stage.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import { softmaxCrossEntropyRules } from './softmax-cross-entropy-rules.ts';
import type { Telling } from './telling.ts';

const owner = 'softmaxCrossEntropy';

function forward(call: Call): StageSteps[] {
  return forwardParts(call).stages;
}

function forwardParts(call: Call) {
  const { logits, target, loss } = call.tensors;
  const { shape } = logits.tensor;
  const [N] = shape;
  const make = (part: string, size: readonly number[], tensors: Call['tensors'], doing: Doing) =>
    derived(call, 'forward', part, size, { rule: `${owner}.${part}`, tensors }, doing);
  const { max, exp, sum, shifted, stages } = exponentials(call, logits, owner, 'logits');
  const [probabilities, share] = make('probabilities', shape, { exp, sum }, 'divide');
  const [logSum, log] = make('logSum', [N], { sum }, 'log');
  const [surprise, compare] = make('surprise', shape, { logSum, shifted }, 'subtract');
  const [perExample, weigh] = make('perExample', [N], { target, surprise }, 'Σ');
  const count = constant(call.nameOf('batchSize'), N);
  const plan = stagePlan(call, 'forward', `${owner}.forward`, { perExample, count, loss });
  const mean = cellStage(plan, (index) => ({
    ...sumBelow(index, perExample),
    divisor: operand(count, []),
  }));
  return {
    ...{ max, exp, sum, probabilities, surprise, perExample, logSum, shifted, count },
    stages: [...stages, share, log, compare, weigh, mean],
  };
}

/** The collapsed form: dLogits = (probabilities - target) · dPerExample. */
function backward(call: Call): StageSteps[] {
  const { target, dLogits } = call.tensors;
  const { probabilities, perExample, count } = forwardParts(call);
  const [dPerExample, split] = perExampleGradient(call, perExample, count);
  const read = { probabilities, target, dPerExample };
  const plan = stagePlan(call, 'backward', `${owner}.dLogits`, { ...read, dLogits });
  return [split, doingStage(plan, 'scaledError')];
}

/** The long way: back through every chunk. Writes `dLogitsInChunks` in place of dLogits. */
export function softmaxCrossEntropyChunkedBackward(call: Call): StageSteps[] {
  const { logits, target } = call.tensors;
  const { exp, sum, max, perExample, count, surprise, logSum, shifted } = forwardParts(call);
  const make = (part: string, of: Named, read: Call['tensors'], doing: Doing) =>
    gradientOf(call, part, of, read, doing);
  const [dPerExample, split] = perExampleGradient(call, perExample, count);
  const [dSurprise, weigh] = make('dSurprise', surprise, { dPerExample, target }, 'multiply');
  const [dLogSum, collect] = make('dLogSum', logSum, { dSurprise }, 'Σ');
  const [dSum, unlog] = make('dSum', sum, { dLogSum, sum }, 'divide');
  const [dExp, spread] = make('dExp', exp, { dSum }, 'copy');
  const [dShifted, unraise] = make('dShifted', shifted, { dExp, exp, dSurprise }, 'productMinus');
  const minusOne = constant(call.nameOf('minusOne'), -1);
  const [dMax, unshift] = make('dMax', max, { dShifted, minusOne }, 'Σ');
  const [, join] = make('dLogitsInChunks', logits, { dShifted, dMax }, ([n, k]) => ({
    kind: 'sum',
    terms: [
      single(operand(dShifted, [n, k])),
      ...(winnerOf(logits, max, n) === k ? [single(operand(dMax, [n]))] : []),
    ],
  }));
  return [split, weigh, collect, unlog, spread, unraise, unshift, join];
}

/** Every example has the same share in the mean. */
const perExampleGradient = (call: Call, perExample: Named, count: Named): [Named, StageSteps] =>
  gradientOf(call, 'dPerExample', perExample, { dLoss: call.tensors['dLoss'], count }, 'divide');

function winnerOf(logits: Named, max: Named, n: number): number {
  const [, K] = logits.tensor.shape;
  return logits.tensor.data.subarray(n * K, (n + 1) * K).indexOf(max.tensor.data[n]);
}

/** The gradient of `of`, whose numbers only the steps have, with the stage that makes it. */
function gradientOf(call: Call, part: string, of: Named, tensors: Call['tensors'], doing: Doing) {
  const rest = { rule: `${owner}.${part}`, tensors, gradientOf: of.name };
  return derived(call, 'backward', part, of.tensor.shape, rest, doing);
}

export const telling = { forward, backward, rules: softmaxCrossEntropyRules } satisfies Telling;
