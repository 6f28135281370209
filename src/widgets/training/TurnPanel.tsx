/** How the reader's own images lie: a choice, what they look like then, and what would be read better. */
import { useRef } from 'preact/hooks';
import { turns, type Turn } from '#data/turn.ts';
import { useWords } from '#views/language.ts';
import { Pixels } from '#views/Pixels.tsx';
import { percent } from '#words/quantities.ts';
import { shownData } from './desk.ts';
import { byteInk } from './first-layer.ts';
import { SelectField } from './fields.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './turn-strings.ts';

export function TurnPanel({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const panel = useRef<HTMLDivElement>(null);
  const turning = shownData(model.desk.value)?.data.turning;
  // What is being read instead will look another way.
  const isStale = model.loading.value !== undefined && !model.isBusy.value;
  const better = isStale ? undefined : turning?.better;
  function take(turn: Turn): void {
    model.chooseTurn(turn);
    // The button that was pressed goes away.
    panel.current!.querySelector('select')!.focus();
  }
  return (
    <div ref={panel} class="lbl-training-turn">
      <SelectField
        label={words.turn}
        value={model.form.value.turn}
        options={turns.map((turn) => ({ value: turn, title: words.turns[turn] }))}
        onChange={(turn) => model.chooseTurn(turn as Turn)}
      />
      {turning && (
        <div class="lbl-training-specimens" aria-busy={isStale}>
          <Pixels
            width={turning.specimens.width}
            height={turning.specimens.height}
            values={turning.specimens.pixels}
            scale={byteInk}
            label={words.picture([...turning.specimens.labels].join(', '))}
          />
        </div>
      )}
      <div aria-live="polite">
        {better && (
          <>
            <p>
              {words.better(
                words.turns[better.turn],
                percent(better.read),
                percent(better.readAsUsed),
              )}
            </p>
            <button type="button" onClick={() => take(better.turn)}>
              {words.choose(words.turns[better.turn])}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
