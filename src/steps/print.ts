/** Prints a formula. What needs parentheses is decided here, once; a hand writes the rest in its own medium. */
import type { Cell, Expression } from './expression.ts';

/** Each cell by its name, or by its number. */
export type Writing = 'names' | 'numbers';

export interface Hand<T> {
  /** How firmly a cell holds together as this hand writes it: `−0.30`, `3.1·10⁻⁵`, a letter with a layer above, `0.30`. */
  holds(cell: Cell): 'sum' | 'product' | 'power' | 'single';
  /** Whether a quotient takes one line, `a / b`. */
  readonly isFlat: boolean;
  join(parts: readonly T[]): T;
  /** A bracket, a comma, the name of a function. */
  text(text: string): T;
  /** What stands between two things: `+`, `·`, `=`. */
  sign(sign: string): T;
  /** `isSetOff`: in parentheses, which belong to the cell. */
  cell(cell: Cell, isSetOff: boolean): T;
  name(name: string, index: readonly T[]): T;
  fraction(above: T, below: T): T;
  power(base: T, exponent: T): T;
  exp(of: T): T;
  root(of: T, isSingle: boolean): T;
  /** The sign of a sum or a maximum with what it goes over. */
  over(name: string, indices: T): T;
}

/** How firmly something holds together; what holds less firmly than its place asks for stands in parentheses. */
const firm = { relation: 0, sum: 1, quotient: 2, product: 3, power: 4, single: 5 };

function firmness<T>(one: Expression, { holds, isFlat }: Hand<T>): number {
  switch (one.kind) {
    case 'cell':
      return firm[holds(one)];
    case 'negative':
      return firm.sum;
    case 'over':
      return firm.product;
    case 'quotient':
      return isFlat ? firm.quotient : firm.single;
    case 'relation':
    case 'sum':
    case 'product':
    case 'power':
      return firm[one.kind];
    default:
      return firm.single;
  }
}

export function print<T>(one: Expression, hand: Hand<T>): T {
  const { text, sign, join } = hand;
  const all = (parts: readonly Expression[]): T[] => parts.map((part) => print(part, hand));
  const inBrackets = (inside: T, brackets: string): T =>
    join([text(brackets[0]), inside, text(brackets[1])]);
  const within = (part: Expression, least: number): T => {
    if (firmness(part, hand) >= least) return print(part, hand);
    return part.kind === 'cell' ? hand.cell(part, true) : inBrackets(print(part, hand), '()');
  };
  const between = (parts: readonly T[], separator: T): T =>
    join(parts.flatMap((part, at) => (at === 0 ? [part] : [separator, part])));
  const inLine = { ...hand, isFlat: true };
  switch (one.kind) {
    case 'cell':
      return hand.cell(one, false);
    case 'name':
      return hand.name(
        one.name,
        one.index.map((index) => print(index, inLine)),
      );
    case 'number':
      return text(String(one.value));
    case 'sum':
      return join(
        one.parts.flatMap((part, at) => {
          if (at === 0) return within(part, firm.sum);
          if (part.kind === 'negative') return [sign('−'), within(part.of, firm.quotient)];
          return [sign('+'), part.kind === 'gap' ? text('⋯') : within(part, firm.quotient)];
        }),
      );
    case 'negative':
      return join([text('−'), within(one.of, firm.quotient)]);
    case 'product':
      return between(
        one.factors.map((factor) => within(factor, firm.quotient)),
        sign('·'),
      );
    case 'quotient':
      return hand.isFlat
        ? join([within(one.above, firm.product), sign('/'), within(one.below, firm.power)])
        : hand.fraction(print(one.above, inLine), print(one.below, inLine));
    case 'power':
      return hand.power(within(one.base, firm.single), print(one.exponent, inLine));
    case 'exp':
      return hand.exp(print(one.of, inLine));
    case 'root':
      return hand.root(print(one.of, inLine), firmness(one.of, inLine) === firm.single);
    case 'call':
      return join([
        text(one.name),
        inBrackets(
          between(
            one.of.map((part) => (part.kind === 'gap' ? text('…') : print(part, hand))),
            text(', '),
          ),
          '()',
        ),
      ]);
    case 'over':
      return one.name === 'log'
        ? join([text('log '), within(one.of, firm.power)])
        : join([
            hand.over(one.name, between(all(one.indices), text(','))),
            within(one.of, firm.quotient),
          ]);
    case 'gate':
      return inBrackets(print(one.condition, hand), '[]');
    case 'relation':
      return join([print(one.left, hand), sign(one.sign), print(one.right, hand)]);
    case 'gap':
      return text('⋮');
    default:
      return one satisfies never;
  }
}
