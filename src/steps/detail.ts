/** How much of a long sum is written out. Every term can be reached: by `all`, or one by one as `term`. */
import type { NumberFormat } from '#words/numbers.ts';
import type { ShapeOf } from './letters.ts';
import { single } from './stage.ts';
import type { Operand, Step, Term } from './step.ts';

export interface Detail {
  /** Write every term, those outside the tensor (zeros) included; default false. */
  readonly all?: boolean;
  /** The term that is being looked at; it is always written out. */
  readonly term?: number;
  /** How many terms a sum may have before its middle is left out; default 4. */
  readonly most?: number;
  /** Digits after the point; default 2. */
  readonly decimals?: number;
  /** Write a question mark for the result, and do not tell the winner of a maximum; default false. */
  readonly isVeiled?: boolean;
  /** Where it is given, indices of axes of size 1 are left out of symbols. */
  readonly shapeOf?: ShapeOf;
}

/** How the number of an operand is written. */
export const formatOf = (one: Operand, { decimals = 2 }: Detail): NumberFormat => ({
  decimals,
  chosen: one.constant === true,
});

/** What is written of a list: positions, with `gap` where some are left out. */
export type Shown = number | 'gap';

const defaultMost = 4;

/** Chooses from `count` things the first, the last and the one looked at. `keep` are worth writing at all. */
export function choose(
  count: number,
  detail: Detail,
  keep: (k: number) => boolean = () => true,
): Shown[] {
  const { all = false, term, most = defaultMost } = detail;
  const every = Array.from({ length: count }, (_, k) => k);
  if (all) return every;
  const worth = every.filter((k) => keep(k) || k === term);
  if (worth.length <= most) return worth;
  const last = worth.length - 1;
  const focus = term === undefined ? -1 : worth.indexOf(term);
  const chosen = worth.filter((_, at) => at < Math.max(1, most - 2) || at === focus || at === last);
  return chosen.flatMap((k, at): Shown[] => {
    const next = chosen[at + 1];
    return next !== undefined && worth.indexOf(next) > worth.indexOf(k) + 1 ? [k, 'gap'] : [k];
  });
}

/** The terms of a step: of a sum its products, of a stamp its additions, else its operands one by one. */
export function termsOf(step: Step): readonly Term[] {
  switch (step.kind) {
    case 'sum':
      return step.terms;
    case 'stamp':
      return step.additions.map((addition) => addition.term);
    case 'select':
      return step.candidates.map(single);
    case 'route':
      return step.from.map(single);
    case 'apply':
      return step.operands.map(single);
    default:
      return step satisfies never;
  }
}

/** Whether all factors of a term are cells, and none a zero from outside. */
export const isInsideTerm = (term: Term): boolean =>
  term.factors.every(({ virtual }) => virtual === undefined);
