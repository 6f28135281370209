/** How much arithmetic a network is: multiplications and additions, each counted as one operation. */
import type { Geometry } from '../geometry.ts';

export interface LayerWork {
  readonly name: string;
  /** Operations for one image in the forward pass, every output of a convolution counted. */
  readonly forward: number;
}

/** Operations of one image by layer, as if nothing were left out. */
export function layerWork(geometry: Geometry): LayerWork[] {
  const convolutions = geometry.convolutions.map((layer) => {
    const [kH, kW] = layer.kernelSize;
    const extent = (size: number, kernel: number, stride: number, padding: number) =>
      Math.floor((size + 2 * padding - kernel) / stride) + 1;
    const oH = extent(layer.inHeight, kH, layer.stride[0], layer.padding[0]);
    const oW = extent(layer.inWidth, kW, layer.stride[1], layer.padding[1]);
    return {
      name: layer.name,
      forward: 2 * layer.outChannels * oH * oW * layer.inChannels * kH * kW,
    };
  });
  const dense = geometry.dense.map(({ name, inFeatures, outFeatures }) => ({
    name,
    forward: 2 * inFeatures * outFeatures,
  }));
  return [...convolutions, ...dense];
}

/**
 * Operations of one update for one image: forward, weight gradient and input gradient cost the same each, and the
 * first layer has no input gradient. The kernels do less than this (pooling lets three quarters of a convolution's
 * backward pass be skipped), so a share of the peak counted over it is a share of the work done, not of the work issued.
 */
export function updateWork(geometry: Geometry): number {
  const layers = layerWork(geometry);
  return 3 * layers.reduce((sum, { forward }) => sum + forward, 0) - layers[0].forward;
}

/** The part of it that the kernels carry out: one output in each pooling window has a gradient, and no window is lost. */
export function executedWork(geometry: Geometry): number {
  const convolutions = geometry.convolutions.map((layer, index) => {
    const taps =
      2 * layer.outChannels * layer.inChannels * layer.kernelSize[0] * layer.kernelSize[1];
    const windows = layer.outHeight * layer.outWidth;
    const forward = taps * windows * layer.poolKernel[0] * layer.poolKernel[1];
    return forward + taps * windows * (index > 0 ? 2 : 1);
  });
  const dense = geometry.dense.map(({ inFeatures, outFeatures }, index) => {
    const passes = index > 0 || geometry.convolutions.length > 0 ? 3 : 2;
    return 2 * inFeatures * outFeatures * passes;
  });
  return [...convolutions, ...dense].reduce((sum, work) => sum + work, 0);
}
