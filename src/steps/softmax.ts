/** Softmax retold in the stages in which it is computed: largest, shift, exp, sum, divide. */
import { cellsBelow, derived, doingStage, type Doing } from './elementwise.ts';
import { stagePlan, type Call, type Named, type StageSteps } from './stage.ts';
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
  const make = (part: string, size: readonly number[], read: Call['tensors'], doing: Doing) =>
    derived(call, 'forward', part, size, { rule: `${owner}.${part}`, tensors: read }, doing);

  const [max, largest] = make('max', rows, { [input]: x }, (row) => {
    const candidates = cellsBelow(x, row);
    const best = Math.max(...candidates.map((one) => one.value));
    const winner = candidates.findIndex(({ value }) => value === best || Number.isNaN(value));
    return { kind: 'select', candidates, winner };
  });
  const [shifted, shift] = make('shifted', shape, { [input]: x, max }, 'subtract');
  const [exp, raise] = make('exp', shape, { shifted }, 'exp');
  const [sum, add] = make('sum', rows, { exp }, 'Σ');
  return { max, shifted, exp, sum, stages: [largest, shift, raise, add] };
}

function forward(call: Call): StageSteps[] {
  const { x, y } = call.tensors;
  const { exp, sum, stages } = exponentials(call, x, 'softmax', 'x');
  const plan = stagePlan(call, 'forward', 'softmax.forward', { exp, sum, y });
  return [...stages, doingStage(plan, 'divide')];
}

function backward(call: Call): StageSteps[] {
  const { y, dy, dx } = call.tensors;
  const rows = y.tensor.shape.slice(0, -1);
  const rest = { rule: 'softmax.mean', tensors: { y, dy } };
  const [mean, weigh] = derived(call, 'backward', 'mean', rows, rest, 'Σ');
  const plan = stagePlan(call, 'backward', 'softmax.dx', { y, dy, mean, dx });
  return [weigh, doingStage(plan, 'centred')];
}

export const telling = { forward, backward, rules: softmaxRules } satisfies Telling;
