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
import { centralDifference, type CentralDifference } from './central-difference.ts';
import { crossedKinks, partAfter, type Setting } from './setting.ts';
import { flatIndex } from './tensor.ts';

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

/** Wiggles one cell by `h` and compares with `gradient`, which is what backpropagation says. Mutates nothing. */
export function wiggle(
  setting: Setting,
  { tensor, index }: NetworkCell,
  gradient: number,
  h: number,
): Wiggle {
  const { point, run } = partAfter(setting, tensor);
  const here = run().sides;
  const kinks = new Set<string>();
  const loss = (): number => {
    const now = run();
    for (const layer of crossedKinks(here, now.sides)) kinks.add(layer);
    return now.loss;
  };
  const difference = centralDifference(loss, point.data, flatIndex(point.shape, index), h);
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
