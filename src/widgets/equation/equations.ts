/**
 * The equation of every rule of the steps. They stand beside the rules and are found there, and are no part of them: only
 * the build sets them, so no figure needs to carry them.
 */
import type { Expression } from '#steps/expression.ts';
import type { Equations } from '#steps/rule.ts';

const files = import.meta.glob<{ equations?: () => Equations }>(
  ['/src/steps/*.ts', '!/src/steps/*.test.ts'],
  { eager: true },
);

/** By the names of the rules, `conv2d.forward`. */
export const equations: Equations = Object.assign(
  {},
  ...Object.values(files).map(({ equations: make }) => make?.()),
);

/** Throws RangeError for a rule that there is not. */
export function equationOf(rule: string): Expression {
  const equation = Object.hasOwn(equations, rule) ? equations[rule] : undefined;
  if (equation === undefined) throw new RangeError(`equation: unknown rule ${rule}`);
  return equation;
}
