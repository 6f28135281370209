/**
 * batchNorm2d: gives every channel the mean bias and, but for epsilon, the
 * deviation |weight|, as PyTorch's BatchNorm2d.
 *
 *   normalised[n,c,h,w] = (x[n,c,h,w] − mean[c]) / √(variance[c] + epsilon)
 *   y[n,c,h,w]          = weight[c] · normalised[n,c,h,w] + bias[c]
 *
 * x [N, C, H, W] · weight, bias, runningMean, runningVariance [C] → y of the
 * shape of x. In training, mean and variance are those of the batch: over the
 * count = N·H·W cells of a channel, the variance divided by count. Else they
 * are the running ones.
 *
 *   dBias[c]   = Σ n,h,w  dy[n,c,h,w]
 *   dWeight[c] = Σ n,h,w  dy[n,c,h,w] · normalised[n,c,h,w]
 *   dx         = scale · dy,   scale = weight / √(variance + epsilon)
 *   in training, because each x also moves the mean and the variance:
 *   dx         = scale · (dy − dBias / count − normalised · dWeight / count)
 *
 * The running statistics have no gradient. After a pass in training they move
 * towards the batch's by momentum; their variance is divided by count − 1.
 *
 * Every sum runs in double precision from 0, in the order n, h, w, and what is
 * between two results stays in it; results are rounded once, when they are
 * stored. The step traces repeat it to the last bit.
 *
 * Source: Ioffe and Szegedy, Batch Normalization (2015), algorithm 1 and the
 * gradients of section 3; checked in tests/conformance.
 */
import { flag, numberThatIs } from '../attributes.ts';
import { withDoor } from '../operation.ts';
import type { LayerOf, LayerOperation } from '../operation.ts';
import {
  checkAxes,
  requireUpstream,
  shapeError,
  type Shape,
} from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { zeros } from '../tensor.ts';

export interface BatchNorm2dInputs {
  x: Tensor;
  weight: Tensor;
  bias: Tensor;
  runningMean: Tensor;
  runningVariance: Tensor;
}

interface BatchNorm2dSpec {
  /** Keeps the root from 0, > 0; 1e-5 unless given. */
  epsilon?: number;
  /** How far running statistics move in a pass, in [0, 1]; 0.1 unless given. */
  momentum?: number;
}

export interface BatchNorm2dAttrs extends Required<BatchNorm2dSpec> {
  /** Whether the batch's own statistics count; false unless given. */
  training: boolean;
}

type Attrs = Partial<BatchNorm2dAttrs> | undefined;
type RunningInputs = Omit<BatchNorm2dInputs, 'weight' | 'bias'>;
type Gradients = Pick<BatchNorm2dInputs, 'x' | 'weight' | 'bias'>;

interface Statistics {
  mean: ArrayLike<number>;
  variance: ArrayLike<number>;
}

const op = 'batchNorm2d';

// #region statistics
/** The mean and the variance of each channel of a batch. */
function batchStatistics({ shape, data: x }: Tensor): Statistics {
  const [N, C, H, W] = shape;
  const count = N * H * W;
  const mean = new Float64Array(C);
  const variance = new Float64Array(C);
  for (let c = 0; c < C; c++) {
    let sum = 0;
    for (let n = 0; n < N; n++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) sum += x[((n * C + c) * H + h) * W + w];
    mean[c] = sum / count;
    let squares = 0;
    for (let n = 0; n < N; n++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const centred = x[((n * C + c) * H + h) * W + w] - mean[c];
          squares += centred * centred;
        }
    variance[c] = squares / count;
  }
  return { mean, variance };
}
// #endregion

// #region normalise
/** Takes its mean off each channel of x and divides by its deviation. */
function normalise(
  { shape, data: x }: Tensor,
  { mean, variance }: Statistics,
  epsilon: number,
): Float64Array {
  const [N, C, H, W] = shape;
  const normalised = new Float64Array(x.length);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const at = ((n * C + c) * H + h) * W + w;
          const centred = x[at] - mean[c];
          normalised[at] = centred / Math.sqrt(variance[c] + epsilon);
        }
  return normalised;
}
// #endregion

// #region forward
function forward(inputs: BatchNorm2dInputs, attrs?: Attrs): Tensor {
  const { epsilon, statistics } = plan(inputs, attrs);
  const [N, C, H, W] = inputs.x.shape;
  const weight = inputs.weight.data;
  const bias = inputs.bias.data;
  const normalised = normalise(inputs.x, statistics, epsilon);
  const y = zeros(inputs.x.shape, inputs.x.data);
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const at = ((n * C + c) * H + h) * W + w;
          y.data[at] = weight[c] * normalised[at] + bias[c];
        }
  return y;
}
// #endregion

// #region backward
function backward(
  upstream: Tensor | undefined,
  inputs: BatchNorm2dInputs,
  attrs?: Attrs,
): Gradients {
  const { epsilon, statistics, training } = plan(inputs, attrs);
  const [N, C, H, W] = inputs.x.shape;
  const count = N * H * W;
  const dy = requireUpstream(op, upstream, inputs.x.shape).data;
  const normalised = normalise(inputs.x, statistics, epsilon);
  const dx = zeros(inputs.x.shape, inputs.x.data);
  const dWeight = zeros([C], inputs.weight.data);
  const dBias = zeros([C], inputs.bias.data);
  for (let c = 0; c < C; c++) {
    let sum = 0;
    let products = 0;
    for (let n = 0; n < N; n++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const at = ((n * C + c) * H + h) * W + w;
          sum += dy[at];
          products += dy[at] * normalised[at];
        }
    dBias.data[c] = sum;
    dWeight.data[c] = products;

    const root = Math.sqrt(statistics.variance[c] + epsilon);
    const scale = inputs.weight.data[c] / root;
    const meanDy = sum / count;
    const meanProduct = products / count;
    for (let n = 0; n < N; n++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++) {
          const at = ((n * C + c) * H + h) * W + w;
          const common = meanDy + normalised[at] * meanProduct;
          if (training) dx.data[at] = scale * (dy[at] - common);
          else dx.data[at] = scale * dy[at];
        }
  }
  return { x: dx, weight: dWeight, bias: dBias };
}
// #endregion

// #region renew
/** The running statistics, moved towards those of the batch. */
function renew(
  { x, runningMean, runningVariance }: RunningInputs,
  { momentum = 0.1 }: BatchNorm2dSpec,
): Omit<RunningInputs, 'x'> {
  const [N, C, H, W] = x.shape;
  const count = N * H * W;
  const { mean, variance } = batchStatistics(x);
  const nextMean = zeros([C], runningMean.data);
  const nextVariance = zeros([C], runningVariance.data);
  for (let c = 0; c < C; c++) {
    const unbiased = (variance[c] * count) / (count - 1);
    nextMean.data[c] =
      (1 - momentum) * runningMean.data[c] + momentum * mean[c];
    nextVariance.data[c] =
      (1 - momentum) * runningVariance.data[c] + momentum * unbiased;
  }
  return { runningMean: nextMean, runningVariance: nextVariance };
}
// #endregion

/** Checks what it is given, and chooses the statistics that count. */
function plan({ x, ...channels }: BatchNorm2dInputs, attrs: Attrs = {}) {
  const { epsilon = 1e-5, training = false } = attrs;
  checkAxes(op, 'x', x.shape, 'N, C, H, W');
  for (const [name, { shape }] of Object.entries(channels))
    checkChannels(name, shape, x.shape);
  if (training) {
    checkCount(x.shape);
    return { epsilon, training, statistics: batchStatistics(x) };
  }
  const mean = channels.runningMean.data;
  const variance = channels.runningVariance.data;
  return { epsilon, training, statistics: { mean, variance } };
}

function checkChannels(name: string, shape: Shape, x: Shape): void {
  checkAxes(op, name, shape, 'C');
  const problem = `${name} has ${shape[0]} entries but x has ${x[1]} channels`;
  if (shape[0] !== x[1]) throw shapeError(op, problem, { x, [name]: shape });
}

/** One value is its own mean, and has no variance. */
function checkCount(x: Shape): void {
  const [N, , H, W] = x;
  const problem = 'training needs more than one value in each channel';
  if (!(N * H * W > 1)) throw shapeError(op, problem, { x });
}

const epsilon = /* @__PURE__ */ numberThatIs('a number > 0');
const momentum = /* @__PURE__ */ numberThatIs('in [0, 1]');

const layer: LayerOf<BatchNorm2dSpec> = {
  attributes: { epsilon, momentum },
  parameters(_spec, input) {
    checkAxes(op, 'x', [1, ...input], 'N, C, H, W');
    const shape = [input[0]];
    return {
      weight: { shape, start: 1 },
      bias: { shape, start: 0 },
      runningMean: { shape, start: 0, isState: true },
      runningVariance: { shape, start: 1, isState: true },
    };
  },
  needs: ['training'],
  renew: (inputs, spec) => ({
    ...renew(inputs as unknown as RunningInputs, spec),
  }),
};

export const batchNorm2d: LayerOperation<
  BatchNorm2dSpec,
  BatchNorm2dInputs,
  BatchNorm2dAttrs,
  Gradients
> = /* @__PURE__ */ withDoor({
  name: op,
  inputs: ['x', 'weight', 'bias', 'runningMean', 'runningVariance'],
  forward,
  backward,
  attributes: { epsilon, momentum, training: flag },
  layer,
});
