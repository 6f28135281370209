/** A choice and a number with their labels, and with what is wrong beside them. */
import { useId } from 'preact/hooks';
import { useWords } from '#views/language.ts';
import type { TrainingModel } from './model.ts';
import { nameOf, ranges, type NumberField as FieldName } from './settings.ts';
import { strings } from './strings.ts';

export interface Option {
  readonly value: string;
  readonly title: string;
  readonly isDisabled?: boolean;
}

export interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  /** A sentence below. */
  readonly note?: string;
  onChange(value: string): void;
}

export function SelectField({ label, value, options, note, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div class="lbl-training-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            selected={option.value === value}
            disabled={option.isDisabled}
          >
            {option.title}
          </option>
        ))}
      </select>
      {note && (
        <p id={`${id}-note`} class="lbl-hint">
          {note}
        </p>
      )}
    </div>
  );
}

export interface NumberFieldProps {
  readonly field: FieldName;
  readonly model: TrainingModel;
  /** The reader has finished typing. */
  onCommit(): void;
}

/** Holds what is typed, right or wrong; what is wrong is said at once and next to it. */
export function NumberField({ field, model, onCommit }: NumberFieldProps) {
  const words = useWords(strings);
  const id = useId();
  const { form, wrongFields } = model;
  const range = ranges[field];
  const isWrong = wrongFields.value.includes(field);
  const error = range.isWhole ? words.fieldErrors.whole : words.fieldErrors.positive;
  return (
    <div class="lbl-training-field">
      <label for={id}>{words.fields[nameOf(field, form.value)]}</label>
      <input
        id={id}
        type="text"
        inputMode={range.isWhole ? 'numeric' : 'decimal'}
        autocomplete="off"
        size={8}
        value={form.value[field]}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-error` : undefined}
        onInput={({ currentTarget }) => model.setForm({ [field]: currentTarget.value })}
        onChange={onCommit}
      />
      {isWrong && (
        <p id={`${id}-error`} class="lbl-training-wrong">
          {error(range)}
        </p>
      )}
    </div>
  );
}
