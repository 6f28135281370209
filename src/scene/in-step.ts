/**
 * Keeps tellings of one sum in step: while one is stepped, the others run beside it and have always added as many
 * products. Zeros that stand in no cell are no products: a gather meets them at the border, a scatter never.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Place } from '#player/machine.ts';
import { createFollower } from '#player/player.ts';
import { partsOf } from '#steps/parts.ts';
import type { CellRef, Stage, Step, Trace } from '#steps/step.ts';
import { keyOf } from '#views/cell-text.ts';
import { createScene, type Scene } from './scene.ts';

/**
 * Makes a scene for each telling beside `scene`, whose player leads. `writes` are the tensors that they write; `wrong`
 * are cells that a check strikes through.
 */
export function createInStep<Side extends string>(
  { trace, describe, player, hovered, windowsOf }: Scene,
  writes: Readonly<Record<Side, string>>,
  wrong?: ReadonlySignal<readonly CellRef[]>,
) {
  const sides = Object.keys(writes) as Side[];
  const each = <T>(make: (side: Side) => T) =>
    Object.fromEntries(sides.map((side) => [side, make(side)])) as Record<Side, T>;
  const counts = computed(() =>
    each((side) => countProducts(trace.value, stageOf(trace.value, writes[side]))),
  );
  const side = computed(() => {
    const { writes: now } = trace.value.stageAt(player.index.value);
    return sides.find((one) => writes[one] === now);
  });
  const products = computed(() => {
    const at = counts.value[side.value ?? sides[0]];
    return { done: productsAt(trace.value, at, player.state.value), of: at.before.at(-1)! };
  });
  const placeOn = (which: Side) =>
    computed((): Place => {
      if (side.value === which) return player.state.value;
      return placeOf(trace.value, counts.value[which], products.value.done);
    });
  const isIdle = computed(() => side.value === undefined);
  return {
    /** The telling that the player is in; undefined in other stages. */
    side,
    /** Products added so far, the same number on all sides. */
    products,
    /** Whether all sides end in the same numbers, to the last bit. */
    isEqual: computed(() => {
      const [one, ...others] = sides.map((which) => leftBy(trace.value, writes[which]));
      return others.every((other) =>
        [...one.keys(), ...other.keys()].every(
          (cell) => (one.get(cell) ?? 0) === (other.get(cell) ?? 0),
        ),
      );
    }),
    scenes: each((which) => {
      const follower = createFollower(player, placeOn(which));
      const options = { player: follower, hovered, isIdle, windowsOf };
      return createScene(trace, describe, wrong ? { ...options, wrong } : options);
    }),
  };
}

const stageOf = (trace: Trace, writes: string): Stage =>
  trace.stages.find((stage) => stage.writes === writes)!;

/** What the steps leave in each cell: read off them, not off the finished tensor. */
function leftBy(trace: Trace, tensor: string): Map<string, number> {
  const left = new Map<string, number>();
  const { start, end } = stageOf(trace, tensor);
  for (let position = start; position < end; position++)
    for (const { ref, value } of trace.at(position).writes) left.set(keyOf(ref.index), value);
  return left;
}

const isReal = (step: Step, term: number): boolean =>
  partsOf(step)[term].every(({ virtual }) => virtual === undefined);

/** The number of products of a step up to its term `last`, which counts as well. */
function productsOf(step: Step, last = partsOf(step).length - 1): number {
  let count = 0;
  for (let term = 0; term <= last; term++) if (isReal(step, term)) count++;
  return count;
}

export interface StageProducts {
  readonly stage: Stage;
  /** How many products are added before each step of the stage, and after its last. */
  readonly before: readonly number[];
}

/** Counts the products of every step of a stage. */
export function countProducts(trace: Trace, stage: Stage): StageProducts {
  const before = [0];
  for (let at = stage.start; at < stage.end; at++)
    before.push(before[before.length - 1] + productsOf(trace.at(at)));
  return { stage, before };
}

/** How many products of this stage are added at `place`. */
export function productsAt(trace: Trace, { stage, before }: StageProducts, place: Place): number {
  const k = place.index - stage.start;
  if (k < 0) return 0;
  if (place.index >= stage.end) return before[before.length - 1];
  return place.granularity === 'term'
    ? before[k] + productsOf(trace.at(place.index), place.term)
    : before[k + 1];
}

/** The first place of this stage at which `count` products are added; the step before the stage for none. */
export function placeOf(trace: Trace, { stage, before }: StageProducts, count: number): Place {
  const k = before.findIndex((sum) => sum >= count) - 1;
  const index = stage.start + k;
  if (k < 0 || before[k + 1] === count) return { index, term: 0, granularity: 'cell' };
  const step = trace.at(index);
  let term = 0;
  while (before[k] + productsOf(step, term) < count) term++;
  return { index, term, granularity: 'term' };
}
