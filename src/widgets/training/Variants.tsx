/** Several things of which one is seen at a time, in room for the tallest: whichever is seen, nothing beside it moves. */
import type { ComponentChild } from 'preact';

export interface VariantsProps {
  /** The name of the one that is seen; of another, none. */
  readonly shown: string;
  readonly all: Readonly<Record<string, ComponentChild>>;
  /** For `aria-describedby`, which then tells of the one that is seen. */
  readonly id?: string;
}

export function Variants({ shown, all, id }: VariantsProps) {
  return (
    <div class="lbl-training-variants" id={id}>
      {Object.entries(all).map(([name, variant]) => (
        <div key={name} data-shown={name === shown}>
          {variant}
        </div>
      ))}
    </div>
  );
}
