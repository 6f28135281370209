/** The part of the memory plan that concerns images: the gather and the convolutions, once for every thread. */
import { roundUp } from './geometry.ts';
import type { ConvolutionGeometry } from './geometry.ts';
import { tapVectors } from './layouts.ts';
import { CHUNK_ROWS } from './planner.ts';
import type { MemoryPlanner, Rows, SharedPlaces } from './planner.ts';

/** Images of one layer: where sample 0 and its gradient begin, how far inside the border its first pixel lies. */
interface Images {
  readonly base: number;
  readonly gradient: number;
  readonly inset: number;
  readonly sampleStep: number;
  readonly rowStep: number;
}

/** Tasks with buffers of their own for each thread. `dense` is the first dense layer's input. */
export function planConvolutions(
  planner: MemoryPlanner,
  { geometry, layout, rows, ...shared }: SharedPlaces,
  dense: Rows,
  threads: number,
  divisor: number,
) {
  const [channels, height, width] = geometry.inputShape;
  const slots = geometry.convolutions.map((_, index) => {
    const { weights, biases } = layout.convolutions[index];
    const slotStep = 4 * (weights + biases);
    const blocks = planner.take(4 * weights);
    return { blocks, slotStep, slots: planner.take((rows / CHUNK_ROWS) * slotStep) };
  });
  const last = geometry.convolutions.at(-1);
  const flatRow = last ? last.outWidth * roundUp(last.outChannels, 4) : width * channels;
  const flat: Images = {
    ...{ base: dense.x, gradient: dense.dx, inset: 0 },
    ...{ sampleStep: dense.step, rowStep: 4 * flatRow },
  };
  return Array.from({ length: threads }, () => {
    const images = [
      ...geometry.convolutions.map((layer, index) => takeImages(planner, layer, index > 0)),
      flat,
    ];
    const gather = planner.record('Gather', {
      ...{ height, width, channels, divisor, indices: shared.indices },
      output: images[0].base + images[0].inset,
      outputSampleStep: images[0].sampleStep,
      outputRowStep: images[0].rowStep,
    });
    const convolutions = geometry.convolutions.map((convolution, index) => {
      const input = images[index];
      const output = images[index + 1];
      const { start, weights, biases } = layout.convolutions[index];
      return {
        task: planner.record('Convolution', {
          ...steps(planner, convolution, input),
          ...slots[index],
          input: input.base,
          output: output.base + output.inset,
          outputSampleStep: output.sampleStep,
          outputRowStep: output.rowStep,
          weight: shared.parameters + 4 * start,
          bias: shared.parameters + 4 * (start + weights),
          gradient: shared.gradients + 4 * start,
          outputGradient: output.gradient + output.inset,
          inputGradient: input.gradient,
        }),
        /** The layer's segment in the arena: its first byte and its floats. */
        start: 4 * start,
        floats: weights + biases,
        /** The layer's input and its gradient, with the bytes of a sample. */
        input: input.base,
        inputGradient: input.gradient,
        inputSampleStep: input.sampleStep,
        /** Whether the gradient goes on to a layer before, and through a ReLU. */
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
  hasGradient: boolean,
): Images {
  const [top, left] = convolution.padding;
  const pixel = 4 * convolution.storedChannels;
  const rowStep = (convolution.inWidth + 2 * left) * pixel;
  const sampleStep = roundUp((convolution.inHeight + 2 * top) * rowStep, 16);
  const bytes = CHUNK_ROWS * sampleStep;
  return {
    base: planner.takeImages(bytes),
    gradient: hasGradient ? planner.takeImages(bytes) : 0,
    inset: top * rowStep + left * pixel,
    sampleStep,
    rowStep,
  };
}

/** Everything of a convolution's task that follows from its sizes. */
function steps(planner: MemoryPlanner, convolution: ConvolutionGeometry, input: Images) {
  const { kernelSize, stride, poolKernel, poolStride, outHeight, outWidth } = convolution;
  const channels = convolution.storedChannels;
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
  const taps = tapTables(convolution, input.rowStep);
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
    single: Number(isSingle(convolution)),
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
function isSingle(convolution: ConvolutionGeometry): boolean {
  const { storedChannels, kernelSize, stride, poolKernel } = convolution;
  return `${storedChannels} ${kernelSize} ${stride} ${poolKernel}` === '1 3,3 1,1 2,2';
}

/** Offsets of the tap vectors in the input, and which of their lanes hold taps of this kernel row. */
function tapTables(
  convolution: ConvolutionGeometry,
  inputRowStep: number,
): { offsets: number[]; masks: number[] } {
  const [kH, kW] = convolution.kernelSize;
  const vectors = tapVectors(convolution);
  const floats = kW * convolution.storedChannels;
  const offsets: number[] = [];
  const masks: number[] = [];
  for (let i = 0; i < kH; i++)
    for (let vector = 0; vector < vectors.row; vector++) {
      offsets.push(i * inputRowStep + 16 * vector);
      for (let lane = 0; lane < 4; lane++) masks.push(4 * vector + lane < floats ? -1 : 0);
    }
  while (offsets.length < vectors.all) {
    offsets.push(0);
    masks.push(0, 0, 0, 0);
  }
  return { offsets, masks };
}
