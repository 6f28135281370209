/** The shapes of all tensors in play at a step, and how the indices of one term hang together. */
import { isInsideTerm, termsOf } from './detail.ts';
import { indexNumber } from '#words/numbers.ts';
import { lettersOf, type Rule } from './rule.ts';
import { ruleOf } from './rules.ts';
import type { Trace } from './step.ts';
import { variablesOf, type Variables } from './variables.ts';

export interface Ledger {
  /** `part` is the name in the rule, `tensor` that in the trace; `axes` are the letters, in order. */
  readonly shapes: readonly {
    readonly part: string;
    readonly tensor: string;
    readonly shape: readonly number[];
    readonly axes: readonly string[];
  }[];
  readonly variables: Variables;
  /** `h = p·sH + i − pH = 1·1 + 2 − 0 = 3`; empty where indices are just the same. */
  readonly equations: readonly string[];
}

/** `term` is the term that is looked at; the first that lies inside unless given. */
export function ledgerOf(trace: Trace, position: number, term?: number): Ledger {
  const step = trace.at(position);
  const looked = term ?? Math.max(0, termsOf(step).findIndex(isInsideTerm));
  const stage = trace.stageAt(position);
  const rule = ruleOf(step.rule);
  const shapes = Object.entries(stage.tensors).map(([part, tensor]) => ({
    part,
    tensor,
    shape: trace.valuesAt(tensor)?.shape ?? [],
    axes: lettersOf(rule.axes[part] ?? ''),
  }));
  const named = variablesOf(rule, step, looked);
  const variables = { ...named, ...rule.derive?.({ ...stage.attrs, ...named }) };
  return { shapes, variables, equations: equationsOf(rule, { ...stage.attrs, ...variables }) };
}

/** Puts the numbers of this term into the rule's equations; one without all its numbers is left out. */
function equationsOf(rule: Rule, values: Variables): string[] {
  return (rule.equations ?? []).flatMap((equation) => {
    const [left, right] = equation.split(' = ');
    const letters = right.match(/[A-Za-z]+/g) ?? [];
    if (![left, ...letters].every((letter) => letter in values)) return [];
    const numbers = right.replace(/[A-Za-z]+/g, (letter) => indexNumber(values[letter]));
    return [`${equation} = ${numbers} = ${indexNumber(values[left])}`];
  });
}
