/** Where in the engine a step is computed. */
import { termsOf } from './detail.ts';
import { ruleOf } from './rules.ts';
import type { Step, Trace } from './step.ts';
import { loopVariables, variablesOf, type Variables } from './variables.ts';

export interface Source {
  /** From the project's root: `src/engine/ops/conv2d.ts`. */
  readonly file: string;
  /** The name after `// #region`. */
  readonly region: string;
  /** The line of the region that does the work; it stands there once. */
  readonly line: string;
  /** Values of the loop variables by their letters; a term adds those of the inner loops. */
  readonly variables: Variables;
  /** Where no term is looked at: the values that the inner loops begin and end with, by their letters. */
  readonly spans: Readonly<Record<string, readonly [first: number, last: number]>>;
}

/**
 * `term` counts as in the step: a product of a sum, an addition of a stamp, a candidate of a maximum. With the trace
 * that the step is from, loop variables that are the index of no cell have their values too.
 */
export function toSource(step: Step, term?: number, trace?: Trace): Source {
  const rule = ruleOf(step.rule);
  const at = (one: number | undefined): Variables =>
    trace === undefined ? variablesOf(rule, step, one) : loopVariables(rule, step, one, trace);
  const variables = at(term);
  const { region, line } = rule;
  const source = { file: `src/engine/${rule.file}`, region, line, variables };
  const count = termsOf(step).length;
  if (term !== undefined || count === 0) return { ...source, spans: {} };
  const [first, last] = [at(0), at(count - 1)];
  const inner = Object.keys(first).filter((letter) => !(letter in variables) && letter in last);
  const spans = Object.fromEntries(
    inner.map((letter) => [letter, [first[letter], last[letter]] as const]),
  );
  return { ...source, spans };
}
