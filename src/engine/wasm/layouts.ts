/**
 * The parameters' two homes: the engine's row-major tensors ([D, C, kH, kW], [out, in]) and the kernels' arena, whose
 * layouts src/assembly explains. A table of positions for each parameter leads from one to the other; what no position
 * names is filling and stays zero.
 */
import type { Parameters } from '../backend.ts';
import type { ConvolutionGeometry, DenseGeometry, Geometry } from './geometry.ts';

export const roundUp = (count: number, multiple: number): number =>
  Math.ceil(count / multiple) * multiple;

/** One layer's stretch of the arena, in floats: weights, then biases. */
export interface Segment {
  readonly start: number;
  readonly weights: number;
  readonly biases: number;
}

export interface ParameterLayout {
  readonly name: string;
  readonly shape: readonly number[];
  /** Where each entry, in row-major order, lies in the arena (in floats). */
  readonly positions: Int32Array;
}

export interface ArenaLayout {
  readonly floats: number;
  readonly convolutions: readonly Segment[];
  readonly dense: readonly Segment[];
  readonly parameters: readonly ParameterLayout[];
}

/** Channels of a layer's input as they lie in memory: the image's as they are, inner ones filled up to whole vectors. */
export const storedChannels = (channels: number, inner: boolean): number =>
  inner ? roundUp(channels, 4) : channels;

/** Vectors that hold the taps of one kernel row, and of all rows filled up to the three that a kernel takes at once. */
export function tapVectors(
  convolution: ConvolutionGeometry,
  inner: boolean,
): { row: number; all: number } {
  const [kH, kW] = convolution.kernelSize;
  const row = Math.ceil((kW * storedChannels(convolution.inChannels, inner)) / 4);
  return { row, all: roundUp(kH * row, 3) };
}

/** Features of a dense layer's input as they lie in memory. */
export function storedFeatures(geometry: Geometry, layer: number): number {
  if (layer > 0) return roundUp(geometry.dense[layer].inFeatures, 8);
  const last = geometry.convolutions.at(-1);
  if (!last) return roundUp(geometry.dense[0].inFeatures, 8);
  return roundUp(last.outHeight * last.outWidth * storedChannels(last.outChannels, true), 8);
}

export function layOut(geometry: Geometry): ArenaLayout {
  const parameters: ParameterLayout[] = [];
  let start = 0;
  const segment = (weights: number, biases: number): Segment => {
    const next = { start, weights, biases };
    start = roundUp(start + weights + biases, 16);
    return next;
  };
  const convolutions = geometry.convolutions.map((convolution, index) => {
    const stored = roundUp(convolution.outChannels, 4);
    const next = segment(stored * tapVectors(convolution, index > 0).all * 4, stored);
    parameters.push(...convolutionPositions(convolution, index > 0, next));
    return next;
  });
  const dense = geometry.dense.map((layer, index) => {
    const stored = roundUp(layer.outFeatures, 8);
    const next = segment(stored * storedFeatures(geometry, index), stored);
    parameters.push(...densePositions(geometry, layer, index, next));
    return next;
  });
  return { floats: start, convolutions, dense, parameters };
}

function bias(name: string, count: number, { start, weights }: Segment): ParameterLayout {
  const positions = Int32Array.from({ length: count }, (_, index) => start + weights + index);
  return { name: `${name}.bias`, shape: [count], positions };
}

function convolutionPositions(
  convolution: ConvolutionGeometry,
  inner: boolean,
  segment: Segment,
): ParameterLayout[] {
  const { name, outChannels, inChannels, kernelSize } = convolution;
  const [kH, kW] = kernelSize;
  const vectors = tapVectors(convolution, inner);
  const stored = storedChannels(inChannels, inner);
  const positions = new Int32Array(outChannels * inChannels * kH * kW);
  let at = 0;
  for (let d = 0; d < outChannels; d++)
    for (let c = 0; c < inChannels; c++)
      for (let i = 0; i < kH; i++)
        for (let j = 0; j < kW; j++)
          positions[at++] =
            segment.start + 4 * (d * vectors.all + i * vectors.row) + j * stored + c;
  const shape = [outChannels, inChannels, kH, kW];
  return [{ name: `${name}.weight`, shape, positions }, bias(name, outChannels, segment)];
}

function densePositions(
  geometry: Geometry,
  { name, inFeatures, outFeatures }: DenseGeometry,
  index: number,
  segment: Segment,
): ParameterLayout[] {
  const stored = storedFeatures(geometry, index);
  const places = index === 0 ? flattenedPlaces(geometry) : undefined;
  const positions = new Int32Array(outFeatures * inFeatures);
  let at = 0;
  for (let o = 0; o < outFeatures; o++)
    for (let k = 0; k < inFeatures; k++) {
      const place = places ? places[k] : k;
      positions[at++] = segment.start + ((o >> 3) * stored + place) * 8 + (o & 7);
    }
  const shape = [outFeatures, inFeatures];
  return [{ name: `${name}.weight`, shape, positions }, bias(name, outFeatures, segment)];
}

/** Where feature (c, h, w) of the flattened image, counted in row-major [C, H, W], lies in [H, W, stored channels]. */
function flattenedPlaces(geometry: Geometry): Int32Array {
  const last = geometry.convolutions.at(-1);
  const [channels, height, width] = last
    ? [last.outChannels, last.outHeight, last.outWidth]
    : geometry.inputShape;
  const stored = storedChannels(channels, last !== undefined);
  const places = new Int32Array(channels * height * width);
  let at = 0;
  for (let c = 0; c < channels; c++)
    for (let h = 0; h < height; h++)
      for (let w = 0; w < width; w++) places[at++] = (h * width + w) * stored + c;
  return places;
}

/** Copies parameters, or what is remembered of each, into an arena: all of them, of the right shapes. */
export function toArena(layout: ArenaLayout, parameters: Parameters, arena: Float32Array): void {
  for (const { name, positions } of layout.parameters) {
    const { data } = parameters[name];
    for (let index = 0; index < positions.length; index++) arena[positions[index]] = data[index];
  }
}

/** Copies parameters, gradients, or what is remembered of each parameter, out of an arena. */
export function fromArena(layout: ArenaLayout, arena: Float32Array): Parameters {
  const parameters: Parameters = {};
  for (const { name, shape, positions } of layout.parameters) {
    // A loop: Float32Array.from calls a function for each number, and pictures ask for all of them while a run goes on.
    const data = new Float32Array(positions.length);
    for (let index = 0; index < data.length; index++) data[index] = arena[positions[index]];
    parameters[name] = { shape, data };
  }
  return parameters;
}
