/** What the scene shows of a pass: its tensors, each with the scale of its colours; from a reading, or from the page. */
import type { Parameters } from '#engine/backend.ts';
import type { Network } from '#engine/network.ts';
import { tensor, zeros, type Tensor } from '#engine/tensor.ts';
import type { Blame } from '#experiments/blame.ts';
import { readPicture } from '#experiments/reading.ts';
import { colourLevel, colourLevels, type Scale } from '#views/scale.ts';

/** Whatever has a picture: two convolutions with their kernels, each before its pooling. */
export const shownTensors = [
  ...(['x', 'conv1.weight', 'conv1', 'pool1'] as const),
  ...(['conv2.weight', 'conv2', 'pool2'] as const),
];
export type ShownName = (typeof shownTensors)[number];

/** As the network has them: [1, C, H, W], kernels [D, C, kH, kW]. */
const shapes: Readonly<Record<ShownName, readonly number[]>> = {
  x: [1, 1, 28, 28],
  'conv1.weight': [4, 1, 3, 3],
  conv1: [1, 4, 26, 26],
  pool1: [1, 4, 13, 13],
  'conv2.weight': [8, 4, 3, 3],
  conv2: [1, 8, 11, 11],
  pool2: [1, 8, 5, 5],
};

export interface ShownTensor extends Tensor {
  readonly scale: Scale;
}

export type Pictures = Readonly<Record<ShownName, ShownTensor>>;

export interface Shown {
  readonly pictures: Pictures;
  /** Of the ten classes; without ink there is none. */
  readonly probabilities: ArrayLike<number> | undefined;
}

/** What a picture [1, 28, 28] becomes; without one, all is empty but the kernels. */
export function shownOf(
  network: Network,
  parameters: Parameters,
  picture: Tensor | undefined,
): Shown {
  const reading = picture && readPicture(network, parameters, picture);
  const all: Readonly<Record<string, Tensor>> = { ...parameters, ...reading?.activations };
  return {
    pictures: picturesOf((name) => all[name] ?? zeros([...shapes[name]])),
    probabilities: reading?.probabilities.data,
  };
}

/** The gradients of the same tensors; the picture has one, too, and nobody can change it. */
export const gradientsOf = ({ parameters, activations }: Blame): Pictures =>
  picturesOf((name) => parameters[name] ?? activations[name], 'diverging');

function picturesOf(of: (name: ShownName) => Tensor, kindOfX: Scale['kind'] = 'ink'): Pictures {
  const entries = shownTensors.map((name) => {
    const { shape, data } = of(name);
    let most = 0;
    for (const value of data) most = Math.max(most, Math.abs(value));
    const scale: Scale =
      name === 'x' && kindOfX === 'ink' ? { kind: 'ink', most: 1 } : { kind: 'diverging', most };
    return [name, { shape, data, scale }] as const;
  });
  return Object.fromEntries(entries) as unknown as Pictures;
}

/** The same as a page may carry it: for every number its step of the scale, one letter each. */
export interface Still {
  readonly levels: Readonly<Record<ShownName, string>>;
  readonly probabilities: readonly number[];
}

/** The letter of 0; one step up is the next letter. */
const zeroLetter = 'm'.charCodeAt(0);

export function stillOf({ pictures, probabilities }: Shown): Still {
  const levels = shownTensors.map((name) => {
    const { data, scale } = pictures[name];
    const codes = Array.from(data, (value) => zeroLetter + colourLevel(value, scale.most));
    return [name, String.fromCharCode(...codes)] as const;
  });
  return {
    levels: Object.fromEntries(levels) as Record<ShownName, string>,
    probabilities: Array.from(probabilities ?? []),
  };
}

export function shownFrom({ levels, probabilities }: Still): Shown {
  const entries = shownTensors.map((name) => {
    const data = Float32Array.from(levels[name], (letter) => letter.charCodeAt(0) - zeroLetter);
    const scale: Scale = { kind: name === 'x' ? 'ink' : 'diverging', most: colourLevels };
    return [name, { ...tensor([...shapes[name]], data), scale }] as const;
  });
  return { pictures: Object.fromEntries(entries) as unknown as Pictures, probabilities };
}
