/** What was, what is, what was undone. Plain and immutable; every change is one entry. */
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
