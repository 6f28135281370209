/** "Wiggle it": one number a little up and a little down, and what the loss does. The engine does the arithmetic. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Pass } from '#engine/pass.ts';
import type { Setting } from '#engine/setting.ts';
import { flatIndex } from '#engine/tensor.ts';
import { wiggle, type NetworkCell, type Wiggle } from '#engine/wiggle.ts';
import { stopsOf } from './exponents.ts';

/** h = 10^exponent. */
export const exponents = { largest: -1, smallest: -12, step: 0.25 } as const;

/** `pass` is the pass of `setting`, which gives the gradient that the quotient is held against. */
export function createWiggle(
  setting: ReadonlySignal<Setting>,
  pass: ReadonlySignal<Pass>,
  cell: ReadonlySignal<NetworkCell>,
) {
  const exponent = signal(-5);
  const gradient = computed(() => gradientOf(pass.value, cell.value));
  const ask = (power: number): Wiggle =>
    wiggle(setting.value, cell.value, gradient.value, 10 ** power);
  const stops = stopsOf(exponents).toReversed();
  return {
    cell,
    exponent,
    /** What backpropagation says. */
    gradient,
    result: computed(() => ask(exponent.value)),
    /** The same question for every h on the slider, from the largest to the smallest. */
    curve: computed(() => stops.map(ask)),
  };
}

function gradientOf(pass: Pass, { tensor, index }: NetworkCell): number {
  const { shape, data } = pass.parameterGradients[tensor] ?? pass.activationGradients[tensor];
  return data[flatIndex(shape, index)];
}
