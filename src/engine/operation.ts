/**
 * The one shape of every operation, so that fixtures, gradient checks, steps and exercises need no special case.
 *
 *   forward(inputs, attrs)       -> y
 *   backward(dy, inputs, attrs)  -> the gradient of the loss for each input, under that input's name and of its shape
 *
 * dy is dL/dy, of the shape of y. A loss may leave it out: it is then 1. Inputs that are no results and have no gradient
 * (a target, running statistics) are missing among the gradients.
 */
import { checkAttributes, type Check, type Checks } from './attributes.ts';
import { told } from './errors.ts';
import { checkFilled, shapeError, type Shape } from './shape.ts';
import { sizeOf, type Tensor } from './tensor.ts';

export interface Operation<
  Inputs extends object,
  Attrs extends object,
  Gradients extends object = Inputs,
> {
  readonly name: string;
  /** The names of its inputs, all of them needed; x alone unless given. */
  readonly inputs?: readonly (keyof Inputs & string)[];
  /** Those that it knows, each with its check, beside those of its layer; none unless given. */
  readonly attributes?: Checks<Attrs>;
  forward(inputs: Inputs, attrs?: Partial<Attrs>): Tensor;
  backward(dy: Tensor | undefined, inputs: Inputs, attrs?: Partial<Attrs>): Gradients;
}

/** The inputs of an operation on one tensor alone. */
export interface OneInput {
  x: Tensor;
}

/** A tensor that a layer holds besides its input. */
export interface ParameterPlan {
  readonly shape: Shape;
  /** `drawn` by the layer's initializer, or this number everywhere. */
  readonly start: 'drawn' | number;
  /** State: no gradient and no update; `renew` gives its next values. */
  readonly isState?: true;
}

/**
 * What a layer of an operation is, beside what the operation computes. `Spec` are the attributes that a network's
 * description gives it. Shapes are those of one example, without the batch axis. Throws ShapeError.
 */
export interface LayerOf<Spec extends object> {
  /** Those that a description may give, each with its check; none unless given. */
  readonly attributes?: Checks<Spec>;
  /** By role, the names that the operation has for them; none unless given. */
  parameters?(spec: Spec, input: Shape): Readonly<Record<string, ParameterPlan>>;
  /** The input's shape unless given. */
  outputShape?(spec: Spec, input: Shape): Shape;
  /** For each kink, on which side of it x is: where a gradient check means nothing. Smooth unless given. */
  kinks?(x: Tensor, spec: Spec): ArrayLike<number>;
  /** What a layer is told besides its spec, as attributes: whether it is trained now, and a seed of its own. */
  readonly needs?: readonly ('training' | 'seed')[];
  /** The next values of its state, by role, after a pass in training. Mutates nothing. */
  renew?(inputs: Readonly<Record<string, Tensor>>, spec: Spec): Readonly<Record<string, Tensor>>;
  /** As backward, without dx: a first layer's input is data, not a result. */
  parameterGradients?(
    dy: Tensor,
    inputs: Readonly<Record<string, Tensor>>,
    spec: Spec,
  ): Readonly<Record<string, Tensor>>;
}

/** An operation that can be a layer of a network. */
export interface LayerOperation<
  Spec extends object,
  Inputs extends object,
  Attrs extends object,
  Gradients extends object = Inputs,
> extends Operation<Inputs, Attrs, Gradients> {
  readonly layer: LayerOf<Spec>;
}

/** What a layer's description has besides attributes: a network hands it to the operation as it is. */
export const layerNames = ['kind', 'name'];

const isTensor = (given: unknown): given is Tensor =>
  Array.isArray((given as Tensor | null | undefined)?.shape) &&
  ArrayBuffer.isView((given as Tensor).data);

/**
 * The same operation with a door: it refuses inputs that are missing, attributes and inputs that it does not know,
 * attributes that are out of range, and tensors with an empty axis (the first apart, which may count examples) or with more or fewer numbers than their shape says.
 */
export function withDoor<Whole extends Operation<any, any, any> & { layer?: LayerOf<any> }>(
  operation: Whole,
): Whole {
  const { name: op, inputs: names = ['x'], attributes, layer } = operation;
  const checks: Readonly<Record<string, Check>> = { ...layer?.attributes, ...attributes };
  const check = (inputs: Readonly<Record<string, Tensor>>, attrs: object = {}): void => {
    checkAttributes(op, attrs, checks, layerNames);
    const stranger = Object.keys(inputs).find((name) => !names.includes(name));
    if (stranger !== undefined)
      throw shapeError(
        op,
        `there is no input ${stranger}, those there are: ${names.join(', ')}`,
        {},
      );
    for (const name of names) {
      const given: unknown = inputs[name];
      if (!isTensor(given))
        throw shapeError(op, `${name} must be a tensor, not ${told(given)}`, {});
      const { shape, data } = given;
      checkFilled(op, name, shape);
      if (data.length !== sizeOf(shape))
        throw shapeError(op, `${name} has ${data.length} numbers`, { [name]: shape });
    }
  };
  return {
    ...operation,
    forward(inputs: Record<string, Tensor>, attrs?: object) {
      check(inputs, attrs);
      return operation.forward(inputs, attrs);
    },
    backward(dy: Tensor | undefined, inputs: Record<string, Tensor>, attrs?: object) {
      check(inputs, attrs);
      return operation.backward(dy, inputs, attrs);
    },
  };
}
