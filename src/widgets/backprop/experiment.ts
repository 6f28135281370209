/** What the reader may change: the picture, its label, and every parameter. Plain data, one entry of the history. */
import type { Parameters } from '#engine/backend.ts';
import { Network } from '#engine/network.ts';
import { runPass, stack, type Pass } from '#engine/pass.ts';
import { flatIndex, tensor, withCell as withNumber } from '#engine/tensor.ts';
import type { Setting } from '#engine/setting.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
import { smallNetwork, startingParameters } from './network.ts';
import { pictureOf, type PictureName } from './pictures.ts';
import type { Example } from './strokes.ts';

export interface Experiment extends Example {
  readonly parameters: Parameters;
  /** The picture chosen from the list; undefined once the reader has drawn on it. */
  readonly name: PictureName | undefined;
}

/** With it no ReLU channel is all open or all closed, and no gradient of the first kernels is near 0. */
export const usualSeed = 3990;

/** The one network of this page: shapes only, so all copies of the figure may share it. */
export const network = new Network(smallNetwork);

export const startExperiment = (name: PictureName, seed = usualSeed): Experiment => ({
  ...pictureOf(name),
  name,
  parameters: startingParameters(smallNetwork, seed),
});

/** Is this a number that the reader can change: a pixel (`x`) or a parameter? */
export const isEditable = (name: string): boolean =>
  name === 'x' || name in network.parameterShapes;

/** Returns the experiment with one number changed; the same one where the cell is not the reader's to change. */
export function withCell(
  experiment: Experiment,
  { tensor: name, index }: NetworkCell,
  value: number,
): Experiment {
  if (!isEditable(name) || !Number.isFinite(value)) return experiment;
  if (name === 'x') {
    const [, ...place] = index; // a picture has no batch axis
    return {
      ...experiment,
      picture: withNumber(experiment.picture, place, value),
      name: undefined,
    };
  }
  const parameter = withNumber(experiment.parameters[name], index, value);
  return { ...experiment, parameters: { ...experiment.parameters, [name]: parameter } };
}

/** The experiment as the engine sees it: a batch of one. */
export const settingOf = ({ parameters, picture, label }: Experiment): Setting =>
  batchSetting(parameters, [{ picture, label }]);

export const batchSetting = (parameters: Parameters, examples: readonly Example[]): Setting => ({
  network,
  parameters,
  x: stack(examples.map(({ picture }) => picture)),
  target: tensor(
    [examples.length],
    examples.map(({ label }) => label),
  ),
});

export const passOf = (experiment: Experiment): Pass => runPass(settingOf(experiment));

/** dL/d(cell) as backpropagation says; undefined where the network has no such tensor. */
export function gradientOf(pass: Pass, { tensor: name, index }: NetworkCell): number | undefined {
  const gradient = pass.parameterGradients[name] ?? pass.activationGradients[name];
  return gradient?.data[flatIndex(gradient.shape, index)];
}
