/** What a network knows of each kind of layer: its operation, its parameters' shapes, its output's shape. */
import type { LayerSpec } from './architecture.ts';
import {
  avgPool2d,
  conv2d,
  dense,
  elu,
  flatten,
  leakyRelu,
  maxPool2d,
  prelu,
  relu,
  sigmoid,
  tanh,
} from './index.ts';
import type { Operation } from './operation.ts';
import { checkAxes, conv2dSizes, flattenShape, poolSizes, shapeError } from './shape.ts';
import type { Shape } from './shape.ts';
import type { Tensor } from './tensor.ts';

type Named = Record<string, Tensor>;

/** An operation as a network sees it: inputs and gradients by name, the layer's spec as its attributes. */
export interface LayerOperation {
  readonly name: string;
  forward(inputs: Named, attrs: LayerSpec): Tensor;
  backward(dy: Tensor, inputs: Named, attrs: LayerSpec): Named;
  /** Where an operation offers it: backward without the gradient of x. */
  parameterGradients?(dy: Tensor, inputs: Named, attrs: LayerSpec): Named;
}

// Each operation has its own names of inputs; a network checks them against the layer's parameters instead.
const operations: Record<LayerSpec['kind'], Operation<any, any, any>> = {
  conv2d,
  maxPool2d,
  avgPool2d,
  dense,
  relu,
  leakyRelu,
  elu,
  prelu,
  sigmoid,
  tanh,
  flatten,
};

export function operationOf(spec: LayerSpec): LayerOperation {
  return operations[spec.kind];
}

/** Shapes of a layer's parameters by role, for an input of this shape (without the batch axis). */
export function parameterShapesOf(spec: LayerSpec, input: Shape): Record<string, Shape> {
  switch (spec.kind) {
    case 'conv2d':
      if (!spec.kernelSize) throw shapeError('conv2d', 'kernelSize is missing', {});
      checkAxes('conv2d', 'x', [1, ...input], 'N, C, H, W');
      return {
        weight: [spec.outChannels, input[0], ...spec.kernelSize],
        bias: [spec.outChannels],
      };
    case 'dense':
      checkAxes('dense', 'x', [1, ...input], 'N, in');
      return { weight: [spec.outFeatures, input[0]], bias: [spec.outFeatures] };
    case 'prelu':
      return { alpha: [1] };
    default:
      return {};
  }
}

/** Shape of a layer's output for an input of this shape; both without the batch axis. Throws ShapeError. */
export function layerOutputShape(spec: LayerSpec, input: Shape): Shape {
  if (!Object.hasOwn(operations, spec.kind))
    throw shapeError('network', `unknown kind of layer: ${String(spec.kind)}`, {});
  const x = [1, ...input];
  switch (spec.kind) {
    case 'conv2d': {
      checkCount('conv2d', 'outChannels', spec.outChannels);
      const { weight, bias } = parameterShapesOf(spec, input);
      const { D, oH, oW } = conv2dSizes(x, weight, bias, spec);
      return [D, oH, oW];
    }
    case 'maxPool2d':
    case 'avgPool2d': {
      const { C, oH, oW } = poolSizes(spec.kind, x, spec);
      return [C, oH, oW];
    }
    case 'dense':
      checkCount('dense', 'outFeatures', spec.outFeatures);
      return parameterShapesOf(spec, input)['bias'];
    case 'flatten':
      return flattenShape(x).slice(1);
    default:
      return input;
  }
}

function checkCount(op: string, name: string, count: number): void {
  if (!Number.isInteger(count) || count < 1)
    throw shapeError(op, `${name} must be a whole number >= 1, not ${count}`, {});
}
