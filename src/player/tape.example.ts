/** Tapes for the tests of this folder. */
import type { Tape } from './tape.ts';

/** Makes a tape from the numbers of terms of each step of each stage; step 2 of `conv` is called `conv.y[2]`. */
export function exampleTape(
  stages: readonly (readonly [id: string, terms: readonly number[]])[],
): Tape {
  const ids = stages.flatMap(([id, terms]) => terms.map((_, i) => `${id}.y[${i}]`));
  const terms = stages.flatMap(([, counts]) => counts);
  let start = 0;
  return {
    length: ids.length,
    stages: stages.map(([id, { length }]) => ({ id, title: id, start, end: (start += length) })),
    termsAt: (index) => terms[index],
    idAt: (index) => ids[index],
    find: (id) => (ids.includes(id) ? ids.indexOf(id) : undefined),
  };
}
