/** One update: how far down the gradient promises to lead, and how far it does. */
import { computed, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Network } from '#engine/network.ts';
import { forecast, runPass, squaredNorm, type Forecast, type Pass } from '#engine/pass.ts';
import type { Setting } from '#engine/setting.ts';
import { settingOf, type Experiment } from './experiment.ts';

/** learningRate = 10^exponent on the slider. */
export const rateExponents = { largest: 1, smallest: -3, step: 0.125 } as const;

export interface UpdateModel {
  readonly learningRate: Signal<number>;
  readonly squaredNorm: ReadonlySignal<number>;
  readonly result: ReadonlySignal<Forecast>;
  /** The same for every learning rate on the slider, from the smallest to the largest. */
  readonly curve: ReadonlySignal<readonly Forecast[]>;
}

export function createUpdate(
  setting: ReadonlySignal<Setting>,
  pass: ReadonlySignal<Pass>,
  learningRate: Signal<number>,
): UpdateModel {
  const ask = (rate: number): Forecast =>
    forecast(setting.value, pass.value.parameterGradients, rate);
  return {
    learningRate,
    squaredNorm: computed(() => squaredNorm(pass.value.parameterGradients)),
    result: computed(() => ask(learningRate.value)),
    curve: computed(() => rates.map(ask)),
  };
}

const count = Math.round((rateExponents.largest - rateExponents.smallest) / rateExponents.step) + 1;
export const rates: readonly number[] = Array.from(
  { length: count },
  (_, k) => 10 ** (rateExponents.smallest + k * rateExponents.step),
);

/** Makes `times` plain updates, each from where the one before led. Mutates nothing. */
export function descend(
  network: Network,
  experiment: Experiment,
  learningRate: number,
  times: number,
): Experiment {
  let next = experiment;
  for (let k = 0; k < times; k++) {
    const setting = settingOf(network, next);
    const { parameters } = forecast(setting, runPass(setting).parameterGradients, learningRate);
    next = { ...next, parameters };
  }
  return next;
}
