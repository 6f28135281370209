/**
 * A network: layers in a row. Forward gives every layer the output of the one before and keeps all of them; backward
 * walks the row in reverse and hands each layer the gradient of its output, from which the layer makes the gradient
 * of its input, that is, of the output before. This is all of backpropagation.
 *
 * A Network holds shapes only. Parameters and activations are handed in and out, so that two runs never share any. What
 * a layer remembers without a gradient, its state, stands among the parameters.
 */
import type { LayerSpec, NetworkSpec } from './architecture.ts';
import type { Parameters } from './backend.ts';
import { checkAttributes } from './attributes.ts';
import { ShapeError, told } from './errors.ts';
import { initialize } from './initializers.ts';
import { layerOutputShape, operationOf, parametersOf } from './layers.ts';
import type { Operation, ParameterPlan } from './operation.ts';
import { mulberry32 } from './random.ts';
import { checkSameShape, shapeError } from './shape.ts';
import type { Shape } from './shape.ts';
import type { Tensor } from './tensor.ts';
import { zeros } from './tensor.ts';

export interface Layer {
  readonly name: string;
  readonly spec: LayerSpec;
  /** Shapes of one example, without the batch axis. */
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Name, shape and start of each parameter by its role: `weight`, `bias`, `alpha`. */
  readonly parameters: Readonly<Record<string, ParameterPlan & { readonly name: string }>>;
}

/** How a pass is meant: layers that behave otherwise in training, or draw numbers, ask for it. */
export interface Mode {
  readonly training: boolean;
  /** What is drawn in this pass comes from it, for each layer from a stream of its own. */
  readonly seed: number;
}

export const inference: Mode = { training: false, seed: 0 };

/** Outputs by layer name, in the order of the layers; the input comes first, as `x`. */
export type Activations = Readonly<Record<string, Tensor>>;

export interface NetworkGradients {
  /** dL/d(parameter) by parameter name. */
  readonly parameters: Parameters;
  /** dL/d(output) by layer name, and `x` where it was asked for. */
  readonly activations: Activations;
}

/** Operations by the name of the one they stand in for; what a layer of it is stays as it was. */
export type Replacements = Readonly<Record<string, Operation<any, any, any>>>;

export class Network {
  readonly spec: NetworkSpec;
  readonly layers: readonly Layer[];
  /** By parameter name, in the order of the layers. */
  readonly parameterShapes: Readonly<Record<string, Shape>>;
  /** Names of those parameters that are state: without a gradient. */
  readonly states: ReadonlySet<string>;
  readonly classes: number;
  private readonly replaced: Replacements;

  /**
   * `replaced` puts another operation in the place of a kind's own, for example one with a mistake in it.
   * Throws ShapeError where the description is none, and, naming the layer, where layers do not fit together.
   */
  constructor(spec: NetworkSpec, replaced: Replacements = {}) {
    checkSpec(spec);
    this.spec = spec;
    this.replaced = replaced;
    this.layers = planLayers(spec);
    const held = this.layers.flatMap(({ parameters }) => Object.values(parameters));
    this.parameterShapes = Object.fromEntries(held.map(({ name, shape }) => [name, shape]));
    this.states = new Set(held.flatMap(({ name, isState }) => (isState ? [name] : [])));
    const logits = this.layers.at(-1)?.outputShape ?? [];
    if (logits.length !== 1)
      throw shapeError('network', 'the last layer must give [N, classes]', { output: logits });
    this.classes = logits[0];
  }

  /** Runs x [N, C, H, W] through all layers and keeps every output. Mutates nothing. */
  forward(x: Tensor, parameters: Parameters, mode = inference): Activations {
    const { inputShape } = this.spec;
    checkSameShape('network', 'x', x.shape, 'the input', [x.shape[0] ?? 0, ...inputShape]);
    const activations: Record<string, Tensor> = { x };
    let y = x;
    for (const layer of this.layers) {
      y = this.runLayer(layer, y, parameters, mode);
      activations[layer.name] = y;
    }
    return activations;
  }

  /** Runs one layer on what goes into it. Mutates nothing. */
  runLayer(layer: Layer, x: Tensor, parameters: Parameters, mode = inference): Tensor {
    const inputs = { x, ...ownParameters(layer, parameters) };
    return this.operationOf(layer).forward(inputs, this.attrsOf(layer, mode));
  }

  /** What the operation of a layer is told: its spec, and of the mode what it asks for. */
  attrsOf(layer: Layer, { training, seed }: Mode): LayerSpec {
    const { needs = [] } = operationOf(layer.spec).layer;
    if (needs.length === 0) return layer.spec;
    const own = mulberry32(seed ^ Math.imul(this.layers.indexOf(layer) + 1, layerStream))();
    const told = { training, seed: own };
    return Object.assign({}, layer.spec, ...needs.map((name) => ({ [name]: told[name] })));
  }

  /** The layers' state after a pass in training, by parameter name. Mutates nothing. */
  nextState(activations: Activations, parameters: Parameters, mode: Mode): Parameters {
    const next: Record<string, Tensor> = {};
    for (const [at, layer] of this.layers.entries()) {
      const { renew } = operationOf(layer.spec).layer;
      if (!renew) continue;
      const inputs = { x: this.inputOf(at, activations), ...ownParameters(layer, parameters) };
      for (const [role, tensor] of Object.entries(renew(inputs, this.attrsOf(layer, mode))))
        next[layer.parameters[role].name] = tensor;
    }
    return next;
  }

  private inputOf(at: number, activations: Activations): Tensor {
    return activations[at === 0 ? 'x' : this.layers[at - 1].name];
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
    mode = inference,
  ): NetworkGradients {
    const parameterGradients: Record<string, Tensor> = {};
    const outputGradients: Record<string, Tensor> = {};
    const first = withInput ? 0 : this.layers.findIndex(hasParameters);
    let dy = dLogits;
    for (let at = this.layers.length - 1; at >= first && at >= 0; at--) {
      const layer = this.layers[at];
      const operation = this.operationOf(layer);
      const inputs = { x: this.inputOf(at, activations), ...ownParameters(layer, parameters) };
      const attrs = this.attrsOf(layer, mode);
      outputGradients[layer.name] = dy;
      const isLast = at === first && !withInput && !(layer.spec.kind in this.replaced);
      const skipsInput = isLast && operationOf(layer.spec).layer.parameterGradients;
      const gradients = skipsInput
        ? skipsInput(dy, inputs, attrs)
        : operation.backward(dy, inputs, attrs);
      for (const [role, { name, isState }] of Object.entries(layer.parameters))
        if (!isState) parameterGradients[name] = gradients[role];
      dy = gradients['x'];
    }
    if (withInput) outputGradients['x'] = dy;
    return { parameters: parameterGradients, activations: outputGradients };
  }

  private operationOf({ spec }: Layer): Operation<any, any, any> {
    return this.replaced[spec.kind] ?? operationOf(spec);
  }
}

/** Sets the streams of a pass's layers apart. */
const layerStream = 0x9e3779b9;

/** Draws the starting parameters of a network: one stream of numbers, layer by layer. float64 unless asked otherwise. */
export function initialParameters(spec: NetworkSpec, seed: number, float32 = false): Parameters {
  const random = mulberry32(seed);
  const parameters: Record<string, Tensor> = {};
  const like = float32 ? new Float32Array() : new Float64Array();
  for (const layer of new Network(spec).layers)
    for (const { name, shape, start } of Object.values(layer.parameters)) {
      const { data } = (parameters[name] = zeros(shape, like));
      if (start === 'drawn') initialize(weightInitializer(layer.spec), shape, data, random);
      else data.fill(start);
    }
  return parameters;
}

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

/** A description may come from JSON, and then be anything. */
function checkSpec(spec: unknown): asserts spec is NetworkSpec {
  if (!isRecord(spec)) {
    const problem = `a network is { inputShape, layers }, not ${told(spec)}`;
    throw shapeError('network', problem, {});
  }
  checkAttributes('network', spec, { inputShape: checkInputShape, layers: checkList });
  checkInputShape('network', 'inputShape', spec['inputShape']);
  checkList('network', 'layers', spec['layers']);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkInputShape(owner: string, name: string, value: unknown): void {
  const isExtent = (extent: unknown) => Number.isInteger(extent) && (extent as number) >= 1;
  if (Array.isArray(value) && value.length === 3 && [...value].every(isExtent)) return;
  const wanted = 'three whole numbers >= 1, [channels, height, width]';
  throw shapeError(owner, `${name} must be ${wanted}, not ${told(value)}`, {});
}

function checkList(owner: string, name: string, value: unknown): void {
  if (!Array.isArray(value))
    throw shapeError(owner, `${name} must be a list, not ${told(value)}`, {});
}

function planLayers(spec: NetworkSpec): Layer[] {
  const layers: Layer[] = [];
  const taken = new Set(['x', 'probabilities', 'loss']);
  let shape: Shape = spec.inputShape;
  for (const [at, layer] of spec.layers.entries()) {
    if (!isRecord(layer)) {
      const problem = `layer ${at} must be { kind, name, … }, not ${told(layer)}`;
      throw shapeError('network', problem, {});
    }
    const { name } = layer;
    if (typeof name !== 'string' || !layerName.test(name))
      throw shapeError('network', `${told(name)} is no layer name`, {});
    if (taken.has(name)) throw shapeError('network', `the layer name ${name} is taken`, {});
    taken.add(name);
    try {
      const outputShape = layerOutputShape(layer, shape);
      const parameters = Object.fromEntries(
        Object.entries(parametersOf(layer, shape)).map(([role, plan]) => [
          role,
          { ...plan, name: `${name}.${role}` },
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
