/** One of several tellings of a result, which stand beside each other in an element of class `lbl-tellings`. */
import type { ComponentChildren } from 'preact';
import './telling.css';

export interface TellingProps {
  readonly title: string;
  readonly part: string;
  readonly isCurrent: boolean;
  /** Told once: above the others, and on a phone instead of them. */
  readonly isAlone?: boolean;
  readonly children: ComponentChildren;
}

export function Telling({ title, part, isCurrent, isAlone, children }: TellingProps) {
  return (
    <section
      class="lbl-telling"
      data-part={part}
      data-current={isCurrent || undefined}
      data-alone={isAlone}
      aria-label={title}
    >
      <p class="lbl-telling-title">{title}</p>
      <div class="lbl-telling-tensors">{children}</div>
    </section>
  );
}
