/**
 * A network: layers in a row. Forward gives every layer the output of the one before and keeps all of them; backward
 * walks the row in reverse and hands each layer the gradient of its output, from which the layer makes the gradient
 * of its input, that is, of the output before. This is all of backpropagation.
 *
 * A Network holds shapes only. Parameters and activations are handed in and out, so that two runs never share any.
 */
import type { LayerSpec, NetworkSpec } from './architecture.ts';
import type { Parameters } from './backend.ts';
import { ShapeError } from './errors.ts';
import { initialize } from './initializers.ts';
import { layerOutputShape, operationOf, parameterShapesOf } from './layers.ts';
import type { LayerOperation } from './layers.ts';
import { mulberry32 } from './random.ts';
import { checkSameShape, shapeError } from './shape.ts';
import type { Shape } from './shape.ts';
import type { Tensor } from './tensor.ts';
import { tensor, zeros } from './tensor.ts';

export interface Layer {
  readonly name: string;
  readonly spec: LayerSpec;
  /** Shapes of one example, without the batch axis. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Name and shape of each parameter by its role: `weight`, `bias`, `alpha`. */
  readonly parameters: Readonly<Record<string, { readonly name: string; readonly shape: Shape }>>;
}

/** Outputs by layer name, in the order of the layers; the input comes first, as `x`. */
export type Activations = Readonly<Record<string, Tensor>>;

export interface NetworkGradients {
  /** dL/d(parameter) by parameter name. */
  readonly parameters: Parameters;
  /** dL/d(output) by layer name, and `x` where it was asked for. */
  readonly activations: Activations;
}

export type ReplacedOperations = { readonly [Kind in LayerSpec['kind']]?: LayerOperation };

export class Network {
  readonly spec: NetworkSpec;
  readonly layers: readonly Layer[];
  /** By parameter name, in the order of the layers. */
  readonly parameterShapes: Readonly<Record<string, Shape>>;
  readonly classes: number;
  private readonly replaced: ReplacedOperations;

  /**
   * `replaced` puts another operation in the place of a kind's own, for example one with a mistake in it.
   * Throws ShapeError, naming the layer, where layers do not fit together.
   */
  constructor(spec: NetworkSpec, replaced: ReplacedOperations = {}) {
    this.spec = spec;
    this.replaced = replaced;
    this.layers = planLayers(spec);
    this.parameterShapes = Object.fromEntries(
      this.layers.flatMap((layer) =>
        Object.values(layer.parameters).map(({ name, shape }) => [name, shape]),
      ),
    );
    const logits = this.layers.at(-1)?.outputShape ?? [];
    if (logits.length !== 1)
      throw shapeError('network', 'the last layer must give [N, classes]', { output: logits });
    this.classes = logits[0];
  }

  /** Runs x [N, C, H, W] through all layers and keeps every output. Mutates nothing. */
  forward(x: Tensor, parameters: Parameters): Activations {
    const { inputShape } = this.spec;
    checkSameShape('network', 'x', x.shape, 'the input', [x.shape[0] ?? 0, ...inputShape]);
    const activations: Record<string, Tensor> = { x };
    let y = x;
    for (const layer of this.layers) {
      y = this.runLayer(layer, y, parameters);
      activations[layer.name] = y;
    }
    return activations;
  }

  /** Runs one layer on what goes into it. Mutates nothing. */
  runLayer(layer: Layer, x: Tensor, parameters: Parameters): Tensor {
    return this.operationOf(layer).forward({ x, ...ownParameters(layer, parameters) }, layer.spec);
  }

  /** The output of the last layer, [N, classes]. */
  logits(activations: Activations): Tensor {
    return activations[this.layers.at(-1)!.name];
  }

  /**
   * Walks the layers in reverse from `dLogits` [N, classes]. `activations` are those of the forward pass. The gradient
   * of x itself is left out unless `withInput` is true: training does not need it. Mutates nothing.
   */
  backward(
    dLogits: Tensor,
    activations: Activations,
    parameters: Parameters,
    withInput = false,
  ): NetworkGradients {
    const parameterGradients: Record<string, Tensor> = {};
    const outputGradients: Record<string, Tensor> = {};
    const first = withInput ? 0 : this.layers.findIndex(hasParameters);
    let dy = dLogits;
    for (let at = this.layers.length - 1; at >= first && at >= 0; at--) {
      const layer = this.layers[at];
      const operation = this.operationOf(layer);
      const x = at === 0 ? activations['x'] : activations[this.layers[at - 1].name];
      const inputs = { x, ...ownParameters(layer, parameters) };
      outputGradients[layer.name] = dy;
      const skipsInput = at === first && !withInput && operation.parameterGradients;
      const gradients = skipsInput
        ? operation.parameterGradients!(dy, inputs, layer.spec)
        : operation.backward(dy, inputs, layer.spec);
      for (const [role, { name }] of Object.entries(layer.parameters))
        parameterGradients[name] = gradients[role];
      dy = gradients['x'];
    }
    if (withInput) outputGradients['x'] = dy;
    return { parameters: parameterGradients, activations: outputGradients };
  }

  private operationOf({ spec }: Layer): LayerOperation {
    return this.replaced[spec.kind] ?? operationOf(spec);
  }
}

/** Draws the starting parameters of a network: one stream of numbers, layer by layer. float64 unless asked otherwise. */
export function initialParameters(spec: NetworkSpec, seed: number, float32 = false): Parameters {
  const random = mulberry32(seed);
  const parameters: Record<string, Tensor> = {};
  const like = float32 ? new Float32Array() : new Float64Array();
  for (const layer of new Network(spec).layers)
    for (const [role, { name, shape }] of Object.entries(layer.parameters)) {
      const parameter = zeros(shape, like);
      if (role === 'weight')
        initialize(weightInitializer(layer.spec), shape, parameter.data, random);
      if (role === 'alpha') parameter.data.fill(preluStart);
      parameters[name] = parameter;
    }
  return parameters;
}

/** A prelu's first slope, as in He et al. (2015) and PyTorch. */
const preluStart = 0.25;

function weightInitializer(spec: LayerSpec) {
  return ('initializer' in spec && spec.initializer) || 'heNormal';
}

function hasParameters(layer: Layer): boolean {
  return Object.keys(layer.parameters).length > 0;
}

function ownParameters(layer: Layer, parameters: Parameters): Record<string, Tensor> {
  const own: Record<string, Tensor> = {};
  for (const [role, { name, shape }] of Object.entries(layer.parameters)) {
    const parameter = parameters[name];
    if (!parameter) throw shapeError('network', `parameter ${name} is missing`, {});
    checkSameShape('network', name, parameter.shape, 'its layer', shape);
    own[role] = parameter;
  }
  return own;
}

/** Layer names become keys and parts of addresses: letters, digits and underscores, a letter first. */
const layerName = /^[A-Za-z]\w*$/;

function planLayers(spec: NetworkSpec): Layer[] {
  const layers: Layer[] = [];
  const taken = new Set(['x', 'probabilities', 'loss']);
  let shape: Shape = tensorShape(spec.inputShape);
  for (const layer of spec.layers) {
    const { name } = layer;
    if (!layerName.test(name)) throw shapeError('network', `"${name}" is no layer name`, {});
    if (taken.has(name)) throw shapeError('network', `the layer name ${name} is taken`, {});
    taken.add(name);
    try {
      const outputShape = layerOutputShape(layer, shape);
      const parameters = Object.fromEntries(
        Object.entries(parameterShapesOf(layer, shape)).map(([role, parameterShape]) => [
          role,
          { name: `${name}.${role}`, shape: parameterShape },
        ]),
      );
      layers.push({ name, spec: layer, inputShape: shape, outputShape, parameters });
      shape = outputShape;
    } catch (error) {
      if (error instanceof ShapeError)
        throw new ShapeError(`network: layer ${name}: ${error.message}`);
      throw error;
    }
  }
  return layers;
}

function tensorShape(shape: Shape): Shape {
  return tensor([0, ...shape], []).shape.slice(1);
}
