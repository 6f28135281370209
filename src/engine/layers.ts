/** The kinds of layers that a network may have: the operations that say what a layer of them is. */
import { checkAttributes } from './attributes.ts';
import { told } from './errors.ts';
import { layerNames, type LayerOf, type LayerOperation, type ParameterPlan } from './operation.ts';
import * as operations from './operations.ts';
import { shapeError, type Shape } from './shape.ts';

type Operations = typeof operations;
type SpecOf<One> = One extends { layer: LayerOf<infer Spec> } ? Spec : never;

export type LayerKind = {
  [Kind in keyof Operations]: Operations[Kind] extends { layer: unknown } ? Kind : never;
}[keyof Operations];

/** One layer on paper: its kind, a name, and what an operation of this kind wants to know. */
export type LayerSpec = {
  [Kind in LayerKind]: { kind: Kind; name: string } & SpecOf<Operations[Kind]>;
}[LayerKind];

/** An operation as a network sees it: it checks names against the layer's parameters, and shapes at the door. */
export type AnyLayer = LayerOperation<any, any, any, any>;

/** Throws ShapeError where no operation of this kind can be a layer. */
export function operationOf({ kind }: Pick<LayerSpec, 'kind'>): AnyLayer {
  const one: object | undefined = Object.hasOwn(operations, kind) ? operations[kind] : undefined;
  if (one === undefined || !('layer' in one))
    throw shapeError('network', `unknown kind of layer: ${told(kind)}`, {});
  return one as AnyLayer;
}

/** What a layer holds by role, for an input of this shape (without the batch axis). Throws ShapeError. */
export const parametersOf = (
  spec: LayerSpec,
  input: Shape,
): Readonly<Record<string, ParameterPlan>> => checkedLayer(spec).parameters?.(spec, input) ?? {};

/** Shape of a layer's output for an input of this shape; both without the batch axis. Throws ShapeError. */
export const layerOutputShape = (spec: LayerSpec, input: Shape): Shape =>
  checkedLayer(spec).outputShape?.(spec, input) ?? input;

/** Throws ShapeError where a layer is told what its kind does not know, or what is out of range. */
function checkedLayer(spec: LayerSpec): LayerOf<any> {
  const { name, layer } = operationOf(spec);
  checkAttributes(name, spec, { ...layer.attributes }, layerNames);
  return layer;
}
