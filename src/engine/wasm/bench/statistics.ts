/** What repeats of a measurement say: the middle, the spread, and the best. */
export interface Spread {
  readonly median: number;
  /** First and third quartile. */
  readonly low: number;
  readonly high: number;
  readonly best: number;
  readonly samples: number;
}

/** The value below which a share of the sorted samples lies, between two of them where it must. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** `better`: whether a larger or a smaller number is the better one. */
export function spreadOf(samples: readonly number[], better: 'larger' | 'smaller'): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    best: better === 'larger' ? sorted[sorted.length - 1] : sorted[0],
    samples: sorted.length,
  };
}
