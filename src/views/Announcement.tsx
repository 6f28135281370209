/**
 * A text for readers of the screen, said politely once it has rested: whoever holds a key down hears where they arrived,
 * not every step on the way. What is on the screen when the page comes is read there and not said.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { createDelay } from '#player/clock.ts';
import './figure.css';

/** Milliseconds: longer than between two repeats of a held key, or than the delay before the first. */
const usualRest = 700;

export interface AnnouncementProps {
  /** Undefined for nothing to say now: what was said stays said. */
  readonly text: string | undefined;
  /** Milliseconds that it must have stood, where texts come by themselves. */
  readonly rest?: number;
}

export function Announcement({ text, rest = usualRest }: AnnouncementProps) {
  const said = useSignal('');
  const known = useRef(text);
  useEffect(() => {
    if (text === undefined || text === known.current) return undefined;
    const delay = createDelay(() => (known.current = said.value = text), rest);
    delay.schedule();
    return delay.cancel;
  }, [text, rest]);
  // One and the same whatever comes: drawn anew, its text would be written again, which some readers say again.
  return useMemo(
    () => (
      <p class="lbl-unseen" role="status" aria-atomic="true">
        {said}
      </p>
    ),
    [said],
  );
}
