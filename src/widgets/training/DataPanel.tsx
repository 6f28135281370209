/** What the network learns from: a data set of the site, digits drawn by code, or the reader's own files. */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { useWords } from '#views/language.ts';
import { later } from '#views/later.tsx';
import { droppedFiles } from './dropped-files.ts';
import { NumberField, SelectField } from './fields.tsx';
import type { TrainingModel } from './model.ts';
import { dataChoices, drawsDigits, type DataChoice } from './settings.ts';
import { strings } from './strings.ts';
import { Variants } from './Variants.tsx';

const TurnPanel = later(async () => (await import('./TurnPanel.tsx')).TurnPanel, { isQuiet: true });

export function DataPanel({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const { form, hasMnist, isBusy } = model;
  const isAbsent = hasMnist.value === false;
  const options = dataChoices.map((choice) => {
    const needsMnist = choice === 'mnist' || choice === 'mixed';
    const title = words.data[choice] + (needsMnist && isAbsent ? words.absentOption : '');
    return { value: choice, title, isDisabled: needsMnist && isAbsent };
  });
  return (
    <div class="lbl-training-data">
      <fieldset class="lbl-training-set" disabled={isBusy.value}>
        <legend class="lbl-unseen">{words.dataSet}</legend>
        <SelectField
          label={words.dataSet}
          value={form.value.data}
          options={options}
          onChange={(choice) => model.chooseData(choice as DataChoice)}
        />
        <Variants
          shown={drawsDigits(form.value.data) ? 'digits' : form.value.data}
          all={{
            digits: <NumberField field="digits" model={model} onCommit={model.commit} />,
            mnist: <p class="lbl-hint">{words.dataNotes.mnist}</p>,
            files: <p class="lbl-hint">{words.dataNotes.files}</p>,
          }}
        />
        {form.value.data === 'files' && <TurnPanel model={model} />}
      </fieldset>
      <DropZone model={model} />
    </div>
  );
}

function DropZone({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const isOver = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const gifts = useRef(0);
  /** Reading out a folder takes its time; whatever is given meanwhile is the newer wish. */
  async function take(given: readonly File[] | Promise<readonly File[]>): Promise<void> {
    const gift = ++gifts.current;
    const files = await given;
    if (gift === gifts.current) model.takeFiles(files);
  }
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
        if (event.dataTransfer) void take(droppedFiles(event.dataTransfer));
      }}
    >
      <Variants
        id={`${id}-note`}
        shown={model.hasMnist.value === false ? 'absent' : 'usual'}
        all={{
          usual: <p>{words.drop}</p>,
          absent: (
            <p>
              {words.noMnist} {words.drop}
            </p>
          ),
        }}
      />
      {model.desk.value.lacksFiles && (
        <p class="lbl-training-wrong" role="alert">
          {words.noFiles}
        </p>
      )}
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
            void take([...(currentTarget.files ?? [])]);
            // So that the same files, put right, can be chosen once more.
            currentTarget.value = '';
          }}
        />
      </label>
    </div>
  );
}
