/**
 * A text for readers of the screen, said politely once it has rested: whoever holds a key down hears where they arrived,
 * not every step on the way. What is on the screen when the page comes is read there and not said.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { createDelay } from '#player/clock.ts';
import './figure.css';

/** Milliseconds: longer than between two repeats of a held key, or than the delay before the first. */
const restMilliseconds = 700;

export interface AnnouncementProps {
  /** Undefined for nothing to say now: what was said stays said. */
  readonly text: string | undefined;
}

export function Announcement({ text }: AnnouncementProps) {
  const said = useSignal('');
  const known = useRef(text);
  useEffect(() => {
    if (text === undefined || text === known.current) return undefined;
    const delay = createDelay(() => (known.current = said.value = text), restMilliseconds);
    delay.schedule();
    return delay.cancel;
  }, [text]);
  return (
    <p class="lbl-unseen" role="status" aria-atomic="true">
      {said}
    </p>
  );
}
