/**
 * What a scene shows, a paint later than the player: for views that explain a step. The numbers in the
 * cells and in the equation come with the key press, and what explains them does not keep them waiting.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { followAfterPaint } from '#player/clock.ts';
import type { Step, Trace } from '#steps/step.ts';
import type { Scene } from './scene.ts';

export interface Moment {
  readonly trace: Trace;
  readonly index: number;
  readonly step: Step;
  /** The term looked at, at the level of terms. */
  readonly term: number | undefined;
}

export function useLateMoment({ trace, player, step }: Scene): Moment {
  const now = useComputed((): Moment => ({
    trace: trace.value,
    index: player.index.value,
    step: step.value,
    term: player.term.value,
  }));
  const late = useSignal(now.peek());
  useEffect(() => followAfterPaint(now, late), []);
  return late.value;
}
