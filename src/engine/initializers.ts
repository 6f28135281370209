/**
 * Where weights start. A layer's sums keep their size from layer to layer if the variance of its weights fits the
 * number of terms: fanIn = C·kH·kW inputs go into one output, fanOut = D·kH·kW outputs use one input (dense: in, out).
 *
 *   xavier  variance 2 / (fanIn + fanOut)      Glorot and Bengio (2010), for tanh and other odd functions
 *   he      variance 2 / fanIn                 He et al. (2015), for ReLU, which halves the mean square of what is even
 *                                              about 0; its variance becomes (1 - 1/π) / 2 = 0.34 of what it was, but
 *                                              the next sum goes by the mean square
 *
 * A uniform number on ±a has the variance a² / 3. Normal numbers, or nearly, come from `normal12`, so the same seed gives the
 * same weights to the bit everywhere. Biases start at 0.
 */
import { oneOf } from './attributes.ts';
import type { Random } from './random.ts';
import { normal12, uniform } from './random.ts';
import type { Shape } from './shape.ts';
import { shapeError } from './shape.ts';
import type { FloatArray } from './tensor.ts';

export type InitializerName =
  | 'xavierNormal'
  | 'xavierUniform'
  | 'heNormal'
  | 'heUniform'
  // The article's three. They differ in its dense layers; its kernels are drawn as `xavier` draws them, in all three.
  | 'articleXavier' // its `xavier` as it really computes it: randn / sqrt(outputs / 2)
  | 'articleNormal' // its `normal`: 0.01 randn
  | 'articleRand' // its `rand`: 0.01 times uniform on [0, 1), so that no weight is negative
  | 'randn' // plain N(0, 1): the article's riddle
  | 'zeros';

interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
  /** D of a convolution, `out` of a dense layer. */
  readonly outputs: number;
  /** Whether it is a convolution's. */
  readonly isKernel: boolean;
}

/** Counts the fans of a weight [D, C, kH, kW] or [out, in]. */
export function fansOf(weight: Shape): Fans {
  if (weight.length !== 2 && weight.length !== 4)
    throw shapeError('initializers', 'weight must have 2 or 4 axes', { weight });
  const [outputs, inputs, kH = 1, kW = 1] = weight;
  const isKernel = weight.length === 4;
  return { fanIn: inputs * kH * kW, fanOut: outputs * kH * kW, outputs, isKernel };
}

type Draw = (random: Random) => number;

const normal =
  (deviation: number): Draw =>
  (random) =>
    normal12(random) * deviation;

const uniformWithin =
  (bound: number): Draw =>
  (random) =>
    (2 * uniform(random) - 1) * bound;

/** The article's `xavier` is He's rule with the outputs for the inputs, and without kH·kW. */
const articleXavier = ({ outputs }: Fans): Draw => normal(1 / Math.sqrt(outputs / 2));

/** What the article's `normal` and `rand` are multiplied by. */
const articleScale = 0.01;

const initializers: Record<InitializerName, (fans: Fans) => Draw> = {
  xavierNormal: ({ fanIn, fanOut }) => normal(Math.sqrt(2 / (fanIn + fanOut))),
  xavierUniform: ({ fanIn, fanOut }) => uniformWithin(Math.sqrt(6 / (fanIn + fanOut))),
  heNormal: ({ fanIn }) => normal(Math.sqrt(2 / fanIn)),
  heUniform: ({ fanIn }) => uniformWithin(Math.sqrt(6 / fanIn)),
  articleXavier,
  articleNormal: (fans) => (fans.isKernel ? articleXavier(fans) : normal(articleScale)),
  articleRand: (fans) =>
    fans.isKernel ? articleXavier(fans) : (random) => articleScale * uniform(random),
  randn: () => normal(1),
  zeros: () => () => 0,
};

export const initializerNames = /* @__PURE__ */ Object.keys(initializers);

/** Fills `data`, the numbers of a weight of this shape, in row-major order. */
export function initialize(
  name: InitializerName,
  weight: Shape,
  data: FloatArray,
  random: Random,
): void {
  oneOf(initializerNames)('initializers', 'initializer', name);
  const draw = initializers[name](fansOf(weight));
  for (let k = 0; k < data.length; k++) data[k] = draw(random);
}
