/** The small controls of a figure: a choice from a list, and a whole number. */
import { useSignal, type Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { readWhole } from '#words/typed.ts';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './controls.css';

export interface ChoiceProps {
  readonly label: string;
  /** What the prose calls it, where that presses it. */
  readonly name?: string;
  /** Pairs of value and title. */
  readonly options: readonly (readonly [string, string])[];
  readonly value: string;
  onChange(value: string): void;
}

export function Choice({ label, name, options, value, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div class="lbl-control">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="lbl-select"
        data-control={name}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map(([option, title]) => (
          <option key={option} value={option} selected={option === value}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface NumberChoiceProps {
  readonly label: string;
  readonly value: Signal<number>;
  readonly min: number;
  readonly max: number;
}

/** A whole number from `min` to `max`; what is not one is not taken over, and told. */
export function NumberChoice({ label, value, min, max }: NumberChoiceProps) {
  const id = useId();
  const words = useWords(strings).controls;
  const refused = useSignal<string | undefined>(undefined);
  const take = (text: string): void => {
    const number = readWhole(text, min, max);
    refused.value = number === undefined ? text : undefined;
    if (number !== undefined) value.value = number;
  };
  return (
    <div class="lbl-control">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="lbl-select lbl-number"
        type="text"
        inputMode="numeric"
        role="spinbutton"
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={value.value}
        aria-invalid={refused.value !== undefined}
        aria-describedby={`${id}-wrong`}
        value={refused.value ?? String(value.value)}
        onInput={({ currentTarget }) => take(currentTarget.value)}
        onKeyDown={(event) => {
          const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          take(String(Math.min(Math.max(value.peek() + by, min), max)));
        }}
      />
      <span id={`${id}-wrong`} class="lbl-control-wrong" role="alert">
        {refused.value !== undefined && words.notWhole(min, max, value.value)}
      </span>
    </div>
  );
}

export interface SwitchProps {
  readonly label: string;
  readonly name?: string;
  readonly value: Signal<boolean>;
}

export function Switch({ label, name, value }: SwitchProps) {
  return (
    <label class="lbl-control lbl-switch">
      <input
        type="checkbox"
        data-control={name}
        checked={value.value}
        onChange={({ currentTarget }) => (value.value = currentTarget.checked)}
      />
      {label}
    </label>
  );
}

export interface TextButtonProps {
  readonly label: string;
  readonly isOff?: boolean;
  onClick(): void;
}

/** A button that stays in the order of the keyboard while it has nothing to do. */
export function TextButton({ label, isOff = false, onClick }: TextButtonProps) {
  return (
    <button
      type="button"
      class="lbl-text-button"
      aria-disabled={isOff || undefined}
      onClick={() => !isOff && onClick()}
    >
      {label}
    </button>
  );
}
