/** Powers of ten on a slider. */
export interface Exponents {
  readonly smallest: number;
  readonly largest: number;
  readonly step: number;
}

/** Every exponent that the slider stops at, from the smallest to the largest. */
export const stopsOf = ({ smallest, largest, step }: Exponents): number[] =>
  Array.from(
    { length: Math.round((largest - smallest) / step) + 1 },
    (_, k) => smallest + k * step,
  );
