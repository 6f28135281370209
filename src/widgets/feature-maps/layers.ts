/**
 * The layers of the figure: a convolution, and behind it a ReLU and a pooling where they are switched on. Each is run
 * by the engine and told by its steps; which pixels a window reads is asked of the steps, never worked out here.
 */
import { conv2d } from '#engine/ops/conv2d.ts';
import { maxPool2d } from '#engine/ops/max-pool2d.ts';
import { relu } from '#engine/ops/relu.ts';
import type { Operation } from '#engine/operation.ts';
import { flatIndex, tensor, zeros, type Tensor } from '#engine/tensor.ts';
import { callOf } from '#steps/operation-trace.ts';
import * as tellings from '#steps/operations.ts';
import type { StageSteps, Call } from '#steps/stage.ts';
import type { Operand, SelectStep, Step, SumStep } from '#steps/step.ts';
import { composeTrace } from '#steps/trace.ts';

/** In the order in which they run; also the names of what they make. */
export const layerNames = ['y', 'relu', 'pool'] as const;
export type LayerName = (typeof layerNames)[number];

export interface Layer {
  readonly name: LayerName;
  /** [1, D, oH, oW] */
  readonly made: Tensor;
  /** How the cell [d, p, q] came about. */
  at(d: number, p: number, q: number): Step;
}

export interface Plan {
  /** [1, H, W] */
  readonly picture: Tensor;
  /** D kernels, each [3, 3]. */
  readonly kernels: readonly Tensor[];
  readonly stride: number;
  readonly padding: number;
  readonly hasRelu: boolean;
  readonly hasPooling: boolean;
}

const poolSize = [2, 2] as const;

/** Runs all layers that are switched on. Throws ShapeError where the engine refuses. */
export function runLayers(plan: Plan): readonly Layer[] {
  const { picture, kernels, stride, padding } = plan;
  const inputs = {
    x: { shape: [1, ...picture.shape], data: picture.data },
    weight: weightOf(kernels),
    bias: zeros([kernels.length]),
  };
  const attrs = { stride: [stride, stride], padding: [padding, padding] };
  const layers = [layerOf('y', conv2d, tellings.conv2d.forward, inputs, attrs)];
  const add = (...[name, operation, tell, own]: Behind): void => {
    layers.push(layerOf(name, operation, tell, { x: layers.at(-1)!.made }, own));
  };
  if (plan.hasRelu) add('relu', relu, tellings.relu.forward, {});
  if (plan.hasPooling) add('pool', maxPool2d, tellings.maxPool2d.forward, { kernelSize: poolSize });
  return layers;
}

type Tell = (call: Call) => readonly StageSteps[];
type Behind = readonly [LayerName, Operation<any, any, any>, Tell, object];

function layerOf(
  name: LayerName,
  operation: Operation<any, any, any>,
  tell: Tell,
  inputs: Readonly<Record<string, Tensor>>,
  attrs: object,
): Layer {
  const call = callOf(operation, { inputs, attrs: { ...attrs } });
  const trace = composeTrace(tell(call));
  const made = call.tensors['y'].tensor;
  return { name, made, at: (d, p, q) => trace.at(flatIndex(made.shape, [0, d, p, q])) };
}

/** Kernels [3, 3] as the weight [D, 1, 3, 3] of a layer. */
const weightOf = (kernels: readonly Tensor[]): Tensor =>
  tensor(
    [kernels.length, 1, ...kernels[0].shape],
    kernels.flatMap(({ data }) => Array.from(data)),
  );

/** A place in a layer; the batch has one example, so its axis is left out. */
export interface Place {
  readonly layer: LayerName;
  readonly d: number;
  readonly p: number;
  readonly q: number;
}

/** What a cell goes back to, layer by layer: the cell of each, down to the convolution's sum. */
export interface Origin {
  /** The sum: the cell of `y`, of a pooled one that of its winner. */
  readonly cell: Place;
  readonly sum: SumStep;
  /** The numbers under the pooling window, its winner first; undefined unless asked of a pooled cell. */
  readonly pooled: SelectStep | undefined;
}

/** Follows a cell back to the sum that it carries: through a pooling to its winner, through a ReLU to the same place. */
export function originOf(layers: readonly Layer[], place: Place): Origin {
  const layer = layers.find(({ name }) => name === place.layer)!;
  const step = layer.at(place.d, place.p, place.q);
  if (step.kind === 'sum') return { cell: place, sum: step, pooled: undefined };
  const before = layers[layers.indexOf(layer) - 1].name;
  const read: Operand = step.kind === 'select' ? step.candidates[step.winner] : step.reads[0];
  const [, d, p, q] = read.ref.index;
  const origin = originOf(layers, { layer: before, d, p, q });
  return step.kind === 'select' ? { ...origin, pooled: step } : origin;
}

/** Rows and columns, first and last, of the cells of a plane; those in the padding too. */
export interface Extent {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** The smallest rectangle that holds all these cells, by the last two axes of their index. */
export function extentOf(operands: readonly Operand[]): Extent {
  const range = (axis: -1 | -2): readonly [number, number] => {
    const places = operands.map(({ ref }) => ref.index.at(axis)!);
    return [Math.min(...places), Math.max(...places)];
  };
  return { rows: range(-2), columns: range(-1) };
}

/** The pixels of the picture that a sum reads, in the padding too. */
export const pixelsOf = (sum: SumStep): readonly Operand[] =>
  sum.terms.map(({ factors }) => factors.find(({ ref }) => ref.tensor === 'x')!);
