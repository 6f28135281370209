/** What was, what is, what was undone, as signals. Every change is one entry; entries are immutable. */
import { computed, signal } from '@preact/signals';

/** More than anybody goes back; older ones are forgotten. */
export const longestPast = 200;

export function createHistory<T>(start: T) {
  const history = signal({ past: [] as readonly T[], present: start, future: [] as readonly T[] });
  const goTo = (past: readonly T[], present: T, future: readonly T[]): void => {
    history.value = { past: past.slice(-longestPast), present, future };
  };
  return {
    present: computed(() => history.value.present),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    /** Makes `next` the present; what was undone before is gone. Nothing where it is the present already. */
    change(next: T) {
      const { past, present } = history.peek();
      if (!Object.is(next, present)) goTo([...past, present], next, []);
    },
    /** Changes the present without an entry: one drag over twenty pixels is one thing to undo. */
    amend: (next: T) => goTo(history.peek().past, next, []),
    undo() {
      const { past, present, future } = history.peek();
      if (past.length > 0) goTo(past.slice(0, -1), past.at(-1)!, [present, ...future]);
    },
    redo() {
      const { past, present, future } = history.peek();
      if (future.length > 0) goTo([...past, present], future[0], future.slice(1));
    },
  };
}
