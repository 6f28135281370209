/** A slider over powers of ten, with the number that it stands for beside it. */
import { useId } from 'preact/hooks';
import './controls.css';

export interface SliderProps {
  readonly label: string;
  readonly exponent: number;
  readonly smallest: number;
  readonly largest: number;
  readonly step: number;
  /** The number as it is written. */
  readonly text: string;
  onChange(exponent: number): void;
}

export function Slider({ label, exponent, smallest, largest, step, text, onChange }: SliderProps) {
  const id = useId();
  return (
    <div class="lbl-control lbl-slider">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={smallest}
        max={largest}
        step={step}
        value={exponent}
        aria-valuetext={text}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      {/* The slider itself tells its value. */}
      <output for={id} aria-live="off">
        {text}
      </output>
    </div>
  );
}

export interface FactsProps {
  readonly rows: readonly (readonly [term: string, value: string])[];
}

/** Names and numbers, one below the other. */
export function Facts({ rows }: FactsProps) {
  return (
    <dl class="lbl-facts">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
