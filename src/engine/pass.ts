/**
 * One pass through a network and back: the loss, every activation, every gradient; and what one update would do.
 */
import type { Parameters } from './backend.ts';
import { softmaxCrossEntropy } from './index.ts';
import type { Activations } from './network.ts';
import { createOptimizer } from './optimizers.ts';
import { shapeError } from './shape.ts';
import { tensor, type Tensor } from './tensor.ts';
import { lossOf, type Setting } from './setting.ts';

export interface Pass {
  /** Mean over the batch, in nats. */
  readonly loss: number;
  readonly activations: Activations;
  /** dL/d(parameter) by parameter name. */
  readonly parameterGradients: Parameters;
  /** dL/d(output) by layer name, and of the input as `x`. */
  readonly activationGradients: Activations;
}

export type LossFunction = Pick<typeof softmaxCrossEntropy, 'forward' | 'backward'>;

/** Runs forward, loss and backward. Mutates nothing. `lossFunction` may be one with a mistake in it. */
export function runPass(setting: Setting, lossFunction: LossFunction = softmaxCrossEntropy): Pass {
  const { network, parameters, x, target, mode } = setting;
  const activations = network.forward(x, parameters, mode);
  const inputs = { logits: network.logits(activations), target };
  const dLogits = lossFunction.backward(undefined, inputs).logits;
  const gradients = network.backward(dLogits, activations, parameters, true, mode);
  return {
    loss: lossFunction.forward(inputs).data[0],
    activations,
    parameterGradients: gradients.parameters,
    activationGradients: gradients.activations,
  };
}

/** The sum of the squares of all gradients, ‖g‖². */
export function squaredNorm(gradients: Parameters): number {
  let sum = 0;
  for (const { data } of Object.values(gradients)) for (const g of data) sum += g * g;
  return sum;
}

export interface Forecast {
  readonly learningRate: number;
  /** How much a plain step downhill changes the loss if the loss were straight: −learningRate · ‖g‖². */
  readonly predicted: number;
  /** How much it really changes. */
  readonly measured: number;
  /** measured / predicted: 1 where the promise is kept to the letter; NaN where nothing was promised. */
  readonly kept: number;
  readonly parameters: Parameters;
}

/** Makes one plain update on a copy of the parameters and measures the loss again. Mutates nothing. */
export function forecast(setting: Setting, gradients: Parameters, learningRate: number): Forecast {
  const parameters: Record<string, Tensor> = {};
  for (const [name, { shape, data }] of Object.entries(setting.parameters))
    parameters[name] = { shape, data: data.slice() };
  createOptimizer({ kind: 'sgd' }).update(parameters, gradients, learningRate);
  const predicted = -learningRate * squaredNorm(gradients);
  const measured = lossOf({ ...setting, parameters }) - lossOf(setting);
  return { learningRate, predicted, measured, kept: measured / predicted, parameters };
}

/** Stacks examples [C, H, W] to a batch [N, C, H, W]. Throws ShapeError where their shapes differ or there is none. */
export function stack(examples: readonly Tensor[]): Tensor {
  const shape = examples[0]?.shape ?? [];
  if (examples.length === 0 || examples.some((one) => String(one.shape) !== String(shape)))
    throw shapeError('stack', 'a batch needs examples of one shape', {
      examples: [examples.length],
    });
  return tensor(
    [examples.length, ...shape],
    Float64Array.from(examples.flatMap(({ data }) => [...data])),
  );
}
