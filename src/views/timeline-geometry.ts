/** How the stages of a tape share the width of the timeline, and which step lies under the pointer. */
import type { TapeStage } from '#player/tape.ts';

/**
 * The share of each stage of the whole width, adding up to 1. One and the root of the length: a stage of 300 steps is
 * wider than one of 3, and that can still be hit and carry a short name.
 */
export function sharesOf(stages: readonly TapeStage[]): number[] {
  const weights = stages.map(({ start, end }) => 1 + Math.sqrt(end - start));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Cuts the stages where groups begin; what comes before the first group is one without a name. */
export function groupsOf<Group extends { readonly start: string }>(
  stages: readonly TapeStage[],
  groups: readonly Group[],
): { readonly group: Group | undefined; readonly stages: readonly TapeStage[] }[] {
  const cut: { group: Group | undefined; stages: TapeStage[] }[] = [];
  for (const stage of stages) {
    const group = groups.find(({ start }) => start === stage.id);
    if (group || cut.length === 0) cut.push({ group, stages: [] });
    cut.at(-1)!.stages.push(stage);
  }
  return cut;
}

/** Returns the step of a stage at `fraction` of its segment's width; before it and behind it its ends. */
export function stepWithin({ start, end }: TapeStage, fraction: number): number {
  const within = Math.floor(fraction * (end - start));
  return start + Math.min(Math.max(within, 0), end - start - 1);
}

/** How much of a stage is done once step `index` is: 0 to 1. */
export const doneOf = ({ start, end }: TapeStage, index: number): number =>
  Math.min(Math.max((index + 1 - start) / (end - start), 0), 1);
