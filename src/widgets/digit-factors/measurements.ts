/** What `npm run measure:digits` found, as the chapter quotes it. */
import measured from '#content/measurements/digits.json' with { type: 'json' };
import { naturalStrength, type FactorName } from '#data/digits/factors.ts';
import { skeletons } from '#data/digits/skeletons.ts';
import type { Language } from '#words/language.ts';
import { listed } from '#words/lists.ts';
import { fixed } from '#words/numbers.ts';
import { count } from '#words/quantities.ts';
import { strings } from './strings.ts';

/** The rows of its tables hold means over the runs of one way of training, as fractions. */
export const measurements = measured;
type Row = (typeof measurements.transfer.rows)[number];

export const fraction = (value: number): string => fixed(value, 3);

/** The headline's row for that strength, number of digits and passes. Throws where it was not measured. */
export function transferRow(strength: number, count: number, epochs: number): Row {
  const found = measurements.transfer.rows.find(
    (row) => row.strength === strength && row.count === count && row.epochs === epochs,
  );
  if (!found) throw new Error(`measurements: no row for ${strength}, ${count} x ${epochs}`);
  return found;
}

const natural = (count: number): Row => transferRow(naturalStrength, count, 3);
const best = (): Row => measurements.transfer.rows.reduce((a, b) => (b.mnist > a.mnist ? b : a));

/** The ablation's row without these factors. Throws where it was not measured. */
function ablationRow(off: string) {
  const found = measurements.ablation.rows.find((row) => row.off === off);
  if (!found) throw new Error(`measurements: nothing was measured without ${off}`);
  return found;
}
const twosOf = ({ perClass }: { readonly perClass: readonly number[] }): string =>
  fraction(perClass[2]);

const families = skeletons.flat();

const figures = {
  'natural small': () => fraction(natural(20_000).mnist),
  'natural large': () => fraction(natural(60_000).mnist),
  'natural large held out': () => fraction(natural(60_000).heldOut),
  'natural large worst class': () => fraction(Math.min(...natural(60_000).perClass)),
  'natural large runs': () => String(natural(60_000).mnistRuns.length),
  twos: () => twosOf(ablationRow('none')),
  'twos one way': () => twosOf(ablationRow('families')),
  'twos small': () => twosOf(natural(20_000)),
  'twos large': () => twosOf(natural(60_000)),
  best: () => fraction(best().mnist),
  'best digits': (language) => count(best().count * best().epochs, language),
  families: () => String(families.length),
  keys: () => String(families.reduce((sum, { keys }) => sum + keys.length, 0)),
  'per second': (language) => count(measurements.speed.perSecond, language),
  'natural strength': () => String(naturalStrength),
  momentum: () => String(measurements.transfer.recipe.optimizer.momentum),
  'batch size': () => String(measurements.transfer.recipe.batchSize),
  'learning rate': () => String(measurements.transfer.recipe.learningRate),
  date: () => measurements.transfer.measured.date,
  machine: (language) => {
    const { processor, cores, node } = measurements.transfer.measured;
    return strings[language].table.machine(processor, cores, node.replace('v', ''));
  },
  backend: () => measurements.transfer.backend,
} satisfies Record<string, (language: Language) => string>;

export type Figure = keyof typeof figures;
export const figureNames = Object.keys(figures) as readonly Figure[];

/** A measured figure as the prose prints it. Throws, with the names there are, for an unknown one. */
export function measuredFigure(name: Figure, language: Language): string {
  const figure: ((language: Language) => string) | undefined = figures[name];
  if (figure === undefined)
    throw new Error(`measurements: unknown "${name}"; there are: ${figureNames.join(', ')}`);
  return figure(language);
}

/** The factors of an ablation row in words. */
export function offWords(off: string, language: Language): string {
  const { table, factors } = strings[language];
  if (off === 'none') return table.none;
  if (off === 'all but centring') return table.allButCentring;
  const names = off.split(' ').map((name) => factors[name as FactorName].name);
  return listed(names, language);
}
