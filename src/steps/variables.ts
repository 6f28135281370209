/** Which index has which value in a step, under the axis letters of its rule: n 0, d 1, p 2, q 0. */
import { lettersOf, type Rule } from './rule.ts';
import type { Operand, Step, Term } from './step.ts';

export type Variables = Readonly<Record<string, number>>;

export const isReal = (one: Operand): boolean => one.virtual === undefined;

/** The loop variables of a step; with a term, those of its sum too. What lies outside keeps its true index. */
export function variablesOf(
  rule: Rule,
  step: Step,
  term?: Term,
  addition?: Operand['ref'],
): Variables {
  const found: Record<string, number> = {};
  const name = (part: string, index: readonly number[]): void => {
    // A rule for tensors of any rank names the axes of the largest.
    for (const [axis, letter] of lettersOf(rule.axes[part] ?? '').entries())
      if (axis < index.length) found[letter] = index[axis];
  };
  if (step.kind === 'stamp') name(rule.operands[0], step.from.ref.index);
  else name(rule.writes, step.writes[0].ref.index);
  if (addition !== undefined) name(rule.writes, addition.index);
  for (const [k, factor] of (term?.factors ?? []).entries())
    name(rule.operands[k] ?? '', factor.ref.index);
  return found;
}
