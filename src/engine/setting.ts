/**
 * One example or one batch in a network: all that a loss depends on. Gradient checks ask it what the loss would be if
 * one number were different, and run only what comes after that number.
 */
import type { LayerSpec } from './architecture.ts';
import type { Parameters } from './backend.ts';
import { softmaxCrossEntropy } from './index.ts';
import { operationOf } from './layers.ts';
import type { Mode, Network } from './network.ts';
import { shapeError } from './shape.ts';
import type { Tensor } from './tensor.ts';

export interface Setting {
  readonly network: Network;
  readonly parameters: Parameters;
  /** [N, C, H, W] */
  readonly x: Tensor;
  /** [N] class indices, or [N, classes]. */
  readonly target: Tensor;
  /** Inference unless given. */
  readonly mode?: Mode;
}

/** Returns the loss of the setting as it is, in nats. */
export const lossOf = ({ network, parameters, x, target, mode }: Setting): number =>
  lossOfLogits(network.logits(network.forward(x, parameters, mode)), target);

/** By layer: one number for each of its kinks, the sign of a ReLU's input, the winner of a window. */
export type Sides = ReadonlyMap<string, ArrayLike<number>>;

export interface PartAfter {
  /** A copy of the tensor, to be changed at will. */
  readonly point: Tensor;
  /** The loss with `point` as it is now, and on which side of every kink on the way that is. */
  run(): { readonly loss: number; readonly sides: Sides };
}

/**
 * The part of the network that depends on one tensor: a parameter (`conv.weight`), a layer's output (`conv`) or the
 * input (`x`). Throws ShapeError where there is none of that name. Mutates nothing.
 */
export function partAfter(setting: Setting, tensor: string): PartAfter {
  const { network, parameters, x, target, mode } = setting;
  const owner = network.layers.findIndex(({ parameters: own }) =>
    Object.values(own).some(({ name }) => name === tensor),
  );
  const maker = network.layers.findIndex(({ name }) => name === tensor);
  const isParameter = owner >= 0;
  if (!isParameter && maker < 0 && tensor !== 'x')
    throw shapeError('partAfter', `the network has no tensor ${tensor}`, {});
  const activations = network.forward(x, parameters, mode);
  const whole = isParameter ? parameters[tensor] : activations[tensor];
  const point: Tensor = { shape: whole.shape, data: whole.data.slice() };
  const own = isParameter ? { ...parameters, [tensor]: point } : parameters;
  const layers = network.layers.slice(isParameter ? owner : maker + 1);
  const into = owner > 0 ? activations[network.layers[owner - 1].name] : x;
  const run = () => {
    const sides = new Map<string, ArrayLike<number>>();
    let y = isParameter ? into : point;
    for (const layer of layers) {
      const side = kinkSides(layer.spec, y);
      if (side) sides.set(layer.name, side);
      y = network.runLayer(layer, y, own, mode);
    }
    return { loss: lossOfLogits(y, target), sides };
  };
  return { point, run };
}

/** On which side of its kinks a layer is for the input x; undefined for a smooth layer. */
export const kinkSides = (layer: LayerSpec, x: Tensor): ArrayLike<number> | undefined =>
  operationOf(layer).layer.kinks?.(x, layer);

/** The layers in which two runs are on different sides of a kink. */
export const crossedKinks = (a: Sides, b: Sides): string[] =>
  [...a].filter(([layer, side]) => differ(side, b.get(layer)!)).map(([layer]) => layer);

function differ(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return true;
  return false;
}

const lossOfLogits = (logits: Tensor, target: Tensor): number =>
  softmaxCrossEntropy.forward({ logits, target }).data[0];
