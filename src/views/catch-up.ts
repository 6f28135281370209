/**
 * A reader may be faster than the page: what was chosen in the server's controls before they came alive would be seen in
 * them and known to nobody. It is told again, now that somebody listens.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** To be called by the root of an island, with itself. */
export function useCatchUp(root: RefObject<Element>): void {
  // Before anything but the reader can have changed a control.
  useLayoutEffect(() => {
    for (const input of root.current!.querySelectorAll('input')) if (isChanged(input)) tell(input);
    for (const select of root.current!.querySelectorAll('select'))
      if ([...select.options].some((one) => one.selected !== one.defaultSelected)) tell(select);
  }, []);
}

function isChanged(input: HTMLInputElement): boolean {
  if (input.type === 'radio') return input.checked && !input.defaultChecked;
  if (input.type === 'checkbox') return input.checked !== input.defaultChecked;
  return input.value !== untouched(input).value;
}

/** The same control as the server wrote it; a slider's value, for one, is rounded to its steps. */
function untouched(input: HTMLInputElement): HTMLInputElement {
  const fresh = document.createElement('input');
  for (const { name, value } of input.attributes) fresh.setAttribute(name, value);
  return fresh;
}

function tell(control: Element): void {
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
}
