/** Which index has which value in a step, under the axis letters of its rule: n 0, d 1, p 2, q 0. */
import { lettersOf, type Rule } from './rule.ts';
import { termsOf } from './detail.ts';
import { flatIndex } from '#engine/tensor.ts';
import type { CellRef, Step, Trace } from './step.ts';

export type Variables = Readonly<Record<string, number>>;

/** The loop variables of a step; with the number of a term, those of its sum too. What lies outside keeps its true index. */
export function variablesOf(rule: Rule, step: Step, term?: number): Variables {
  const found: Record<string, number> = {};
  const name = (part: string, index: readonly number[]): void => {
    // A rule for tensors of any rank names the axes of the largest.
    for (const [axis, letter] of lettersOf(rule.axes[part] ?? '').entries())
      if (axis < index.length) found[letter] = index[axis];
  };
  if (step.kind === 'stamp') name(rule.operands[0], step.from.ref.index);
  else name(rule.writes, step.writes[0].ref.index);
  if (term === undefined) return found;
  const addition = step.kind === 'stamp' ? step.additions[term] : undefined;
  if (addition !== undefined) name(rule.writes, addition.to.index);
  for (const [k, factor] of (termsOf(step)[term]?.factors ?? []).entries())
    name(rule.operands[k] ?? '', factor.ref.index);
  return found;
}

/** The same, with what only the trace can tell: counters of all cells, and places in a window. */
export function loopVariables(
  rule: Rule,
  step: Step,
  term: number | undefined,
  trace: Trace,
): Variables {
  const stage = trace.stages.find(({ id }) => id === step.stage)!;
  const named = variablesOf(rule, step, term);
  const found: Record<string, number> = {
    ...named,
    ...rule.derive?.({ ...stage.attrs, ...named }),
  };
  for (const [letter, part] of Object.entries(rule.flat ?? {})) {
    const cell = cellOf(step, term, stage.tensors[part]);
    if (cell) found[letter] = flatIndex(trace.valuesAt(cell.tensor)!.shape, cell.index);
  }
  return found;
}

/** The cell of this tensor that the step writes, or that its term reads. */
function cellOf(step: Step, term: number | undefined, tensor: string): CellRef | undefined {
  const read = term === undefined ? [] : (termsOf(step)[term]?.factors ?? []);
  return [...step.writes, ...read].find(({ ref }) => ref.tensor === tensor)?.ref;
}
