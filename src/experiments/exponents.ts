/** Every exponent at which a slider over powers of ten stops, from the smallest to the largest. */
export const stopsOf = ({
  smallest,
  largest,
  step,
}: Record<'smallest' | 'largest' | 'step', number>) =>
  Array.from(
    { length: Math.round((largest - smallest) / step) + 1 },
    (_, k) => smallest + k * step,
  );
