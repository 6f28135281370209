/**
 * What a kernel is told: plain records in memory, written once by the memory plan (src/engine/wasm/descriptors.ts, which
 * lists the same fields in the same order; a test compares the two). Every field has four bytes. Addresses and steps
 * are bytes; `...Floats`, `...Channels`, `...Features` and counts are numbers of elements.
 *
 * Images lie sample by sample as [height][width][channel] with the channels of inner layers filled up to a multiple of
 * four, so that one pixel is a whole number of vectors. An image that a padded convolution will read lies inside a
 * border of zeros. What is filled up starts as zero and every kernel keeps it zero.
 */

/** From bytes to the network's input: `output` = byte / divisor. */
@unmanaged
export class Gather {
  height: i32;
  width: i32;
  channels: i32;
  divisor: f32;
  /** Rows of the batch as indices into the data set (u32), and [down, right] (i8) by row or 0. */
  indices: usize;
  shifts: usize;
  output: usize;
  outputSampleStep: usize;
  outputRowStep: usize;
}

/** A convolution with its optional ReLU and max-pooling, done together. */
@unmanaged
export class Convolution {
  /** Image in; `pixelStep` and `rowStep` are the distances of neighbouring convolution outputs in it. */
  input: usize;
  inputSampleStep: usize;
  inputRowStep: usize;
  pixelStep: usize;
  rowStep: usize;
  kernelHeight: i32;
  /** kernel width * input channels: the taps of one kernel row lie side by side. */
  kernelRowFloats: i32;
  outputChannels: i32;
  /** Size of the pooled output and the distances, in the input, of neighbouring pooled outputs. */
  outputHeight: i32;
  outputWidth: i32;
  windowPixelStep: usize;
  windowRowStep: usize;
  /** Offsets (i32) of a window's convolution outputs in the input, in groups of four; without pooling one group. */
  windowOffsets: usize;
  windowGroups: i32;
  pooled: i32;
  relu: i32;
  /** 1: the tile for one channel, 3x3 kernel, 2x2 pooling. Blocks of 4 output channels, else of 8 with a last of 4. */
  single: i32;
  output: usize;
  outputSampleStep: usize;
  outputRowStep: usize;
  /** Which of a window's outputs won, as its place in the sample's input (u32), [outputHeight][outputWidth][channel]. */
  winners: usize;
  winnersSampleStep: usize;
  /** Weights twice: by output channel [d][tap vector][4], and by blocks [d / 8][i][row tap][8] for the forward pass. */
  weight: usize;
  blocks: usize;
  bias: usize;
  /** Input offsets (i32) of the tap vectors, lane masks for what they hold (4 x u32); a multiple of three. */
  tapOffsets: usize;
  tapMasks: usize;
  tapVectors: i32;
  /** 1: the kernel is three tap vectors in each of three rows (convolution-nine.ts). */
  nine: i32;
  /** Gradient of the pooled output, same steps as `output`, and of the input, same steps as `input` (0: not wanted). */
  outputGradient: usize;
  inputGradient: usize;
  /** Neighbours so many windows apart do not overlap in the input. */
  apart: i32;
  /** One slot of weight and bias gradients for each chunk of the batch, and the sum over the batch. */
  slots: usize;
  slotStep: usize;
  gradient: usize;
}

/** c[row][column] = sum over k of a[row][k] * panels[column / 8][k][column % 8], and what follows it. */
@unmanaged
export class Product {
  a: usize;
  aRowStep: usize;
  depth: i32;
  panels: usize;
  panelCount: i32;
  /** 0: none. */
  bias: usize;
  c: usize;
  cRowStep: usize;
  relu: i32;
  /** Not 0: c becomes 0 where the number at the same place here is not above 0. Same row step as c. */
  mask: usize;
}

/** The weight gradient of a dense layer: dWeight[out][in] = sum over n of dy[n][out] * x[n][in]. */
@unmanaged
export class DenseGradient {
  x: usize;
  xRowStep: usize;
  inFeatures: i32;
  dy: usize;
  dyRowStep: usize;
  outFeatures: i32;
  /** dy again, as panels [out / 8][n][8] with so many rows each. */
  dyPanels: usize;
  dyPanelRows: i32;
  /** [out / 8][in][8], then bias [out]: the layout of weights, gradients and the optimizer's memory. */
  gradient: usize;
  biasGradient: usize;
  weight: usize;
  /** [in / 8][out][8] for the input gradient; 0 where that is not wanted. */
  transposed: usize;
}

/** Softmax and cross-entropy, and the gradient of the mean loss. */
@unmanaged
export class Loss {
  logits: usize;
  logitsRowStep: usize;
  classes: i32;
  labels: usize;
  indices: usize;
  /** Gradient of the logits, same row step. */
  dLogits: usize;
  /** By row of the batch: loss (f64) and whether the largest logit is the label's (u8). */
  rowLoss: usize;
  rowCorrect: usize;
  /** The target of the label's class and of every other. */
  targetOn: f32;
  targetOff: f32;
}

/** `parameters`, `gradients`, `first` and `second` are arenas of one layout, so one offset serves all four. */
@unmanaged
export class Optimizer {
  kind: i32;
  parameters: usize;
  gradients: usize;
  first: usize;
  second: usize;
  learningRate: f32;
  weightDecay: f32;
  momentum: f32;
  beta1: f32;
  beta2: f32;
  epsilon: f32;
  /** learningRate / (1 - beta1^t) and 1 / sqrt(1 - beta2^t) at update t. */
  stepSize: f32;
  secondScale: f32;
}
