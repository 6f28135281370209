/** What belongs to a tab that is fetched when it is opened: made for a tape once, so that what was chosen stays chosen. */
import type { Backprop } from './model.ts';

export function onceFor<T>(make: (model: Backprop) => T): (model: Backprop) => T {
  const made = new WeakMap<Backprop, T>();
  return (model) => {
    const known = made.get(model) ?? make(model);
    made.set(model, known);
    return known;
  };
}
