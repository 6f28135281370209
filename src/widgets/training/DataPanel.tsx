/** What the network learns from: a data set of the site, digits drawn by code, or the reader's own files. */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { useWords } from '#views/language.ts';
import { NumberField, SelectField } from './fields.tsx';
import type { TrainingModel } from './model.ts';
import { dataChoices, type DataChoice } from './settings.ts';
import { drawsDigits } from './state.ts';
import { strings } from './strings.ts';

export function DataPanel({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const { form, hasMnist } = model;
  const isAbsent = hasMnist.value === false;
  const options = dataChoices.map((choice) => {
    const needsMnist = choice === 'mnist' || choice === 'mixed';
    const title = words.data[choice] + (needsMnist && isAbsent ? words.absentOption : '');
    return { value: choice, title, isDisabled: needsMnist && isAbsent };
  });
  return (
    <div class="lbl-training-data">
      <SelectField
        label={words.dataSet}
        value={form.value.data}
        options={options}
        onChange={(choice) => model.chooseData(choice as DataChoice)}
      />
      {drawsDigits(form.value.data) && (
        <NumberField field="digits" model={model} onCommit={model.commitDigits} />
      )}
      {isAbsent && <p class="lbl-hint">{words.noMnist}</p>}
      <DropZone model={model} />
    </div>
  );
}

function DropZone({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const isOver = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div
      class="lbl-training-drop"
      data-over={isOver.value}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => (isOver.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        model.takeFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p id={`${id}-note`}>{words.drop}</p>
      <label class="lbl-training-file">
        {words.chooseFiles}
        <input
          ref={input}
          type="file"
          class="lbl-unseen"
          multiple
          disabled={model.phase.value === 'off'}
          aria-describedby={`${id}-note`}
          onChange={({ currentTarget }) => {
            model.takeFiles([...(currentTarget.files ?? [])]);
            // So that the same files, put right, can be chosen once more.
            currentTarget.value = '';
          }}
        />
      </label>
    </div>
  );
}
