/** What a reader may change of a pass through a network. Plain data: one entry of a history, one argument of a run. */
import type { Parameters } from '#engine/backend.ts';
import type { Network } from '#engine/network.ts';
import { stack } from '#engine/pass.ts';
import type { Setting } from '#engine/setting.ts';
import { tensor, withCell as withNumber, type Tensor } from '#engine/tensor.ts';
import type { NetworkCell } from '#engine/wiggle.ts';

export interface Example {
  /** [C, H, W], from 0 (paper) to 1 (ink). */
  readonly picture: Tensor;
  /** The class that it shows, from 0. */
  readonly label: number;
}

export interface Experiment extends Example {
  readonly parameters: Parameters;
}

/** Is this a number that the reader can change: a pixel (`x`) or a parameter? */
export const isEditable = ({ parameters }: Experiment, name: string): boolean =>
  name === 'x' || name in parameters;

/** Returns the experiment with one number changed; the same one where the cell is not the reader's to change. */
export function withCell(
  experiment: Experiment,
  { tensor: name, index }: NetworkCell,
  value: number,
): Experiment {
  if (!isEditable(experiment, name) || !Number.isFinite(value)) return experiment;
  if (name === 'x') {
    const [, ...place] = index; // a picture has no batch axis
    return { ...experiment, picture: withNumber(experiment.picture, place, value) };
  }
  const parameter = withNumber(experiment.parameters[name], index, value);
  return { ...experiment, parameters: { ...experiment.parameters, [name]: parameter } };
}

/** Examples as a batch: x [N, C, H, W] and target [N]. Throws ShapeError where the pictures differ in shape. */
export const batchOf = (examples: readonly Example[]): Pick<Setting, 'x' | 'target'> => ({
  x: stack(examples.map(({ picture }) => picture)),
  target: tensor(
    [examples.length],
    examples.map(({ label }) => label),
  ),
});

/** The experiment as the engine sees it: a batch of one. */
export const settingOf = (network: Network, experiment: Experiment): Setting => ({
  network,
  parameters: experiment.parameters,
  ...batchOf([experiment]),
});
