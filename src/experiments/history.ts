/** What was, what is, what was undone, as signals. Every change is one entry; entries are immutable. */
import { batch, computed, signal } from '@preact/signals';

/** More than anybody goes back; older ones are forgotten. */
export const longestPast = 200;

export function createHistory<T>(start: T) {
  const past = signal<readonly T[]>([]);
  const present = signal(start);
  const future = signal<readonly T[]>([]);
  const goTo = (before: readonly T[], now: T, after: readonly T[]): void =>
    batch(() => {
      past.value = before.slice(-longestPast);
      present.value = now;
      future.value = after;
    });
  const [was, is, willBe] = [() => past.peek(), () => present.peek(), () => future.peek()];
  return {
    present: computed(() => present.value),
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    /** Makes `next` the present; what was undone before is gone. Nothing where it is the present already. */
    change(next: T) {
      if (!Object.is(next, is())) goTo([...was(), is()], next, []);
    },
    /** Changes the present without an entry: one drag over twenty pixels is one thing to undo. */
    amend: (next: T) => goTo(was(), next, []),
    undo() {
      if (was().length > 0) goTo(was().slice(0, -1), was().at(-1)!, [is(), ...willBe()]);
    },
    redo() {
      const [next, ...rest] = willBe();
      if (willBe().length > 0) goTo([...was(), is()], next, rest);
    },
  };
}
