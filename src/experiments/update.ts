/** One update: how far down the gradient promises to lead, and how far it does. */
import { computed, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Network } from '#engine/network.ts';
import { forecast, runPass, squaredNorm, type Forecast, type Pass } from '#engine/pass.ts';
import type { Setting } from '#engine/setting.ts';
import { stopsOf } from './exponents.ts';
import { settingOf, type Experiment } from './experiment.ts';

/** learningRate = 10^exponent on the slider. */
export const rateExponents = { largest: 1, smallest: -3, step: 0.125 } as const;

export function createUpdate(
  setting: ReadonlySignal<Setting>,
  pass: ReadonlySignal<Pass>,
  learningRate: Signal<number>,
) {
  const ask = (rate: number): Forecast =>
    forecast(setting.value, pass.value.parameterGradients, rate);
  return {
    learningRate,
    squaredNorm: computed(() => squaredNorm(pass.value.parameterGradients)),
    result: computed(() => ask(learningRate.value)),
    /** The same for every learning rate on the slider, from the smallest to the largest. */
    curve: computed(() => stopsOf(rateExponents).map((exponent) => ask(10 ** exponent))),
  };
}

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
