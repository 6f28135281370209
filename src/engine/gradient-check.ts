/**
 * Gradient check: is a gradient the slope of its loss? Each number w is moved by a small h to both sides, and
 *
 *   (L(w + h) − L(w − h)) / 2h  =  dL/dw + O(h²)
 *
 * in float64. A ReLU at 0 and a pooling window with two equal maxima have no slope but a kink, and there the quotient
 * says nothing: an entry is flagged where the move changes the sign of a ReLU's input or the winner of a window.
 */
import type { LayerSpec } from './architecture.ts';
import type { Parameters } from './backend.ts';
import { maxPool2dWinners, softmaxCrossEntropy } from './index.ts';
import type { Activations, Network } from './network.ts';
import { checkSameShape, shapeError } from './shape.ts';
import type { FloatArray, Tensor } from './tensor.ts';

/**
 * Near the cube root of the float64 precision, where truncation (h²) and round-off (1 / h) are about equal; a power of
 * two, so that w + h and w − h lose as little as possible.
 */
export const defaultStep = 2 ** -17;

/**
 * Gradients below this share of the loss count as this large in relative errors: the round-off of the quotient,
 * 2^-52 · |L| / h ≈ 3e-11 · |L|, would else be a large part of them.
 */
export const relativeFloor = 1e-3;

export interface CentralDifference {
  readonly plus: number;
  readonly minus: number;
  readonly quotient: number;
}

export interface CheckedEntry extends CentralDifference {
  /** Flat, row-major position in the tensor. */
  readonly at: number;
  readonly analytic: number;
  readonly relativeError: number;
  /** The move crosses a ReLU's kink or changes a pooling window's winner: the quotient is no slope. */
  readonly kink: boolean;
}

export interface CheckedTensor {
  readonly entries: readonly CheckedEntry[];
  /** Largest relative error of the entries without a kink, NaN if one is; 0 if there are no entries. */
  readonly worst: number;
  readonly kinks: number;
}

export interface CheckOptions {
  /** The h of the quotient; `defaultStep` unless given. */
  readonly step?: number;
  /** Flat positions to check; all unless given. */
  readonly positions?: readonly number[];
  /** Says on which side of every kink the loss now is. */
  readonly sides?: () => Sides;
}

/** One number for each kink: the sign of a ReLU's input, the winner of a window. */
export type Sides = readonly ArrayLike<number>[];

/** Moves data[at] to both sides, asks for the loss there, and puts the number back. */
export function centralDifference(
  loss: () => number,
  data: FloatArray,
  at: number,
  step = defaultStep,
): CentralDifference {
  const kept = data[at];
  data[at] = kept + step;
  const above = data[at];
  const plus = loss();
  data[at] = kept - step;
  const below = data[at];
  const minus = loss();
  data[at] = kept;
  return { plus, minus, quotient: (plus - minus) / (above - below) };
}

/** Compares `gradient` with the slopes of `loss`, which must read `point` anew at each call. Leaves `point` as it was. */
export function checkGradient(
  loss: () => number,
  point: Tensor,
  gradient: Tensor,
  { step = defaultStep, positions, sides = () => [] }: CheckOptions = {},
): CheckedTensor {
  checkSameShape('gradientCheck', 'gradient', gradient.shape, 'its tensor', point.shape);
  if (!(point.data instanceof Float64Array))
    throw shapeError('gradientCheck', 'tensors must be float64', { tensor: point.shape });
  const here = sides();
  const entries = (positions ?? [...point.data.keys()]).map((at): CheckedEntry => {
    let kink = false;
    const lossAndSides = () => {
      kink ||= !sameSides(sides(), here);
      return loss();
    };
    const difference = centralDifference(lossAndSides, point.data, at, step);
    const analytic = gradient.data[at];
    return {
      at,
      analytic,
      kink,
      relativeError: relativeError(analytic, difference),
      ...difference,
    };
  });
  let worst = 0;
  // Math.max gives NaN where there is one, so that no NaN passes for a small error.
  for (const { kink, relativeError: error } of entries) if (!kink) worst = Math.max(worst, error);
  return { entries, worst, kinks: entries.filter(({ kink }) => kink).length };
}

function relativeError(analytic: number, { plus, minus, quotient }: CentralDifference): number {
  const floor = relativeFloor * Math.max(1, Math.abs(plus), Math.abs(minus));
  return Math.abs(analytic - quotient) / Math.max(Math.abs(analytic), Math.abs(quotient), floor);
}

function sameSides(a: Sides, b: Sides): boolean {
  return a.every((side, k) => {
    for (let at = 0; at < side.length; at++) if (side[at] !== b[k][at]) return false;
    return true;
  });
}

/** On which side of its kinks a layer is for the input x; undefined for a smooth layer. */
export function kinkSides(layer: LayerSpec, x: Tensor): ArrayLike<number> | undefined {
  switch (layer.kind) {
    case 'maxPool2d':
      return maxPool2dWinners({ x }, layer);
    case 'relu':
    case 'leakyRelu':
    case 'prelu':
    case 'elu':
      return x.data.map(Math.sign);
    default:
      return undefined;
  }
}

export interface NetworkCheck extends Omit<CheckOptions, 'sides' | 'positions'> {
  /** Flat positions to check by tensor name; all of a tensor that is not named. */
  readonly positions?: Readonly<Record<string, readonly number[]>>;
  /** Whose backward is checked, for example one with a mistake in it; the right one unless given. */
  readonly lossFunction?: Pick<typeof softmaxCrossEntropy, 'backward'>;
}

/** Checks every parameter of a network, and its input as `x`, for the softmax cross-entropy of one batch. */
export function checkNetwork(
  network: Network,
  parameters: Parameters,
  x: Tensor,
  target: Tensor,
  { positions = {}, lossFunction = softmaxCrossEntropy, ...options }: NetworkCheck = {},
): Record<string, CheckedTensor> {
  const lossInputs = (activations: Activations) => ({
    logits: network.logits(activations),
    target,
  });
  const loss = () =>
    softmaxCrossEntropy.forward(lossInputs(network.forward(x, parameters))).data[0];
  const sides = () => networkSides(network, network.forward(x, parameters));
  const activations = network.forward(x, parameters);
  const dLogits = lossFunction.backward(undefined, lossInputs(activations)).logits;
  const gradients = network.backward(dLogits, activations, parameters, true);
  const points: Record<string, Tensor> = { ...parameters, x };
  const found: Record<string, Tensor> = {
    ...gradients.parameters,
    x: gradients.activations['x'],
  };
  return Object.fromEntries(
    Object.entries(found).map(([name, gradient]) => {
      const chosen = positions[name];
      const checkOptions = { ...options, sides, ...(chosen && { positions: chosen }) };
      return [name, checkGradient(loss, points[name], gradient, checkOptions)];
    }),
  );
}

function networkSides(network: Network, activations: Activations): Sides {
  const inputs = [activations['x'], ...network.layers.map(({ name }) => activations[name])];
  return network.layers
    .map((layer, at) => kinkSides(layer.spec, inputs[at]))
    .filter((side) => side !== undefined);
}
