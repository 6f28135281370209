/**
 * Softmax cross-entropy retold in chunks. Forward: max, shift, exp, sum, probabilities, log, surprise, loss. Backward
 * collapsed, as the engine has it, (p - target) / N, or through every chunk in turn, which ends in the same numbers
 * but for rounding. Tensors: logits [N, K], target [N, K] (rows, no class indices), loss [], dLoss [], dLogits.
 */
import { applied, applyStage, along, constant, derived } from './elementwise.ts';
import { exponentials } from './softmax.ts';
import { cellStage, operand, product, single } from './stage.ts';
import type { Body, Call, Named, StageSteps } from './stage.ts';
import { softmaxCrossEntropyRules } from './softmax-cross-entropy-rules.ts';
import type { Telling } from './telling.ts';

const owner = 'softmaxCrossEntropy';

function forward(call: Call): StageSteps[] {
  return forwardParts(call).stages;
}

function forwardParts(call: Call) {
  const { logits, target, loss } = call.tensors;
  const { shape } = logits.tensor;
  const [N, K] = shape;
  const make = stageMaker(call, 'forward');
  const { max, exp, sum, shifted, stages } = exponentials(call, logits, owner, 'logits');
  const [probabilities, share] = make('probabilities', shape, { exp, sum }, (index) =>
    applied('divide', operand(exp, index), along(sum, index)),
  );
  const [logSum, log] = make('logSum', [N], { sum }, (row) => applied('log', operand(sum, row)));
  const [surprise, compare] = make('surprise', shape, { logSum, shifted }, (index) =>
    applied('subtract', along(logSum, index), operand(shifted, index)),
  );
  const [perExample, weigh] = make('perExample', [N], { target, surprise }, ([n]) => ({
    kind: 'sum',
    terms: times(K, (k) => product(operand(target, [n, k]), operand(surprise, [n, k]))),
  }));
  const count = constant(call.nameOf('batchSize'), N);
  const plan = {
    id: `${call.name}.forward.loss`,
    rule: `${owner}.forward`,
    tensors: { perExample, count, loss },
    writes: loss,
  };
  const mean = cellStage(plan, () => ({
    kind: 'sum',
    terms: times(N, (n) => single(operand(perExample, [n]))),
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
  const plan = {
    id: `${call.name}.backward.dLogits`,
    rule: `${owner}.dLogits`,
    tensors: { probabilities, target, dPerExample, dLogits },
    writes: dLogits,
  };
  return [split, applyStage(plan, 'scaledError', probabilities, target, dPerExample)];
}

/** The long way: back through every chunk. Writes `dLogitsInChunks` in place of dLogits. */
export function softmaxCrossEntropyChunkedBackward(call: Call): StageSteps[] {
  const { logits, target } = call.tensors;
  const { shape } = logits.tensor;
  const [N, K] = shape;
  const parts = forwardParts(call);
  const { exp, sum, max } = parts;
  const make = stageMaker(call, 'backward');
  const [dPerExample, split] = perExampleGradient(call, parts.perExample, parts.count);
  const [dSurprise, weigh] = make(
    'dSurprise',
    shape,
    { dPerExample, target },
    (index) => applied('multiply', along(dPerExample, index), operand(target, index)),
    parts.surprise,
  );
  const [dLogSum, collect] = make(
    'dLogSum',
    [N],
    { dSurprise },
    ([n]) => ({ kind: 'sum', terms: times(K, (k) => single(operand(dSurprise, [n, k]))) }),
    parts.logSum,
  );
  const [dSum, unlog] = make(
    'dSum',
    [N],
    { dLogSum, sum },
    (row) => applied('divide', operand(dLogSum, row), operand(sum, row)),
    sum,
  );
  const [dExp, spread] = make(
    'dExp',
    shape,
    { dSum },
    (index) => applied('copy', along(dSum, index)),
    exp,
  );
  const [dShifted, unraise] = make(
    'dShifted',
    shape,
    { dExp, exp, dSurprise },
    (index) =>
      applied('productMinus', operand(dExp, index), operand(exp, index), operand(dSurprise, index)),
    parts.shifted,
  );
  const minusOne = constant(call.nameOf('minusOne'), -1);
  const [dMax, unshift] = make(
    'dMax',
    [N],
    { dShifted, minusOne },
    ([n]) => ({
      kind: 'sum',
      terms: times(K, (k) => product(operand(dShifted, [n, k]), operand(minusOne, []))),
    }),
    max,
  );
  const winners = times(N, (n) => winnerOf(logits, max, n, K));
  const [, join] = make(
    'dLogitsInChunks',
    shape,
    { dShifted, dMax },
    ([n, k]) => ({
      kind: 'sum',
      terms: [
        single(operand(dShifted, [n, k])),
        ...(winners[n] === k ? [single(operand(dMax, [n]))] : []),
      ],
    }),
    logits,
  );
  return [split, weigh, collect, unlog, spread, unraise, unshift, join];
}

/** Every example has the same share in the mean. */
function perExampleGradient(call: Call, perExample: Named, count: Named): [Named, StageSteps] {
  const { dLoss } = call.tensors;
  return stageMaker(call, 'backward')(
    'dPerExample',
    perExample.tensor.shape,
    { dLoss, count },
    () => applied('divide', operand(dLoss, []), operand(count, [])),
    perExample,
  );
}

const winnerOf = (logits: Named, max: Named, n: number, K: number): number => {
  const row = logits.tensor.data.subarray(n * K, (n + 1) * K);
  return row.indexOf(max.tensor.data[n]);
};

const times = <T>(count: number, make: (k: number) => T): T[] =>
  Array.from({ length: count }, (_, k) => make(k));

/** Makes the stages of one pass whose numbers only the steps have. */
const stageMaker =
  (call: Call, pass: 'forward' | 'backward') =>
  (
    part: string,
    shape: readonly number[],
    tensors: Record<string, Named>,
    body: (index: number[]) => Body,
    of?: Named,
  ): [Named, StageSteps] => {
    const rest = { rule: `${owner}.${part}`, tensors };
    const gradient = of === undefined ? rest : { ...rest, gradientOf: of.name };
    return derived(call, pass, part, shape, gradient, body);
  };

export const telling = { forward, backward, rules: softmaxCrossEntropyRules } satisfies Telling;
