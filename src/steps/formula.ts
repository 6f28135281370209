/**
 * The formula of a step as trees, one a row. Names and numbers are two ways of writing the same tree; where the result
 * stands differs: `y = W·x + b`, and `0.5·2 + 1 = 2`.
 */
import { choose, isInsideTerm, type Detail } from './detail.ts';
import {
  call,
  cell,
  gap,
  is,
  plus,
  quotient,
  relation,
  times,
  type Expression,
} from './expression.ts';
import { claimOf, detailFor, equalities, type Equality } from './rounding.ts';
import { functions } from './rules.ts';
import type { SelectStep, StampStep, Step, SumStep, Term } from './step.ts';

export interface Formula {
  /** With this step's cells. */
  readonly names: readonly Expression[];
  /** The same with their numbers, and the detail with which these make true equations. */
  readonly numbers: readonly Expression[];
  readonly detail: Detail;
}

export function formulaOf(step: Step, detail: Detail = {}): Formula {
  const claim = claimOf(step, detail);
  const fine = detailFor([claim], detail);
  const signs = equalities(claim, fine);
  if (step.kind === 'stamp') return { ...stamp(step, detail, signs), detail: fine };
  const [result] = step.writes;
  const right = rightSide(step, detail);
  const veil = detail.isVeiled ? { isVeiled: true } : {};
  return {
    names: [is(cell(result), right)],
    numbers: [relation(right, signs[0] ?? '=', cell(result, veil))],
    detail: fine,
  };
}

/** What a step makes its result from. */
function rightSide(step: Exclude<Step, StampStep>, detail: Detail): Expression {
  switch (step.kind) {
    case 'sum':
      return sum(step, detail);
    case 'select':
      return select(step, detail);
    case 'route':
      return plus(...step.from.map((one) => cell(one)));
    case 'apply':
      return applied(
        step.fn,
        step.operands.map((one) => cell(one)),
      );
    default:
      return step satisfies never;
  }
}

/** A function as it is written, for cells or for what stands for any. */
export const applied = (fn: string, operands: readonly Expression[]): Expression =>
  functions[fn].write(...operands);

function sum({ terms, bias, divisor }: SumStep, detail: Detail): Expression {
  // Term by term, zeros from outside have their turn like the others, so the list must not change under the reader.
  const isWorth = (k: number): boolean => detail.term !== undefined || isInsideTerm(terms[k]);
  const parts = choose(terms.length, detail, isWorth).map((k) =>
    k === 'gap' ? gap : termOf(terms[k]),
  );
  if (bias !== undefined) parts.push(cell(bias));
  return divisor === undefined ? plus(...parts) : quotient(plus(...parts), cell(divisor));
}

export function termOf({ factors, over }: Term): Expression {
  const product = times(...factors.map((one) => cell(one)));
  return over === undefined ? product : quotient(product, cell(over));
}

/** The winner is underlined, so that colour is not needed to tell it. */
function select({ candidates, winner }: SelectStep, detail: Detail): Expression {
  const { isVeiled = false } = detail;
  const shown = choose(
    candidates.length,
    isVeiled ? detail : { ...detail, term: winner },
    (k) => candidates[k].virtual === undefined,
  );
  const list = shown.map((k) => {
    if (k === 'gap') return gap;
    return cell(candidates[k], k === winner && !isVeiled ? { isWinner: true } : {});
  });
  return call('max', ...list);
}

function stamp(
  { additions, writes }: StampStep,
  detail: Detail,
  signs: readonly Equality[],
): Omit<Formula, 'detail'> {
  const shown = choose(additions.length, detail);
  const rows = (row: (k: number) => Expression): Expression[] =>
    shown.map((k) => (k === 'gap' ? gap : row(k)));
  return {
    names: rows((k) => relation(cell(writes[k]), '+=', termOf(additions[k].term))),
    numbers: rows((k) => {
      const { to, before, term } = additions[k];
      const sum = plus(cell({ ref: to, value: before }), termOf(term));
      return relation(sum, signs[k], cell(writes[k]));
    }),
  };
}
