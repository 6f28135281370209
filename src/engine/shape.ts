/**
 * Shape arithmetic, in one place: every operation, network and backend asks here how large an output is and whether
 * the shapes it was given fit together. All functions throw ShapeError and look at shapes only, `checkTarget` also at
 * the numbers.
 *
 * No axis may be empty but N: a batch of no examples goes through a layer to an output of none, and its sums are 0. Who
 * takes a mean over the batch, a loss or a normalisation in training, needs one and says so.
 */
import { ShapeError, formatShape, told } from './errors.ts';
import { sizeOf, type Pair, type Tensor } from './tensor.ts';

export type Shape = readonly number[];

/** How a window moves over an image. */
export interface WindowAttrs {
  readonly kernelSize: Pair;
  /** Pixels from one window to the next; unless given [1, 1], of a pooling kernelSize. */
  readonly stride: Pair;
  /** [0, 0] unless given; of a pooling at most half of kernelSize. */
  readonly padding: Pair;
}

/** The axis letters of a convolution or pooling: see content/notation.json. H and W are without padding. */
export interface WindowSizes {
  N: number;
  C: number;
  H: number;
  W: number;
  kH: number;
  kW: number;
  sH: number;
  sW: number;
  pH: number;
  pW: number;
  oH: number;
  oW: number;
}

/** Fails with the grammar of all engine errors: `op: what is wrong; name [shape], name [shape]`. */
export function shapeError(op: string, problem: string, shapes: Record<string, Shape>): ShapeError {
  const given = Object.entries(shapes).map(([name, shape]) => `${name} ${formatShape(shape)}`);
  return new ShapeError(
    given.length ? `${op}: ${problem}; ${given.join(', ')}` : `${op}: ${problem}`,
  );
}

/** Checks that a tensor has as many axes as its letters, for example `N, C, H, W`, none of them empty but N. */
export function checkAxes(op: string, name: string, shape: Shape, axes: string): void {
  const letters = axes === '' ? [] : axes.split(', ');
  const expected = letters.length;
  if (shape.length !== expected) {
    const wanted = expected === 1 ? `1 axis [${axes}]` : `${expected} axes [${axes}]`;
    throw shapeError(op, `${name} must have ${wanted} but has ${shape.length}`, { [name]: shape });
  }
  const empty = letters.find((letter, axis) => letter !== 'N' && shape[axis] === 0);
  if (empty) throw shapeError(op, `${name} is empty along ${empty}`, { [name]: shape });
}

/** Checks that no axis of a tensor is empty but the first, which may count examples. */
export function checkFilled(op: string, name: string, shape: Shape): void {
  if (shape.slice(1).includes(0))
    throw shapeError(op, `${name} has an empty axis`, { [name]: shape });
}

/** Checks that two tensors have the same shape. */
export function checkSameShape(
  op: string,
  name: string,
  shape: Shape,
  otherName: string,
  other: Shape,
): void {
  if (shape.length !== other.length || shape.some((extent, axis) => extent !== other[axis]))
    throw shapeError(op, `${name} must have the shape of ${otherName}`, {
      [name]: shape,
      [otherName]: other,
    });
}

/** Checks a number of channels or features. */
export function checkCount(op: string, name: string, count: unknown): void {
  if (!Number.isInteger(count) || (count as number) < 1)
    throw shapeError(op, `${name} must be a whole number >= 1, not ${told(count)}`, {});
}

/** Counts the places of a window along one axis: ⌊(size + 2·padding − kernel) / stride⌋ + 1. */
export function outputSize(size: number, kernel: number, stride: number, padding: number): number {
  return Math.floor((size + 2 * padding - kernel) / stride) + 1;
}

/** Whether a window stands at this place of `count`: a quotient by the stride need not be whole. */
export const isPlace = (at: number, count: number): boolean =>
  at >= 0 && at < count && Number.isInteger(at);

/** Checks `[height, width]`; a single number is none. */
export function checkPair(op: string, name: string, pair: unknown, least: number): void {
  const isExtent = (extent: unknown) => Number.isInteger(extent) && (extent as number) >= least;
  // Not by `every`, which passes over holes.
  if (Array.isArray(pair) && pair.length === 2 && isExtent(pair[0]) && isExtent(pair[1])) return;
  throw shapeError(op, `${name} must be two whole numbers >= ${least}; ${name} ${told(pair)}`, {});
}

function windowSizes(op: string, x: Shape, attrs: WindowAttrs): WindowSizes {
  checkAxes(op, 'x', x, 'N, C, H, W');
  checkPair(op, 'kernelSize', attrs.kernelSize, 1);
  checkPair(op, 'stride', attrs.stride, 1);
  checkPair(op, 'padding', attrs.padding, 0);
  const [N, C, H, W] = x;
  const [kH, kW] = attrs.kernelSize;
  const [sH, sW] = attrs.stride;
  const [pH, pW] = attrs.padding;
  if (kH > H + 2 * pH || kW > W + 2 * pW)
    throw shapeError(op, 'the kernel is larger than the padded input', {
      x,
      kernelSize: attrs.kernelSize,
      padding: attrs.padding,
    });
  const oH = outputSize(H, kH, sH, pH);
  const oW = outputSize(W, kW, sW, pW);
  return { N, C, H, W, kH, kW, sH, sW, pH, pW, oH, oW };
}

export interface Conv2dSizes extends WindowSizes {
  /** Output channels. */
  D: number;
}

/** Sizes of a convolution: x [N, C, H, W], weight [D, C, kH, kW], bias [D], y [N, D, oH, oW]. */
export function conv2dSizes(
  x: Shape,
  weight: Shape,
  bias: Shape,
  attrs: Partial<WindowAttrs> = {},
): Conv2dSizes {
  checkAxes('conv2d', 'x', x, 'N, C, H, W');
  checkAxes('conv2d', 'weight', weight, 'D, C, kH, kW');
  checkAxes('conv2d', 'bias', bias, 'D');
  const [D, C, kH, kW] = weight;
  if (C !== x[1])
    throw shapeError('conv2d', `weight has ${C} input channels but x has ${x[1]}`, { x, weight });
  if (bias[0] !== D)
    throw shapeError('conv2d', `bias has ${bias[0]} entries but weight has ${D} output channels`, {
      weight,
      bias,
    });
  const { stride = [1, 1], padding = [0, 0] } = attrs;
  return { ...windowSizes('conv2d', x, { kernelSize: [kH, kW], stride, padding }), D };
}

/** Sizes of a pooling: x [N, C, H, W], y [N, C, oH, oW]. The stride is the kernel's size unless it is given. */
export function poolSizes(
  op: 'maxPool2d' | 'avgPool2d',
  x: Shape,
  attrs: Partial<WindowAttrs> = {},
): WindowSizes {
  const { kernelSize, padding = [0, 0] } = attrs;
  if (!kernelSize) throw shapeError(op, 'kernelSize is missing', { x });
  const { stride = kernelSize } = attrs;
  const sizes = windowSizes(op, x, { kernelSize, stride, padding });
  // A window that lies in the padding alone would have no maximum and no mean.
  if (2 * sizes.pH > sizes.kH || 2 * sizes.pW > sizes.kW)
    throw shapeError(op, 'padding must not be more than half of kernelSize', {
      kernelSize,
      padding,
    });
  return sizes;
}

/** Sizes of a dense layer: x [N, in], weight [out, in], bias [out], y [N, out]. */
export function denseSizes(
  x: Shape,
  weight: Shape,
  bias: Shape,
): { N: number; inFeatures: number; outFeatures: number } {
  checkAxes('dense', 'x', x, 'N, in');
  checkAxes('dense', 'weight', weight, 'out, in');
  checkAxes('dense', 'bias', bias, 'out');
  const [outFeatures, inFeatures] = weight;
  if (x[1] !== inFeatures)
    throw shapeError('dense', `weight takes ${inFeatures} inputs but x has ${x[1]}`, { x, weight });
  if (bias[0] !== outFeatures)
    throw shapeError('dense', `bias has ${bias[0]} entries but weight has ${outFeatures} outputs`, {
      weight,
      bias,
    });
  return { N: x[0], inFeatures, outFeatures };
}

/** The shape after flattening all axes but the first: [N, …] → [N, product of the rest]. */
export function flattenShape(x: Shape): [rows: number, columns: number] {
  if (x.length < 2) throw shapeError('flatten', 'x must have at least 2 axes', { x });
  checkFilled('flatten', 'x', x);
  return [x[0], sizeOf(x.slice(1))];
}

/** Rows and classes of logits [N, K] for a loss, which needs at least one of each. */
export function logitSizes(op: string, name: string, shape: Shape): { N: number; K: number } {
  checkAxes(op, name, shape, 'N, K');
  const [N, K] = shape;
  if (N === 0) throw shapeError(op, `${name} has no examples`, { [name]: shape });
  return { N, K };
}

/** Returns dy after checking that it is there, has the shape of y, and fills it. */
export function requireUpstream(op: string, dy: Tensor | undefined, y: Shape): Tensor {
  if (!dy) throw shapeError(op, 'dy is missing', { y });
  checkSameShape(op, 'dy', dy.shape, 'y', y);
  if (dy.data.length !== sizeOf(y))
    throw shapeError(op, `dy has ${dy.data.length} numbers`, { dy: y });
  return dy;
}

/** Returns the upstream gradient of a loss: the one number of dy, or 1 where it is left out. */
export function lossUpstream(op: string, dy: Tensor | undefined): number {
  if (!dy) return 1;
  checkAxes(op, 'dy', dy.shape, '');
  return dy.data[0];
}

/** Rows along the last axis, each of K entries: for softmax. */
export function rowSizes(op: string, x: Shape): { rows: number; K: number } {
  const K = x.at(-1);
  if (!K) throw shapeError(op, 'the last axis of x is missing or empty', { x });
  checkFilled(op, 'x', x);
  return { rows: sizeOf(x.slice(0, -1)), K };
}

/** How many slopes a prelu has and how many neighbouring cells of x share one before the next begins. */
export function preluSizes(x: Shape, alpha: Shape): { slopes: number; cells: number } {
  checkAxes('prelu', 'alpha', alpha, '1 or C');
  const [slopes] = alpha;
  if (slopes === 1) return { slopes, cells: 1 };
  if (x.length < 2)
    throw shapeError('prelu', 'x has no channels, so alpha must be one slope', { x, alpha });
  if (slopes !== x[1])
    throw shapeError('prelu', `alpha has ${slopes} slopes but x has ${x[1]} channels`, {
      x,
      alpha,
    });
  return { slopes, cells: sizeOf(x.slice(2)) };
}

/** Probabilities of a row may miss a sum of 1 by this much: float32 rounding of up to a thousand classes. */
const rowSumTolerance = 1e-4;

/** Checks a target against logits [N, K]: class indices [N], or rows [N, K] of probabilities that sum to 1. */
export function checkTarget(op: string, logits: Shape, target: Tensor): void {
  const [N, K] = logits;
  if (target.shape.length === 1 && target.shape[0] === N) return;
  checkSameShape(op, 'target', target.shape, 'logits', logits);
  for (let n = 0; n < N; n++) {
    let sum = 0;
    for (let k = 0; k < K; k++) {
      const share = target.data[n * K + k];
      if (!(share >= 0 && share <= 1 + rowSumTolerance)) {
        const problem = `target of row ${n}, class ${k}, must be in [0, 1], not ${share}`;
        throw shapeError(op, problem, { target: target.shape });
      }
      sum += share;
    }
    if (!(Math.abs(sum - 1) <= rowSumTolerance))
      throw shapeError(op, `row ${n} of target sums to ${sum}, not to 1`, { target: target.shape });
  }
}
