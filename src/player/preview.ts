/**
 * What the prose around a figure asks of it: to light a cell, or what a step makes, without going there. The event is sent
 * to the figure's root; its detail is a name, or undefined where nothing is to be lit any more.
 */
const type = 'lbl-preview';

export const previewEvent = (name: string | undefined): CustomEvent<string | undefined> =>
  new CustomEvent(type, { detail: name });

/** Calls `onPreview` with what the prose names. Returns the function that unbinds. */
export function bindPreview(
  root: HTMLElement,
  onPreview: (name: string | undefined) => void,
): () => void {
  const listener = (event: Event): void =>
    onPreview((event as CustomEvent<string | undefined>).detail ?? undefined);
  root.addEventListener(type, listener);
  return () => root.removeEventListener(type, listener);
}
