/**
 * The question behind every gradient, put to the network itself: move one number a little up and a little down, run
 * what comes after it, and see what the loss does.
 *
 *   dL/dw ≈ (L(w + h) − L(w − h)) / 2h
 *
 * The quotient is wrong by about h² · L'''(w) / 6 (truncation: the loss is no parabola) and by about ε · |L| / h
 * (round-off: two nearly equal losses are subtracted), so there is a best h between too large and too small. Where w's
 * way from w − h to w + h crosses a kink, a ReLU's input changing sign or a pooling window changing its winner, the
 * quotient averages two slopes and says little about either.
 *
 * Source: Press et al., Numerical Recipes, section 5.7. Everything is float64.
 */
import type { Parameters } from './backend.ts';
import { maxPool2dWinners, softmaxCrossEntropy } from './index.ts';
import type { Layer, Network } from './network.ts';
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

export interface Wiggle {
  readonly h: number;
  /** L(w + h) and L(w − h), in nats. */
  readonly plus: number;
  readonly minus: number;
  readonly quotient: number;
  /** |quotient − gradient| / the larger of the two sizes; 0 where both are 0. */
  readonly relativeError: number;
  /** Layers in which a kink lies between w − h and w + h, in order. */
  readonly kinks: readonly string[];
}

/** Returns the loss of the setting as it is. */
export function lossOf({ network, parameters, x, target }: Setting): number {
  return lossOfLogits(network.logits(network.forward(x, parameters)), target);
}

/** Wiggles one cell by `h` and compares with `gradient`, which is what backpropagation says. Mutates nothing. */
export function wiggle(setting: Setting, cell: NetworkCell, gradient: number, h: number): Wiggle {
  const run = runnerOf(setting, cell);
  const value = run.value;
  const above = run.at(value + h);
  const below = run.at(value - h);
  // w + h is rounded; dividing by the distance really gone takes that part of the error out.
  const distance = value + h - (value - h);
  const quotient = (above.loss - below.loss) / distance;
  const middle = run.at(value);
  const kinks = run.layers
    .filter((layer) =>
      [above, below].some((side) => !takesSameBranch(layer, side.inputs, middle.inputs)),
    )
    .map(({ name }) => name);
  return {
    h,
    plus: above.loss,
    minus: below.loss,
    quotient,
    relativeError: relativeError(quotient, gradient),
    kinks,
  };
}

/** |a − b| / max(|a|, |b|), 0 where both are 0. */
export function relativeError(a: number, b: number): number {
  const size = Math.max(Math.abs(a), Math.abs(b));
  return size === 0 ? 0 : Math.abs(a - b) / size;
}

interface Run {
  readonly loss: number;
  /** What went into each layer that ran, by layer name. */
  readonly inputs: Readonly<Record<string, Tensor>>;
}

/** Prepares the part of the network that depends on the cell. */
function runnerOf({ network, parameters, x, target }: Setting, { tensor, index }: NetworkCell) {
  const isParameter = tensor in network.parameterShapes;
  const made = network.layers.findIndex(({ name }) => name === tensor);
  if (!isParameter && made < 0 && tensor !== 'x')
    throw shapeError('wiggle', `the network has no tensor ${tensor}`, {});
  const activations = network.forward(x, parameters);
  const whole = isParameter ? parameters[tensor] : activations[tensor];
  const flat = flatIndex(whole.shape, index);
  const withValue = (value: number): Tensor => {
    const data = whole.data.slice();
    data[flat] = value;
    return { shape: whole.shape, data };
  };
  const layers = isParameter ? network.layers : network.layers.slice(made + 1);
  return {
    value: whole.data[flat],
    layers,
    at: (value: number): Run => {
      const changed = withValue(value);
      const inputs: Record<string, Tensor> = {};
      const own = isParameter ? { ...parameters, [tensor]: changed } : parameters;
      let y = isParameter ? x : changed;
      for (const layer of layers) {
        inputs[layer.name] = y;
        y = network.runLayer(layer, y, own);
      }
      return { loss: lossOfLogits(y, target), inputs };
    },
  };
}

const lossOfLogits = (logits: Tensor, target: Tensor): number =>
  softmaxCrossEntropy.forward({ logits, target }).data[0];

function takesSameBranch(layer: Layer, one: Run['inputs'], other: Run['inputs']): boolean {
  const [a, b] = [one[layer.name], other[layer.name]];
  switch (layer.spec.kind) {
    case 'relu':
    case 'leakyRelu':
    case 'prelu':
      return a.data.every((value, k) => value > 0 === b.data[k] > 0);
    case 'maxPool2d': {
      const winners = maxPool2dWinners({ x: b }, layer.spec);
      return maxPool2dWinners({ x: a }, layer.spec).every((winner, k) => winner === winners[k]);
    }
    default:
      return true;
  }
}
