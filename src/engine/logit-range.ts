/**
 * How far the logits of some images lie apart, class by class. Where they do not, the network gives every image the same
 * answer: its image no longer reaches its end.
 */

/** The smallest and the largest logit of each class. NaN among them is NaN here. */
export interface LogitRange {
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/** Of `rows` rows of `classes` logits each; a row begins every `step` numbers. */
export function logitRange(
  logits: ArrayLike<number>,
  rows: number,
  classes: number,
  step = classes,
): LogitRange {
  const least = new Array<number>(classes).fill(Infinity);
  const most = new Array<number>(classes).fill(-Infinity);
  for (let n = 0; n < rows; n++)
    for (let k = 0; k < classes; k++) {
      const logit = logits[n * step + k];
      least[k] = Math.min(least[k], logit);
      most[k] = Math.max(most[k], logit);
    }
  return { least, most };
}

/** Of the images of both. */
export const unite = (a: LogitRange, b: LogitRange): LogitRange => ({
  least: a.least.map((logit, k) => Math.min(logit, b.least[k])),
  most: a.most.map((logit, k) => Math.max(logit, b.most[k])),
});

/**
 * Whether all images got the same logits, to the last bit: what an image does not reach is computed from the same
 * numbers in the same order for each, and one that still learns differs by far more than rounding.
 */
export const isOneAnswer = ({ least, most }: LogitRange): boolean =>
  least.every((logit, k) => logit === most[k]);
