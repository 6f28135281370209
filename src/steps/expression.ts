/**
 * A formula as a tree: built once, and printed as words, as TeX and as the pieces of a page. It is plain data and knows
 * neither letters nor digits: a cell is written by its name or by its number when it is printed.
 */
import type { Operand } from './step.ts';

export interface Cell {
  readonly kind: 'cell';
  readonly operand: Operand;
  /** The largest of a maximum is underlined, so that colour is not needed to tell it. */
  readonly isWinner?: boolean;
  /** A question mark stands for its number. */
  readonly isVeiled?: boolean;
}

export type Sign = '=' | '≈' | '≠' | '+=' | '←' | '>' | '≤';

export type Expression =
  | Cell
  /** What stands for any cell or number, under the name that code gives it: `weight[d,c,i,j]`, `sH`; or plain words. */
  | { readonly kind: 'name'; readonly name: string; readonly index: readonly Expression[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'sum'; readonly parts: readonly Expression[] }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'product'; readonly factors: readonly Expression[] }
  | { readonly kind: 'quotient'; readonly above: Expression; readonly below: Expression }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression }
  | { readonly kind: 'exp' | 'root'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] }
  /** A sum or a maximum over indices, and the logarithm, which has none. */
  | {
      readonly kind: 'over';
      readonly name: 'Σ' | 'max' | 'log';
      readonly indices: readonly Expression[];
      readonly of: Expression;
    }
  /** 1 where the condition holds, else 0. */
  | { readonly kind: 'gate'; readonly condition: Expression }
  | {
      readonly kind: 'relation';
      readonly left: Expression;
      readonly sign: Sign;
      readonly right: Expression;
    }
  /** What is left out of a sum, a list, or the rows of an equation. */
  | { readonly kind: 'gap' };

/** A string is a name, a number itself. */
export type Part = Expression | string | number;

const whole = (part: Part): Expression => {
  if (typeof part === 'string') return { kind: 'name', name: part, index: [] };
  return typeof part === 'number' ? { kind: 'number', value: part } : part;
};
/** `'n c'` are two indices. */
const indicesOf = (parts: readonly Part[]): Expression[] =>
  parts.flatMap((one) => (typeof one === 'string' ? one.split(' ').map(whole) : [whole(one)]));

export const gap: Expression = { kind: 'gap' };
export const cell = (operand: Operand, marks?: Pick<Cell, 'isWinner' | 'isVeiled'>): Cell => ({
  kind: 'cell',
  operand,
  ...marks,
});
export const named = (name: string, ...index: Part[]): Expression => ({
  kind: 'name',
  name,
  index: indicesOf(index),
});

/** Of nothing it is 0. */
export function plus(...parts: Part[]): Expression {
  if (parts.length === 1) return whole(parts[0]);
  return parts.length === 0 ? whole(0) : { kind: 'sum', parts: parts.map(whole) };
}
export const negative = (of: Part): Expression => ({ kind: 'negative', of: whole(of) });
export const minus = (from: Part, less: Part): Expression => plus(from, negative(less));
export const times = (...factors: Part[]): Expression =>
  factors.length === 1 ? whole(factors[0]) : { kind: 'product', factors: factors.map(whole) };
export const quotient = (above: Part, below: Part): Expression => ({
  kind: 'quotient',
  above: whole(above),
  below: whole(below),
});
export const power = (base: Part, exponent: Part): Expression => ({
  kind: 'power',
  base: whole(base),
  exponent: whole(exponent),
});
export const squared = (base: Part): Expression => power(base, 2);
export const exp = (of: Part): Expression => ({ kind: 'exp', of: whole(of) });
export const root = (of: Part): Expression => ({ kind: 'root', of: whole(of) });
export const call = (name: string, ...of: Part[]): Expression => ({
  kind: 'call',
  name,
  of: of.map(whole),
});
export const log = (of: Part): Expression => ({
  kind: 'over',
  name: 'log',
  indices: [],
  of: whole(of),
});
export const over = (
  name: 'Σ' | 'max',
  indices: string | readonly Part[],
  of: Part,
): Expression => ({
  kind: 'over',
  name,
  indices: indicesOf(typeof indices === 'string' ? [indices] : indices),
  of: whole(of),
});
export const relation = (left: Part, sign: Sign, right: Part): Expression => ({
  kind: 'relation',
  left: whole(left),
  sign,
  right: whole(right),
});
export const is = (left: Part, right: Part): Expression => relation(left, '=', right);
export const gate = (condition: Part): Expression => ({
  kind: 'gate',
  condition: whole(condition),
});

/** Whether a condition counts as 1 or 0 anywhere in a formula. */
export const holdsGate = (one: Expression): boolean =>
  one.kind === 'gate' || partsOf(one).some(holdsGate);

/** What a formula is made of, one level down. */
const partsOf = (one: Expression): Expression[] =>
  Object.values(one)
    .flat()
    .filter(
      (part: unknown): part is Expression =>
        typeof part === 'object' && part !== null && 'kind' in part,
    );

/** The indices of the cell under entry (i, j) of the window (p, q), after those in `lead`. */
export const windowAt = (lead: string): readonly Part[] => [
  lead,
  plus(times('p', 'sH'), 'i', negative('pH')),
  plus(times('q', 'sW'), 'j', negative('pW')),
];
