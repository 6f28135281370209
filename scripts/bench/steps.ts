/** What one step of a trace costs, `at(i)`, on the layers of LeNet-5 (LeCun et al., 1998), whose sums are long. */
import * as tellings from '#steps/operations.ts';
import { conv2d } from '#engine/ops/conv2d.ts';
import { dense } from '#engine/ops/dense.ts';
import { mulberry32 } from '#engine/random.ts';
import { sizeOf, tensor, type Tensor } from '#engine/tensor.ts';
import { operationTrace } from '#steps/operation-trace.ts';
import type { Trace } from '#steps/step.ts';
import { runCommand } from '../command.ts';

export interface StepCost {
  readonly stage: string;
  /** Microseconds a step, the median over rounds. */
  readonly microseconds: number;
}

const rounds = 200;
/** Enough for the clock; a stage may have fewer. */
const stepsARound = 100;

export function measureSteps(): StepCost[] {
  const random = mulberry32(1);
  const draw = (...shape: number[]): Tensor =>
    tensor(
      shape,
      Array.from({ length: sizeOf(shape) }, () => random() - 0.5),
    );
  const inputs = (x: number[], weight: number[]) => ({
    x: draw(...x),
    weight: draw(...weight),
    bias: draw(weight[0]),
  });
  const traces = [
    operationTrace(
      conv2d,
      {
        name: 'C1',
        inputs: inputs([1, 1, 28, 28], [6, 1, 5, 5]),
        attrs: { padding: [2, 2] },
        dy: draw(1, 6, 28, 28),
      },
      tellings.conv2d.forward,
      tellings.conv2d.backward,
    ),
    operationTrace(
      conv2d,
      { name: 'C3', inputs: inputs([1, 6, 14, 14], [16, 6, 5, 5]), dy: draw(1, 16, 10, 10) },
      tellings.conv2d.forward,
      tellings.conv2d.backward,
    ),
    operationTrace(
      dense,
      { name: 'C5', inputs: inputs([1, 400], [120, 400]), dy: draw(1, 120) },
      tellings.dense.forward,
      tellings.dense.backward,
    ),
  ];
  return traces.flatMap(costsOf);
}

function costsOf(trace: Trace): StepCost[] {
  return trace.stages.map(({ id, start, end }) => {
    const length = end - start;
    const count = Math.min(length, stepsARound);
    const times = Array.from({ length: rounds }, () => {
      const from = performance.now();
      // A stride that is prime to most lengths: not the same few steps again and again.
      for (let k = 0; k < count; k++) trace.at(start + ((k * 37) % length));
      return (1000 * (performance.now() - from)) / count;
    });
    times.sort((a, b) => a - b);
    return { stage: id, microseconds: times[rounds >> 1] };
  });
}

export const stepLines = (costs: readonly StepCost[]): string =>
  [
    'one step of a trace, at(i), on layers of LeNet-5: microseconds, median of rounds',
    ...costs.map(({ stage, microseconds }) => `  ${stage.padEnd(24)} ${microseconds.toFixed(1)}`),
  ].join('\n');

if (import.meta.main)
  await runCommand({
    name: 'steps',
    call: 'node scripts/bench/steps.ts',
    about: 'Measures what one step of a trace costs on layers of LeNet-5.',
    flags: {},
    run: () => console.log(stepLines(measureSteps())),
  });
