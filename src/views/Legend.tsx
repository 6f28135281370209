/** What the colours of a figure mean: for each scale a ramp from its least number over 0 to its most. */
import type { Role } from '#steps/step.ts';
import type { Spoken } from '#words/language.ts';
import { short } from '#words/numbers.ts';
import { Pixels } from './Pixels.tsx';
import { colourLevels, type Scale } from './scale.ts';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './legend.css';

export interface LegendEntry {
  readonly role: Role;
  readonly scale: Scale;
  /** What is coloured by it; the role's name unless given. Two entries of one role need one each. */
  readonly label?: string | undefined;
  /** As `isAlone` of all. */
  readonly isAlone?: boolean | undefined;
}

export interface LegendProps {
  readonly entries: readonly LegendEntry[];
  /** Whether each tensor is coloured by its own largest number instead. */
  readonly isAlone?: boolean;
}

export function Legend({ entries, isAlone = false }: LegendProps) {
  const words = useWords(strings).legend;
  return (
    <dl class="lbl-legend">
      {entries.map((entry) => (
        <LegendRow key={entry.label ?? entry.role} isAlone={isAlone} {...entry} words={words} />
      ))}
    </dl>
  );
}

type LegendRowProps = LegendEntry & { readonly words: Spoken<typeof strings>['legend'] };

function LegendRow({ role, scale, label, isAlone, words }: LegendRowProps) {
  const most = scale.kind === 'ink' ? words.ink(short(scale.most)) : short(scale.most);
  const least = scale.kind === 'ink' ? words.empty : isAlone ? '−' : short(-scale.most);
  return (
    <div data-role={role}>
      <dt>{label ?? words.roles[role]}</dt>
      <dd>
        <span>{least}</span>
        <Ramp scale={scale} />
        <span>{isAlone ? words.own : most}</span>
      </dd>
    </div>
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
