/** What can be said of a stage once and for all: its words, its axes, its equation, and the lines that compute it. */
import type { Expression } from './expression.ts';
import type { Words } from '#words/language.ts';

export interface Rule {
  readonly title: Words;
  /** What this stage does and why, in a sentence or two; the first caption of the stage. */
  readonly lead: Words;
  /** The file below `src/engine/`, its `// #region`, and the line in it that does the work of one term. */
  readonly file: string;
  readonly region: string;
  readonly line: string;
  /** Letters of the axes of each tensor in play, by its part: `{ x: 'n c h w', weight: 'd c i j' }`. */
  readonly axes: Readonly<Record<string, string>>;
  /** The part that is written, and the parts that the operands of one term (or the step) have, in order. */
  readonly writes: string;
  readonly operands: readonly string[];
  /** How the indices of one term hang together: `h = p·sH − pH + i`. */
  readonly equations?: readonly string[];
  /** Loop variables that count all cells of a part in row-major order, whatever its rank: `{ k: 'y' }`. */
  readonly flat?: Readonly<Record<string, string>>;
  /** Indices that no cell has: the place in the window, from the cell and the window. Given those it knows, all or none. */
  derive?(known: Readonly<Record<string, number>>): Readonly<Record<string, number>>;
}

export type Rules = Readonly<Record<string, Rule>>;

/**
 * The equations of rules for any cell, by the rules' names and by the names that the code has. A file of rules exports a
 * function that makes its own, `equations`: the build alone calls it.
 */
export type Equations = Readonly<Record<string, Expression>>;

/**
 * Rules of one operation by their names in it, `dx`, with what they have in common. A rule writes the part that it is
 * named after unless it says otherwise.
 */
export function rulesOf<Common extends Partial<Rule>>(
  operation: string,
  common: Common,
  rules: Readonly<Record<string, Omit<Rule, keyof Common | 'writes'> & Partial<Rule>>>,
): Rules {
  const named = Object.entries(rules).map(([name, one]) => {
    const rule = { writes: name, ...common, ...one };
    return [`${operation}.${name}`, rule];
  });
  return Object.fromEntries(named);
}

/** Equations of one operation by the names of their rules in it, as in `rulesOf`. */
export const equationsOf = (operation: string, equations: Equations): Equations =>
  Object.fromEntries(Object.entries(equations).map(([name, one]) => [`${operation}.${name}`, one]));

/** Splits `n d p q` into its letters; a scalar has none. */
export const lettersOf = (axes: string): string[] => (axes === '' ? [] : axes.split(' '));
