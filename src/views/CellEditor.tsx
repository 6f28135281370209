/**
 * A field over a cell: Enter takes the number, Escape leaves the old one. It is a field of text, because a browser's own
 * field of numbers drops the comma of `0,5` and reads 5.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { typedNumber } from '#words/numbers.ts';
import { readNumber } from '#words/typed.ts';
import type { GridWords } from './strings.ts';

export interface CellEditorProps {
  readonly cell: string;
  readonly value: number | undefined;
  readonly words: GridWords;
  /**
   * Called once: with the number, or with undefined where nothing is to change. `hasFocus` says whether the reader is
   * still here, and has not gone on to something else.
   */
  onDone(value: number | undefined, hasFocus: boolean): void;
}

export function CellEditor({ cell, value, words, onDone }: CellEditorProps) {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [isInvalid, setInvalid] = useState(false);
  useLayoutEffect(() => input.current?.select(), []);

  const finish = (result: number | undefined, hasFocus: boolean): void => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(result, hasFocus);
  };
  const commit = (hasFocus: boolean): void => {
    const field = input.current;
    // Taking the field out of the page blurs it once more.
    if (!field || isDone.current) return;
    // An empty field is a reader who changed their mind; what is no number stays to be corrected.
    const number = readNumber(field.value);
    if (number === undefined && field.value.trim() !== '') return setInvalid(true);
    const isSame = number === value || field.value === typedNumber(value);
    finish(isSame ? undefined : number, hasFocus);
  };
  return (
    <>
      <input
        ref={input}
        type="text"
        inputMode="decimal"
        class="lbl-cell-editor"
        aria-label={words.edit(cell)}
        aria-invalid={isInvalid}
        value={typedNumber(value)}
        onInput={() => setInvalid(false)}
        onBlur={() => commit(false)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') commit(true);
          if (event.key === 'Escape') finish(undefined, true);
        }}
      />
      {isInvalid && (
        <span class="lbl-cell-wrong" role="alert">
          {words.notANumber}
        </span>
      )}
    </>
  );
}
