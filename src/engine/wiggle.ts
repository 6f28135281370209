/**
 * The question behind every gradient, put to the network itself: move one number a little up and a little down, run
 * what comes after it, and see what the loss does. `checkNetwork` asks it of whole tensors; this asks it of one cell,
 * activations included, at any h, and tells what was in the way.
 *
 *   dL/dw ≈ (L(w + h) − L(w − h)) / 2h
 *
 * The quotient is wrong by about h² · L'''(w) / 6 (truncation: the loss is no parabola) and by about ε · |L| / h
 * (round-off: two nearly equal losses are subtracted), so there is a best h between too large and too small. Where the
 * way from w − h to w + h crosses a kink, the quotient averages two slopes and says little about either.
 *
 * Source: Press et al., Numerical Recipes, section 5.7. Everything is float64.
 */
import type { Parameters } from './backend.ts';
import { centralDifference, kinkSides, type CentralDifference } from './gradient-check.ts';
import { softmaxCrossEntropy } from './index.ts';
import type { Network } from './network.ts';
import { shapeError } from './shape.ts';
import { flatIndex, type Tensor } from './tensor.ts';

/** One example or one batch in a network: all that a loss depends on. */
export interface Setting {
  readonly network: Network;
  readonly parameters: Parameters;
  /** [N, C, H, W] */
  readonly x: Tensor;
  /** [N] class indices, or [N, classes]. */
  readonly target: Tensor;
}

/** A cell of a parameter (`conv.weight`), of a layer's output (`conv`) or of the input (`x`). */
export interface NetworkCell {
  readonly tensor: string;
  readonly index: readonly number[];
}

/** `plus` and `minus` are L(w + h) and L(w − h), in nats. */
export interface Wiggle extends CentralDifference {
  readonly h: number;
  /** |quotient − gradient| / the larger of the two sizes; 0 where both are 0. */
  readonly relativeError: number;
  /** Layers in which a kink lies between w − h and w + h, in order. */
  readonly kinks: readonly string[];
}

/** Returns the loss of the setting as it is. */
export const lossOf = ({ network, parameters, x, target }: Setting): number =>
  lossOfLogits(network.logits(network.forward(x, parameters)), target);

/** Wiggles one cell by `h` and compares with `gradient`, which is what backpropagation says. Mutates nothing. */
export function wiggle(setting: Setting, cell: NetworkCell, gradient: number, h: number): Wiggle {
  const { point, flat, run } = partAfter(setting, cell);
  const here = run().sides;
  const kinks = new Set<string>();
  const loss = (): number => {
    const { value, sides } = run();
    for (const [layer, side] of sides)
      if (side.some((one, k) => one !== here.get(layer)![k])) kinks.add(layer);
    return value;
  };
  const difference = centralDifference(loss, point.data, flat, h);
  return {
    ...difference,
    h,
    relativeError: relativeError(difference.quotient, gradient),
    kinks: setting.network.layers.map(({ name }) => name).filter((name) => kinks.has(name)),
  };
}

/** |a − b| / max(|a|, |b|), 0 where both are 0. */
export function relativeError(a: number, b: number): number {
  const size = Math.max(Math.abs(a), Math.abs(b));
  return size === 0 ? 0 : Math.abs(a - b) / size;
}

/** A copy of the tensor with the cell, and the part of the network that depends on it. */
function partAfter({ network, parameters, x, target }: Setting, { tensor, index }: NetworkCell) {
  const isParameter = tensor in network.parameterShapes;
  const made = network.layers.findIndex(({ name }) => name === tensor);
  if (!isParameter && made < 0 && tensor !== 'x')
    throw shapeError('wiggle', `the network has no tensor ${tensor}`, {});
  const whole = isParameter ? parameters[tensor] : network.forward(x, parameters)[tensor];
  const point: Tensor = { shape: whole.shape, data: whole.data.slice() };
  const own = isParameter ? { ...parameters, [tensor]: point } : parameters;
  const layers = isParameter ? network.layers : network.layers.slice(made + 1);
  const run = () => {
    const sides = new Map<string, number[]>();
    let y = isParameter ? x : point;
    for (const layer of layers) {
      const side = kinkSides(layer.spec, y);
      if (side) sides.set(layer.name, Array.from(side));
      y = network.runLayer(layer, y, own);
    }
    return { value: lossOfLogits(y, target), sides };
  };
  return { point, flat: flatIndex(whole.shape, index), run };
}

const lossOfLogits = (logits: Tensor, target: Tensor): number =>
  softmaxCrossEntropy.forward({ logits, target }).data[0];
