/** The part of the memory plan that concerns images: the gather and the convolutions, once for every thread. */
import type { ConvolutionGeometry, Geometry } from './geometry.ts';
import { roundUp, storedChannels, tapVectors } from './layouts.ts';
import type { ArenaLayout } from './layouts.ts';
import { CHUNK_ROWS } from './planner.ts';
import type { MemoryPlanner } from './planner.ts';

export interface ConvolutionTasks {
  readonly task: number;
  /** The layer's segment in the arena: its first byte and its floats. */
  readonly start: number;
  readonly floats: number;
  /** This layer's input and its gradient, with the bytes of a sample. */
  readonly input: number;
  readonly inputGradient: number;
  readonly inputSampleStep: number;
  /** Whether the gradient goes on to a layer before, and through a ReLU. */
  readonly hasInputGradient: boolean;
  readonly maskInput: boolean;
}

/** Tasks with buffers of their own for one thread. */
export interface ThreadTasks {
  readonly gather: number;
  readonly convolutions: readonly ConvolutionTasks[];
}

/** What all threads share. `first` is the input of the first dense layer, `x`, with its gradient. */
interface Shared {
  readonly parameters: number;
  readonly gradients: number;
  readonly rows: number;
  readonly indices: number;
  readonly first: { readonly step: number; readonly x: number; readonly dx: number };
}

/** Images of one layer: where sample 0 and its gradient begin, how far inside the border its first pixel lies. */
interface Images {
  readonly base: number;
  readonly gradient: number;
  readonly inset: number;
  readonly sampleStep: number;
  readonly rowStep: number;
}

export function planConvolutions(
  planner: MemoryPlanner,
  geometry: Geometry,
  layout: ArenaLayout,
  shared: Shared,
  threads: number,
  divisor: number,
): ThreadTasks[] {
  const [channels, height, width] = geometry.inputShape;
  const slots = geometry.convolutions.map((_, index) => {
    const { weights, biases } = layout.convolutions[index];
    const slotStep = 4 * (weights + biases);
    const blocks = planner.take(4 * weights);
    return { blocks, slotStep, slots: planner.take((shared.rows / CHUNK_ROWS) * slotStep) };
  });
  return Array.from({ length: threads }, () => {
    const images = geometry.convolutions.map((convolution, index) =>
      takeImages(planner, convolution, index > 0),
    );
    const rows = (row: number): Images => {
      const { x, dx, step } = shared.first;
      return { base: x, gradient: dx, inset: 0, sampleStep: step, rowStep: row };
    };
    const target = images[0] ?? rows(4 * width * channels);
    const gather = planner.record('Gather', {
      ...{ height, width, channels, divisor, indices: shared.indices, shifts: 0 },
      output: target.base + target.inset,
      outputSampleStep: target.sampleStep,
      outputRowStep: target.rowStep,
    });
    const convolutions = geometry.convolutions.map((convolution, index) => {
      const input = images[index];
      const stored = roundUp(convolution.outChannels, 4);
      const output = images[index + 1] ?? rows(4 * convolution.outWidth * stored);
      const { start, weights, biases } = layout.convolutions[index];
      const segment = { start: 4 * start, floats: weights + biases };
      return {
        ...segment,
        task: planner.record('Convolution', {
          ...steps(planner, convolution, index > 0, input),
          ...slots[index],
          input: input.base,
          output: output.base + output.inset,
          outputSampleStep: output.sampleStep,
          outputRowStep: output.rowStep,
          weight: shared.parameters + segment.start,
          bias: shared.parameters + segment.start + 4 * weights,
          gradient: shared.gradients + segment.start,
          outputGradient: output.gradient + output.inset,
          inputGradient: input.gradient,
        }),
        input: input.base,
        inputGradient: input.gradient,
        inputSampleStep: input.sampleStep,
        hasInputGradient: index > 0,
        maskInput: index > 0 && geometry.convolutions[index - 1].relu,
      };
    });
    return { gather, convolutions };
  });
}

/** Reserves a chunk of input images with the border that the padding asks for, and their gradients. */
function takeImages(
  planner: MemoryPlanner,
  convolution: ConvolutionGeometry,
  inner: boolean,
): Images {
  const [top, left] = convolution.padding;
  const pixel = 4 * storedChannels(convolution.inChannels, inner);
  const rowStep = (convolution.inWidth + 2 * left) * pixel;
  const sampleStep = roundUp((convolution.inHeight + 2 * top) * rowStep, 16);
  const bytes = CHUNK_ROWS * sampleStep;
  return {
    base: planner.takeImages(bytes),
    gradient: inner ? planner.takeImages(bytes) : 0,
    inset: top * rowStep + left * pixel,
    sampleStep,
    rowStep,
  };
}

/** Everything of a convolution's task that follows from its sizes. */
function steps(
  planner: MemoryPlanner,
  convolution: ConvolutionGeometry,
  inner: boolean,
  input: Images,
) {
  const { kernelSize, stride, poolKernel, poolStride, outHeight, outWidth } = convolution;
  const channels = storedChannels(convolution.inChannels, inner);
  const outputChannels = roundUp(convolution.outChannels, 4);
  const pixelStep = stride[1] * 4 * channels;
  const rowStep = stride[0] * input.rowStep;
  const pooled = poolKernel[0] * poolKernel[1] > 1;
  const offsets: number[] = [];
  if (pooled)
    for (let i = 0; i < poolKernel[0]; i++)
      for (let j = 0; j < poolKernel[1]; j++) offsets.push(i * rowStep + j * pixelStep);
  else for (let q = 0; q < 4; q++) offsets.push(Math.min(q, outWidth - 1) * pixelStep);
  // A repeated offset changes nothing: only a greater value takes over.
  while (offsets.length % 4) offsets.push(offsets[0]);
  const taps = tapTables(convolution, channels, input.rowStep, inner);
  const reach = (poolKernel[1] - 1) * stride[1] + kernelSize[1];
  const winnersSampleStep = pooled ? 4 * outHeight * outWidth * outputChannels : 0;
  return {
    inputSampleStep: input.sampleStep,
    inputRowStep: input.rowStep,
    ...{ pixelStep, rowStep, outputChannels, outputHeight: outHeight, outputWidth: outWidth },
    kernelHeight: kernelSize[0],
    kernelRowFloats: kernelSize[1] * channels,
    windowPixelStep: poolStride[1] * pixelStep,
    windowRowStep: poolStride[0] * rowStep,
    windowOffsets: planner.table(offsets),
    windowGroups: offsets.length / 4,
    pooled: Number(pooled),
    relu: Number(convolution.relu),
    single: Number(isSingle(convolution, inner)),
    winners: pooled
      ? planner.takeImages(CHUNK_ROWS * winnersSampleStep)
      : planner.table(allOutputs(convolution, rowStep, pixelStep, outputChannels)),
    winnersSampleStep,
    tapOffsets: planner.table(taps.offsets),
    tapMasks: planner.table(taps.masks),
    tapVectors: taps.offsets.length,
    nine: Number(kernelSize[0] === 3 && kernelSize[1] * channels === 12),
    apart: Math.ceil(reach / (poolStride[1] * stride[1])),
  };
}

/** Without pooling every output wins: their places in the input, once for each channel. */
function allOutputs(
  { outHeight, outWidth }: ConvolutionGeometry,
  rowStep: number,
  pixelStep: number,
  channels: number,
): number[] {
  return Array.from({ length: outHeight * outWidth * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    return Math.floor(pixel / outWidth) * rowStep + (pixel % outWidth) * pixelStep;
  });
}

/** Whether src/assembly/convolution-single.ts fits: one channel, 3x3 kernel, stride 1, windows of 2x2. */
function isSingle(convolution: ConvolutionGeometry, inner: boolean): boolean {
  const { inChannels, kernelSize, stride, poolKernel } = convolution;
  if (inner || inChannels !== 1) return false;
  return `${kernelSize} ${stride} ${poolKernel}` === '3,3 1,1 2,2';
}

/** Offsets of the tap vectors in the input, and which of their lanes hold taps of this kernel row. */
function tapTables(
  convolution: ConvolutionGeometry,
  channels: number,
  inputRowStep: number,
  inner: boolean,
): { offsets: number[]; masks: number[] } {
  const [kH, kW] = convolution.kernelSize;
  const vectors = tapVectors(convolution, inner);
  const offsets: number[] = [];
  const masks: number[] = [];
  for (let i = 0; i < kH; i++)
    for (let vector = 0; vector < vectors.row; vector++) {
      offsets.push(i * inputRowStep + 16 * vector);
      for (let lane = 0; lane < 4; lane++) masks.push(4 * vector + lane < kW * channels ? -1 : 0);
    }
  while (offsets.length < vectors.all) {
    offsets.push(0);
    masks.push(0, 0, 0, 0);
  }
  return { offsets, masks };
}
