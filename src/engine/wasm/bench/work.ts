/** How much arithmetic a network is: multiplications and additions, each counted as one operation. */
import { outputSize } from '../../shape.ts';
import type { Geometry } from '../geometry.ts';

/** Operations of one layer for one image. */
interface LayerWork {
  readonly name: string;
  /** The forward pass, every output of a convolution counted. */
  readonly forward: number;
  /** What the kernels carry out of it: the outputs that a pooling window reads. */
  readonly executedForward: number;
  /** What the kernels carry out for either gradient: one output in each pooling window has one. */
  readonly executedGradient: number;
}

export function layerWork(geometry: Geometry): LayerWork[] {
  const convolutions = geometry.convolutions.map((layer) => {
    const [kH, kW] = layer.kernelSize;
    const oH = outputSize(layer.inHeight, kH, layer.stride[0], layer.padding[0]);
    const oW = outputSize(layer.inWidth, kW, layer.stride[1], layer.padding[1]);
    const perPlace = 2 * layer.outChannels * layer.inChannels * kH * kW;
    const windows = layer.outHeight * layer.outWidth;
    return {
      name: layer.name,
      forward: perPlace * oH * oW,
      executedForward: perPlace * windows * layer.poolKernel[0] * layer.poolKernel[1],
      executedGradient: perPlace * windows,
    };
  });
  const dense = geometry.dense.map(({ name, inFeatures, outFeatures }) => {
    const forward = 2 * inFeatures * outFeatures;
    return { name, forward, executedForward: forward, executedGradient: forward };
  });
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
  const layers = layerWork(geometry);
  const all = layers.map((layer) => layer.executedForward + 2 * layer.executedGradient);
  return all.reduce((sum, work) => sum + work, 0) - layers[0].executedGradient;
}
