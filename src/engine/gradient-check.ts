/**
 * Gradient check: is a gradient the slope of its loss? Each number w is moved by a small h to both sides, and
 *
 *   (L(w + h) − L(w − h)) / 2h  =  dL/dw + O(h²)
 *
 * in float64. A ReLU at 0 and a pooling window with two equal maxima have no slope but a kink, and there the quotient
 * says nothing: an entry is flagged where the move changes the sign of a ReLU's input or the winner of a window.
 */
import { centralDifference, defaultStep, type CentralDifference } from './central-difference.ts';
import { runPass, type LossFunction } from './pass.ts';
import { crossedKinks, partAfter, type Setting, type Sides } from './setting.ts';
import { checkSameShape, shapeError } from './shape.ts';
import type { Tensor } from './tensor.ts';

/**
 * Gradients below this share of the loss count as this large in relative errors: the round-off of the quotient,
 * 2^-52 · |L| / h ≈ 3e-11 · |L|, would else be a large part of them.
 */
export const relativeFloor = 1e-3;

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
  /** Says on which side of every kink the last loss was. */
  readonly sides?: () => Sides;
}

/** Compares `gradient` with the slopes of `loss`, which must read `point` anew at each call. Leaves `point` as it was. */
export function checkGradient(
  loss: () => number,
  point: Tensor,
  gradient: Tensor,
  { step = defaultStep, positions, sides = () => new Map() }: CheckOptions = {},
): CheckedTensor {
  checkSameShape('gradientCheck', 'gradient', gradient.shape, 'its tensor', point.shape);
  if (!(point.data instanceof Float64Array))
    throw shapeError('gradientCheck', 'tensors must be float64', { tensor: point.shape });
  loss();
  const here = sides();
  const entries = (positions ?? [...point.data.keys()]).map((at): CheckedEntry => {
    let kink = false;
    const watchedLoss = () => {
      const now = loss();
      kink ||= crossedKinks(here, sides()).length > 0;
      return now;
    };
    const difference = centralDifference(watchedLoss, point.data, at, step);
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

export interface NetworkCheck extends Omit<CheckOptions, 'sides' | 'positions'> {
  /** Flat positions to check by tensor name; all of a tensor that is not named. */
  readonly positions?: Readonly<Record<string, readonly number[]>>;
  /** Whose backward is checked, for example one with a mistake in it; the right one unless given. */
  readonly lossFunction?: LossFunction | undefined;
}

/**
 * Checks the gradient of every tensor of a network, by name and from the loss back: each layer's output and its
 * parameters, and the input as `x`, for the softmax cross-entropy.
 */
export function checkNetwork(
  setting: Setting,
  { positions = {}, lossFunction, ...options }: NetworkCheck = {},
): Record<string, CheckedTensor> {
  const { parameterGradients, activationGradients } = runPass(setting, lossFunction);
  const found = { ...parameterGradients, ...activationGradients };
  const layers = setting.network.layers.toReversed();
  const names = layers.flatMap((layer) => [
    layer.name,
    ...Object.values(layer.parameters).flatMap(({ name, isState }) => (isState ? [] : [name])),
  ]);
  return Object.fromEntries(
    [...names, 'x'].map((name) => {
      const { point, run } = partAfter(setting, name);
      let last = run();
      const loss = () => (last = run()).loss;
      const sides = () => last.sides;
      const chosen = positions[name];
      const checkOptions = { ...options, sides, ...(chosen && { positions: chosen }) };
      return [name, checkGradient(loss, point, found[name], checkOptions)];
    }),
  );
}
