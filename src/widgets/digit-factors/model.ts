/**
 * Generated digits under the reader's hands: one dial for each factor, the strength, and the seed. The same seed keeps
 * the same hands, so that moving one dial changes that factor alone.
 */
import { computed, signal, type Signal } from '@preact/signals';
import { factorNames, naturalStrength, type FactorName } from '#data/digits/factors.ts';
import { drawDigit, paintDigit, pixelCount, type DigitOptions } from '#data/digits/generate.ts';
import { exampleNamed } from './examples.ts';

/** Columns are the ten digits; so few digits are drawn within one frame even on a phone. */
export const columns = 10;
export const rows = 3;

/** Dials that choose or place rather than scale have no more than all. */
const shares: readonly FactorName[] = ['families', 'keys', 'centring'];
export const highest = (factor: FactorName): number => (shares.includes(factor) ? 1 : 2);

export interface Sheet {
  /** [rows * columns] digits of 28 x 28 bytes, one after another, row by row. */
  readonly pixels: Uint8Array;
  /** The way of writing of each. */
  readonly families: readonly string[];
}

export function createDigitFactors() {
  const seed = signal(1);
  const strength = signal(naturalStrength);
  const factors = Object.fromEntries(factorNames.map((name) => [name, signal(1)])) as unknown as {
    readonly [Name in FactorName]: Signal<number>;
  };
  const options = computed((): DigitOptions => ({
    strength: strength.value,
    factors: Object.fromEntries(factorNames.map((name) => [name, factors[name].value])),
  }));

  function set(values: Partial<Record<FactorName, number>>, newStrength = naturalStrength): void {
    strength.value = newStrength;
    for (const name of factorNames) factors[name].value = values[name] ?? 1;
  }

  return {
    seed,
    strength,
    factors,
    sheet: computed((): Sheet => drawSheet(seed.value, options.value)),
    /** Factors whose dial is at 0, in the order of the panel. */
    off: computed(() => factorNames.filter((name) => factors[name].value === 0)),
    /** Factors whose dial stands neither at 0 nor at 1. */
    changed: computed(() => factorNames.filter((name) => ![0, 1].includes(factors[name].value))),
    /** Switches a factor off, or on at its natural range. */
    toggle(name: FactorName) {
      factors[name].value = factors[name].value === 0 ? 1 : 0;
    },
    reseed() {
      seed.value += 1;
    },
    choose(id: string) {
      const example = exampleNamed(id);
      set(example.factors, example.strength);
    },
  };
}

export type DigitFactors = ReturnType<typeof createDigitFactors>;

export function drawSheet(seed: number, options: DigitOptions): Sheet {
  const pixels = new Uint8Array(rows * columns * pixelCount);
  const families: string[] = [];
  for (let index = 0; index < rows * columns; index++) {
    const digit = drawDigit(index % columns, seed, index, options);
    paintDigit(digit, pixels, index * pixelCount);
    families.push(digit.family);
  }
  return { pixels, families };
}
