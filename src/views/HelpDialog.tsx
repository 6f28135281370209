/** The keys of a figure, in a dialog that `?` opens. It is fetched then, and is there as long as it is open. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { keyTable } from '#player/keyboard.ts';
import type { Player } from '#player/player.ts';
import { useWords } from './language.ts';
import { helpStrings } from './help-strings.ts';

export function HelpDialog({ player }: { readonly player: Player }) {
  const words = useWords(helpStrings);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="lbl-help"
      aria-label={words.title}
      onClose={() => (player.isHelpOpen.value = false)}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div class="lbl-help-body">
        <h2>{words.title}</h2>
        <p>{words.focus}</p>
        <p>{words.cells}</p>
        <dl>
          {keyTable.map(({ command, label }) => (
            <div key={label}>
              <dt>
                <kbd>{label}</kbd>
              </dt>
              <dd>{words.keys[command.type as keyof typeof words.keys]}</dd>
            </div>
          ))}
        </dl>
        <p>{words.touch}</p>
        <button type="button" class="lbl-text-button" onClick={() => dialog.current?.close()}>
          {words.close}
        </button>
      </div>
    </dialog>
  );
}
