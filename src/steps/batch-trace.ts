/**
 * What each example of a batch asks for on its own, and their mean: the same numbers as the gradient of the batch but
 * for rounding. Tensors: `example0.conv1.dWeight`, one for each example, and `mean.conv1.dWeight`.
 */
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { oneHot } from '#engine/index.ts';
import { inference } from '#engine/network.ts';
import { sizeOf, type Tensor } from '#engine/tensor.ts';
import { constant, derived } from './elementwise.ts';
import { planOf, runBackward, runForward } from './network-run.ts';
import { gradientName } from './operation-trace.ts';
import { operand, single } from './stage.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Trace } from './step.ts';
import { composeTrace } from './trace.ts';

/** One stage for each parameter. `x` is [N, C, H, W], `labels` N class indices; nothing is changed. */
export function batchTrace(
  spec: NetworkSpec,
  parameters: Parameters,
  x: Tensor,
  labels: ArrayLike<number>,
): Trace {
  const examples = Array.from({ length: x.shape[0] }, (_, n) =>
    gradientsOf(spec, parameters, exampleOf(x, n), [labels[n]], `example${n}`),
  );
  const count = constant('batchSize', examples.length);
  const names = Object.keys(examples[0] ?? {});
  return composeTrace(names.map((name) => meanStage(name, examples, count)));
}

/** The gradients of one example's loss by their names in a batch, `conv1.dWeight`. */
function gradientsOf(
  spec: NetworkSpec,
  parameters: Parameters,
  x: Tensor,
  labels: readonly number[],
  prefix: string,
): Record<string, Named> {
  const targetOf = (classes: number) => oneHot(labels, classes);
  const plan = planOf(spec, parameters, x, targetOf, { mode: inference });
  const run = runBackward(runForward(plan));
  const gradients: Record<string, Named> = {};
  for (const { tensors } of run.layers)
    for (const [part, { role }] of Object.entries(tensors)) {
      const gradient = tensors[gradientName(part)];
      if (role === 'weight')
        gradients[gradient.name] = { ...gradient, name: `${prefix}.${gradient.name}` };
    }
  return gradients;
}

function meanStage(
  name: string,
  examples: readonly Readonly<Record<string, Named>>[],
  count: Named,
): StageSteps {
  const [layer, part] = name.split('.');
  const own = examples.map((one) => one[name]);
  const tensors = Object.fromEntries(own.map((one, n) => [`example${n}`, one]));
  const call: Call = { name: layer, tensors, attrs: {}, nameOf: () => `mean.${name}` };
  const role = 'gradient' as const;
  const rest = { rule: 'batch.mean', tensors: { ...tensors, count }, role, as: 'mean' };
  const { shape } = own[0].tensor;
  const [, stage] = derived(call, 'mean', part, shape, rest, (index) => ({
    kind: 'sum',
    terms: own.map((one) => single(operand(one, index))),
    divisor: operand(count, []),
  }));
  return stage;
}

function exampleOf({ shape, data }: Tensor, n: number): Tensor {
  const one = [1, ...shape.slice(1)];
  const size = sizeOf(one);
  return { shape: one, data: data.slice(n * size, (n + 1) * size) };
}
