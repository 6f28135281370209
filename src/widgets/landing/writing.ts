/** When nobody has touched anything for two seconds, a generated digit writes itself, once. */
import { effect } from '@preact/signals';
import { createClock, createDelay } from '#player/clock.ts';
import { drawStrokes } from '#data/drawing/drawn-digits.ts';
import type { PadStroke } from '#views/pad.ts';
import type { Landing } from './model.ts';

/** Milliseconds of rest, and how many points are written a tick of so many milliseconds. */
const idle = 2000;
const tick = 30;
/** A digit takes about this many ticks, however many points it has. */
const ticks = 45;
/** One that is read right. */
const written = { label: 5, seed: 18, index: 0 };

/** The first `count` points of strokes. */
export function beginningOf(strokes: readonly PadStroke[], count: number): PadStroke[] {
  let left = count;
  const begun: PadStroke[] = [];
  for (const stroke of strokes) {
    if (left <= 0) break;
    begun.push(stroke.slice(0, left));
    left -= stroke.length;
  }
  return begun;
}

/** Begins to wait. What is written ends where it is as soon as the reader touches the figure. */
export function writeByItself(model: Landing): void {
  const strokes = drawStrokes(written.label, written.seed, written.index);
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const perTick = Math.max(1, Math.ceil(points / ticks));
  let shown = 0;
  const clock = createClock(() => {
    shown += perTick;
    model.write(written.label, beginningOf(strokes, shown));
    if (shown >= points) clock.stop();
  });
  const wait = createDelay(() => clock.start(tick), idle);
  effect(() => {
    if (!model.isTouched.value) return wait.schedule();
    wait.cancel();
    clock.stop();
  });
}
