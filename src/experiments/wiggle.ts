/** "Wiggle it": one number a little up and a little down, and what the loss does. The engine does the arithmetic. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Pass } from '#engine/pass.ts';
import type { Setting } from '#engine/setting.ts';
import { flatIndex } from '#engine/tensor.ts';
import { wiggle, type NetworkCell, type Wiggle } from '#engine/wiggle.ts';

/** h = 10^exponent. */
export const exponents = { largest: -1, smallest: -12, step: 0.25, usual: -5 } as const;

export interface WiggleModel {
  readonly cell: ReadonlySignal<NetworkCell>;
  readonly exponent: Signal<number>;
  /** What backpropagation says. */
  readonly gradient: ReadonlySignal<number>;
  readonly result: ReadonlySignal<Wiggle>;
  /** The same question for every h on the slider, from the largest to the smallest. */
  readonly curve: ReadonlySignal<readonly Wiggle[]>;
}

/** `pass` is the pass of `setting`, which gives the gradient that the quotient is held against. */
export function createWiggle(
  setting: ReadonlySignal<Setting>,
  pass: ReadonlySignal<Pass>,
  cell: ReadonlySignal<NetworkCell>,
): WiggleModel {
  const exponent = signal<number>(exponents.usual);
  const gradient = computed(() => gradientOf(pass.value, cell.value) ?? 0);
  const ask = (power: number): Wiggle =>
    wiggle(setting.value, cell.value, gradient.value, 10 ** power);
  return {
    cell,
    exponent,
    gradient,
    result: computed(() => ask(exponent.value)),
    curve: computed(() => sliderStops.map(ask)),
  };
}

const count = Math.round((exponents.largest - exponents.smallest) / exponents.step) + 1;
const sliderStops: readonly number[] = Array.from(
  { length: count },
  (_, k) => exponents.largest - k * exponents.step,
);

/** dL/d(cell) as backpropagation says; undefined where the network has no such tensor. */
export function gradientOf(pass: Pass, { tensor: name, index }: NetworkCell): number | undefined {
  const gradient = pass.parameterGradients[name] ?? pass.activationGradients[name];
  return gradient?.data[flatIndex(gradient.shape, index)];
}
