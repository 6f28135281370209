/**
 * The parameters' two homes: the engine's row-major tensors ([D, C, kH, kW], [out, in]) and the kernels' arena, whose
 * layouts src/assembly explains. A table of positions for each parameter leads from one to the other; what no position
 * names is filling and stays zero.
 */
import type { Parameters } from '../backend.ts';
import { roundUp } from './geometry.ts';
import type { ConvolutionGeometry, DenseGeometry, Geometry } from './geometry.ts';

/** One layer's stretch of the arena, in floats: weights, then biases. */
export interface Segment {
  readonly start: number;
  readonly weights: number;
  readonly biases: number;
}

interface ParameterLayout {
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

/** Vectors that hold the taps of one kernel row, and of all rows filled up to the three that a kernel takes at once. */
export function tapVectors(convolution: ConvolutionGeometry): { row: number; all: number } {
  const [kH, kW] = convolution.kernelSize;
  const row = Math.ceil((kW * convolution.storedChannels) / 4);
  return { row, all: roundUp(kH * row, 3) };
}

export function layOut(geometry: Geometry): ArenaLayout {
  const parameters: ParameterLayout[] = [];
  let start = 0;
  /** The next stretch of the arena; entry `index` of the weight, [out, ...], lies at `places[index]` in it. */
  const take = (
    name: string,
    shape: readonly number[],
    places: Int32Array,
    weights: number,
    biases: number,
  ): Segment => {
    const segment = { start, weights, biases };
    start = roundUp(start + weights + biases, 16);
    const bias = Int32Array.from({ length: shape[0] }, (_, out) => segment.start + weights + out);
    parameters.push(
      { name: `${name}.weight`, shape, positions: places.map((place) => segment.start + place) },
      { name: `${name}.bias`, shape: [shape[0]], positions: bias },
    );
    return segment;
  };
  const convolutions = geometry.convolutions.map((layer) => {
    const biases = roundUp(layer.outChannels, 4);
    const shape = [layer.outChannels, layer.inChannels, ...layer.kernelSize];
    const weights = biases * tapVectors(layer).all * 4;
    return take(layer.name, shape, convolutionPlaces(layer), weights, biases);
  });
  const dense = geometry.dense.map((layer, index) => {
    const biases = roundUp(layer.outFeatures, 8);
    const shape = [layer.outFeatures, layer.inFeatures];
    const places = densePlaces(layer, index === 0 ? flattenedPlaces(geometry) : undefined);
    return take(layer.name, shape, places, biases * layer.storedFeatures, biases);
  });
  return { floats: start, convolutions, dense, parameters };
}

function convolutionPlaces(convolution: ConvolutionGeometry): Int32Array {
  const { outChannels, inChannels, storedChannels, kernelSize } = convolution;
  const [kH, kW] = kernelSize;
  const vectors = tapVectors(convolution);
  const places = new Int32Array(outChannels * inChannels * kH * kW);
  let at = 0;
  for (let d = 0; d < outChannels; d++)
    for (let c = 0; c < inChannels; c++)
      for (let i = 0; i < kH; i++)
        for (let j = 0; j < kW; j++)
          places[at++] = 4 * (d * vectors.all + i * vectors.row) + j * storedChannels + c;
  return places;
}

/** `features`: where each feature of the input lies in memory, unless one after the other. */
function densePlaces(layer: DenseGeometry, features?: Int32Array): Int32Array {
  const { inFeatures, outFeatures, storedFeatures } = layer;
  const places = new Int32Array(outFeatures * inFeatures);
  let at = 0;
  for (let o = 0; o < outFeatures; o++)
    for (let k = 0; k < inFeatures; k++)
      places[at++] = ((o >> 3) * storedFeatures + (features?.[k] ?? k)) * 8 + (o & 7);
  return places;
}

/** Where feature (c, h, w) of the flattened image, counted in row-major [C, H, W], lies in [H, W, stored channels]. */
function flattenedPlaces(geometry: Geometry): Int32Array {
  const last = geometry.convolutions.at(-1);
  const [channels, height, width] = last
    ? [last.outChannels, last.outHeight, last.outWidth]
    : geometry.inputShape;
  const stored = last ? roundUp(channels, 4) : channels;
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
