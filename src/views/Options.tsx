/** The row of controls above a figure. On a phone it is folded, so that the room is the tensors'. */
import type { ComponentChildren } from 'preact';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './options.css';

export function Options({ children }: { readonly children: ComponentChildren }) {
  const { options } = useWords(strings).controls;
  return (
    <details class="lbl-options">
      <summary>{options}</summary>
      <div class="lbl-controls">{children}</div>
    </details>
  );
}
