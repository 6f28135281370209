/** The update's tab, made for a tape when it is first opened. */
import { createUpdate, descend } from '#experiments/update.ts';
import { network } from './network.ts';
import { onceFor } from './opened.ts';

export const updateOf = onceFor(({ setting, pass, learningRate, experiment, change }) => ({
  ...createUpdate(setting, pass, learningRate),
  /** Makes the update of the tape `times` times, each from where the one before led. */
  descend: (times: number) =>
    change(descend(network, experiment.peek(), learningRate.peek(), times)),
}));
