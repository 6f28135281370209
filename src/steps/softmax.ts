/** Softmax retold in the stages in which it is computed: largest, shift, exp, sum, divide. */
import { applyStage, applied, along, derived } from './elementwise.ts';
import { cellStage, operand, product, single } from './stage.ts';
import type { Body, Call, Named, StageSteps } from './stage.ts';
import { softmaxRules } from './softmax-rules.ts';
import type { Telling } from './telling.ts';

export interface Exponentials {
  readonly max: Named;
  readonly shifted: Named;
  readonly exp: Named;
  readonly sum: Named;
  readonly stages: readonly StageSteps[];
}

/** The stages up to the sum of the exponentials, which softmax and its loss have in common. `x` is [.., K]. */
export function exponentials(call: Call, x: Named, owner: string, input: string): Exponentials {
  const { shape } = x.tensor;
  const rows = shape.slice(0, -1);
  const K = shape[shape.length - 1];
  const list = (of: Named, row: readonly number[]) =>
    Array.from({ length: K }, (_, k) => operand(of, [...row, k]));
  const make = (
    part: string,
    size: readonly number[],
    tensors: Record<string, Named>,
    body: (index: number[]) => Body,
  ) => derived(call, 'forward', part, size, { rule: `${owner}.${part}`, tensors }, body);

  const [max, largest] = make('max', rows, { [input]: x }, (row) => {
    const candidates = list(x, row);
    const best = Math.max(...candidates.map((one) => one.value));
    const winner = candidates.findIndex(({ value }) => value === best || Number.isNaN(value));
    return { kind: 'select', candidates, winner };
  });
  const [shifted, shift] = make('shifted', shape, { [input]: x, max }, (index) =>
    applied('subtract', operand(x, index), along(max, index)),
  );
  const [exp, raise] = make('exp', shape, { shifted }, (index) =>
    applied('exp', operand(shifted, index)),
  );
  const [sum, add] = make('sum', rows, { exp }, (row) => ({
    kind: 'sum',
    terms: list(exp, row).map(single),
  }));
  return { max, shifted, exp, sum, stages: [largest, shift, raise, add] };
}

function forward(call: Call): StageSteps[] {
  const { x, y } = call.tensors;
  const { exp, sum, stages } = exponentials(call, x, 'softmax', 'x');
  const plan = {
    id: `${call.name}.forward.y`,
    rule: 'softmax.forward',
    tensors: { exp, sum, y },
    writes: y,
  };
  return [...stages, applyStage(plan, 'divide', exp, sum)];
}

function backward(call: Call): StageSteps[] {
  const { y, dy, dx } = call.tensors;
  const { shape } = y.tensor;
  const K = shape[shape.length - 1];
  const [mean, weigh] = derived(
    call,
    'backward',
    'mean',
    shape.slice(0, -1),
    { rule: 'softmax.mean', tensors: { y, dy } },
    (row) => ({
      kind: 'sum',
      terms: Array.from({ length: K }, (_, k) =>
        product(operand(y, [...row, k]), operand(dy, [...row, k])),
      ),
    }),
  );
  const plan = {
    id: `${call.name}.backward.dx`,
    rule: 'softmax.dx',
    tensors: { y, dy, mean, dx },
    writes: dx,
  };
  return [
    weigh,
    cellStage(plan, (index) =>
      applied('centred', operand(y, index), operand(dy, index), along(mean, index)),
    ),
  ];
}

export const telling = { forward, backward, rules: softmaxRules } satisfies Telling;
