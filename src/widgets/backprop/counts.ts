/** What the prose counts on this page's network, and on the first pass that the reader sees. */
import { runPass } from '#engine/pass.ts';
import { sizeOf } from '#engine/tensor.ts';
import { settingOf } from '#experiments/experiment.ts';
import { network } from './network.ts';
import { startExperiment, usualPicture } from './start.ts';

const cellsOf = (layer: string): number =>
  sizeOf(network.layers.find(({ name }) => name === layer)!.outputShape.slice(1));

/** Of the first channel, which comes first in memory. */
const inFirstChannel = (data: ArrayLike<number>, isCounted: (value: number) => boolean): number =>
  Array.from({ length: cellsOf('conv1') }, (_, k) => data[k]).filter(isCounted).length;
const firstPass = () => runPass(settingOf(network, startExperiment(usualPicture)));

export const counts = {
  parameters: () =>
    Object.values(network.parameterShapes).reduce((sum, shape) => sum + sizeOf(shape), 0),
  /** Cells that one bias of conv1 feeds. */
  places: () => cellsOf('conv1'),
  /** Windows over them. */
  winners: () => cellsOf('pool1'),
  /** Of those cells, what the ReLU leaves open. */
  open: () => inFirstChannel(firstPass().activations['conv1'].data, (value) => value > 0),
  /** Of those cells, what has a gradient. */
  heard: () =>
    inFirstChannel(firstPass().activationGradients['conv1'].data, (value) => value !== 0),
};
