/** What a run is made of: beside it where there is room; on a phone folded above it, so that *Start* is in sight. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useWords } from '#views/language.ts';
import { DataPanel } from './DataPanel.tsx';
import type { TrainingModel } from './model.ts';
import { SettingsPanel } from './SettingsPanel.tsx';
import { strings } from './strings.ts';

export function Choices({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const id = useId();
  const wasOpened = useSignal(false);
  const { data, recipe } = model.form.value;
  // A field that is wrong is not hidden away.
  const isOpen = wasOpened.value || model.wrongFields.value.length > 0;
  return (
    <div class="lbl-training-choices" data-open={isOpen}>
      <button
        type="button"
        class="lbl-training-fold"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => (wasOpened.value = !isOpen)}
      >
        <b>{words.settings}</b> {words.recipes[recipe]} · {words.data[data]}
      </button>
      <div class="lbl-training-folded" id={id}>
        <DataPanel model={model} />
        <SettingsPanel model={model} />
      </div>
    </div>
  );
}

/** What the network or the server withheld may come another time. Not while a run stands, which it would not change. */
export function Retry({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const missed = model.missed.value;
  if (missed?.failure.kind !== 'passing' || model.isBusy.value) return null;
  return (
    <button type="button" onClick={model.retry}>
      {words.retry(words.data[missed.wish.choice])}
    </button>
  );
}
