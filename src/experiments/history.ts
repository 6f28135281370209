/** What was, what is, what was undone. Plain and immutable; every change is one entry. */
import { computed, signal } from '@preact/signals';

export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
}

/** More than anybody goes back; older ones are forgotten. */
export const longestPast = 200;

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** Makes `next` the present; what was undone before is gone. The same history where nothing changes. */
export function record<T>(history: History<T>, next: T): History<T> {
  if (Object.is(next, history.present)) return history;
  const past = [...history.past, history.present].slice(-longestPast);
  return { past, present: next, future: [] };
}

/** Changes the present without an entry: one drag over twenty pixels is one thing to undo. */
export const amend = <T>(history: History<T>, next: T): History<T> => ({
  past: history.past,
  present: next,
  future: [],
});

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const [after, ...rest] = future;
  if (after === undefined) return { past, present, future };
  return { past: [...past, present], present: after, future: rest };
}

/** A history as a figure keeps it: what is present, and how to change it, go back and go on. */
export function createHistory<T>(start: T) {
  const history = signal(startHistory(start));
  return {
    present: computed(() => history.value.present),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    change: (next: T) => void (history.value = record(history.peek(), next)),
    amend: (next: T) => void (history.value = amend(history.peek(), next)),
    undo: () => void (history.value = undo(history.peek())),
    redo: () => void (history.value = redo(history.peek())),
  };
}
