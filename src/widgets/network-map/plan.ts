/** Which blocks the map has, which chapter each leads to, and which of them a page is about. */
import type { strings } from './strings.ts';
import type { Spoken } from '#words/language.ts';

export interface BlockPlan {
  readonly id: string;
  readonly kind: keyof Spoken<typeof strings>['blocks'];
  /** The tensor that it shows: the picture, a layer's output, or the loss. */
  readonly tensor: string;
  /** Channels beside each other, and numbers a pixel: see `thumbnailOf`. */
  readonly across?: number;
  readonly shrink?: number;
}

export const plan: readonly BlockPlan[] = [
  { id: 'picture', kind: 'picture', tensor: 'x' },
  { id: 'conv1', kind: 'conv', tensor: 'conv1', across: 4, shrink: 2 },
  { id: 'relu1', kind: 'relu', tensor: 'conv1Relu', across: 4, shrink: 2 },
  { id: 'pool1', kind: 'pool', tensor: 'pool1', across: 4 },
  { id: 'conv2', kind: 'conv', tensor: 'conv2', across: 4, shrink: 2 },
  { id: 'relu2', kind: 'relu', tensor: 'conv2Relu', across: 4, shrink: 2 },
  { id: 'pool2', kind: 'pool', tensor: 'pool2', across: 4 },
  { id: 'dense', kind: 'dense', tensor: 'dense' },
  { id: 'loss', kind: 'loss', tensor: 'loss' },
];

/** The chapter of each kind of layer; where none is written yet, the stage of the one that steps through all of them. */
export const chapters: Readonly<Record<BlockPlan['kind'], string>> = {
  picture: 'data/',
  conv: 'convolution/',
  relu: 'backprop/#step=relu1.forward.y',
  pool: 'backprop/#step=pool1.forward.y',
  dense: 'backprop/#step=dense.forward.y',
  loss: 'backprop/#step=loss.forward.loss',
};

interface Place {
  readonly here: readonly string[];
  readonly way: 'forward' | 'back';
}

const convolutions = ['conv1', 'conv2'];

/** Where on the map a page is, by its name; the others are about the whole network. */
export const places: Readonly<Record<string, Place>> = {
  data: { here: ['picture'], way: 'forward' },
  convolution: { here: convolutions, way: 'forward' },
  'convolution-backward': { here: convolutions, way: 'back' },
};
