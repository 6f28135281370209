/** What the colours of a figure mean: for each scale a ramp from its least number over 0 to its most. */
import type { Role } from '#steps/step.ts';
import { short } from '#words/numbers.ts';
import { Pixels } from './Pixels.tsx';
import { colourLevels, type Scale } from './scale.ts';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './legend.css';

export interface LegendEntry {
  readonly role: Role;
  readonly scale: Scale;
}

export interface LegendProps {
  readonly entries: readonly LegendEntry[];
  /** Whether each tensor is coloured by its own largest number instead. */
  readonly isAlone?: boolean;
}

export function Legend({ entries, isAlone = false }: LegendProps) {
  const words = useWords(strings).legend;
  const mostOf = ({ kind, most }: Scale): string =>
    kind === 'ink' ? words.ink(short(most)) : short(most);
  return (
    <dl class="lbl-legend">
      {entries.map(({ role, scale }) => (
        <div key={role} data-role={role}>
          <dt>{words.roles[role]}</dt>
          <dd>
            <span>{scale.kind === 'ink' ? words.empty : isAlone ? '−' : short(-scale.most)}</span>
            <Ramp scale={scale} />
            <span>{isAlone ? words.own : mostOf(scale)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One cell for each level, the ground between them. */
function Ramp({ scale: { kind } }: { readonly scale: Scale }) {
  const least = kind === 'ink' ? 0 : -colourLevels;
  const values = Array.from({ length: colourLevels - least + 1 }, (_, k) => least + k);
  return (
    <span class="lbl-legend-ramp">
      <Pixels
        {...{ height: 1, width: values.length, values }}
        scale={{ kind, most: colourLevels }}
      />
    </span>
  );
}
