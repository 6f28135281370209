/**
 * A trace of one operation alone, with its tensors under their plain names: x, weight, y, dy, dx, dWeight. With float64
 * inputs every step replays to the last bit; in float32 the operation rounds what it stores, the step's operands do not.
 */
import type { Operation } from '#engine/operation.ts';
import type { Tensor } from '#engine/tensor.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Role, Trace } from './step.ts';
import { composeTrace } from './trace.ts';

export interface OperationRun {
  /** The first part of every id; the operation's name unless given. */
  readonly name?: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly attrs?: Readonly<Record<string, unknown>>;
  /** dL/dy; needed for the stages of the backward pass. */
  readonly dy?: Tensor;
  /** What the result is called; `y` unless given, `loss` for a loss. */
  readonly output?: string;
}

/** The name of a gradient: x gives dx, weight gives dWeight. */
export const gradientName = (of: string): string =>
  `d${of.length === 1 ? of : of[0].toUpperCase() + of.slice(1)}`;

const roles: Readonly<Record<string, Role>> = {
  weight: 'weight',
  bias: 'weight',
  alpha: 'weight',
  target: 'target',
};

/** Runs the operation once and names everything that went in and came out. */
export function callOf<I extends object, A extends object, G extends object>(
  operation: Operation<I, A, G>,
  run: OperationRun,
): Call {
  const { name = operation.name, inputs, attrs = {}, dy, output = 'y' } = run;
  const tensors: Record<string, Named> = {};
  for (const [part, tensor] of Object.entries(inputs))
    tensors[part] = { name: part, tensor, role: roles[part] ?? 'input' };
  const y = operation.forward(inputs as I, attrs as Partial<A>);
  tensors[output] = { name: output, tensor: y, role: 'activation' };
  if (dy !== undefined) {
    const upstream = gradientName(output);
    tensors[upstream] = { name: upstream, tensor: dy, role: 'gradient', gradientOf: output };
    const gradients = operation.backward(dy, inputs as I, attrs as Partial<A>);
    for (const [of, tensor] of Object.entries(gradients) as [string, Tensor][]) {
      const part = gradientName(of);
      tensors[part] = { name: part, tensor, role: 'gradient', gradientOf: of };
    }
  }
  return { name, tensors, attrs, nameOf: (part) => part };
}

/** The trace of the stages that `tell` makes of one run, for example those of a telling's `forward`. */
export function operationTrace<I extends object, A extends object, G extends object>(
  operation: Operation<I, A, G>,
  run: OperationRun,
  ...tell: readonly ((call: Call) => StageSteps[])[]
): Trace {
  const call = callOf(operation, run);
  return composeTrace(tell.flatMap((stagesOf) => stagesOf(call)));
}
