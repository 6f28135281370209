/** The largest of some numbers, by itself: pages that ask for no more need not carry the operations. */

/** The index of the largest, the first of equals. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}
