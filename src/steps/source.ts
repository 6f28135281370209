/** Where in the engine a step is computed. */
import { isInsideTerm, termsOf } from './detail.ts';
import { ruleOf } from './rules.ts';
import type { Step } from './step.ts';
import { variablesOf, type Variables } from './variables.ts';

export interface Source {
  /** From the project's root: `src/engine/ops/conv2d.ts`. */
  readonly file: string;
  /** The name after `// #region`. */
  readonly region: string;
  /** The line of the region that does the work; it stands there once. */
  readonly line: string;
  /** Values of the loop variables by their axis letters; a term adds those of the inner loops. */
  readonly variables: Variables;
}

/** `term` counts as in the step: a product of a sum, an addition of a stamp, a candidate of a maximum. */
export function toSource(step: Step, term?: number): Source {
  const rule = ruleOf(step.rule);
  const one = term === undefined ? undefined : termsOf(step)[term];
  // The engine's loops never come to a zero that stands in no cell.
  const visited = one !== undefined && isInsideTerm(one) ? term : undefined;
  const { region, line } = rule;
  return {
    file: `src/engine/${rule.file}`,
    region,
    line,
    variables: variablesOf(rule, step, visited),
  };
}
