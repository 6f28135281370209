/**
 * A formula as the page draws it: pieces in a row. A step changes most of some forty operands, so each of them is plain
 * text in an element that stays, and a view can link it to its cell.
 */
import { numberParts } from '#words/numbers.ts';
import { formatOf, type Detail } from './detail.ts';
import { cell, type Cell, type Expression } from './expression.ts';
import { formulaOf } from './formula.ts';
import { formatCell } from './ids.ts';
import { symbolOf, symbolOfCell } from './letters.ts';
import { print, type Hand, type Writing } from './print.ts';
import type { Step } from './step.ts';

/** `W^{conv1}_{0,0,1,2}`, `dx`, `−0.30`, `(3.1·10⁻⁵)`. */
export interface Written {
  /** A number, a word, or the d of a gradient: upright. */
  readonly upright: string;
  /** The letter of a tensor, in italics. */
  readonly letter?: string | undefined;
  readonly above?: string | undefined;
  readonly below?: string | undefined;
  /** What follows the scripts. */
  readonly after?: string | undefined;
}

export type Pieces = readonly Piece[];

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'operand';
      /** The name of its cell. */
      readonly cell: string;
      /** Why it stands in no cell: `padding`, `inserted`. */
      readonly virtual: string | undefined;
      readonly isUnderlined: boolean;
      readonly written: Written;
    }
  | { readonly kind: 'fraction'; readonly above: Pieces; readonly below: Pieces }
  | { readonly kind: 'raised' | 'root'; readonly of: Pieces };

export interface FormulaPieces {
  /** Rows with this step's cells. */
  readonly symbolic: readonly Pieces[];
  /** The same with their numbers. */
  readonly numeric: readonly Pieces[];
  /** The cell that the equation gives a number to; of a stamp, which has many, nothing. */
  readonly target: Pieces;
}

/** Written when asked for: letters and numbers are mostly wanted at different moments. */
export function toPieces(step: Step, detail: Detail = {}): FormulaPieces {
  const { names, numbers, detail: fine } = formulaOf(step, detail);
  return {
    get symbolic() {
      return names.map((row) => piecesOf(row, 'names', detail));
    },
    get target() {
      return step.kind === 'stamp' ? [] : piecesOf(cell(step.writes[0]), 'names', detail);
    },
    get numeric() {
      return numbers.map((row) => piecesOf(row, 'numbers', fine));
    },
  };
}

const piecesOf = (row: Expression, writing: Writing, detail: Detail): Pieces =>
  print(row, handFor(writing, detail));

function handFor(writing: Writing, detail: Detail): Hand<Pieces> {
  return {
    holds: (one) => {
      const { upright, letter, above } = writtenOf(one, writing, detail);
      if (upright.startsWith('\u2212')) return 'sum';
      if (above === undefined) return 'single';
      return letter === undefined && writing === 'numbers' ? 'product' : 'power';
    },
    isFlat: false,
    join,
    text,
    sign: (sign) => text(` ${sign} `),
    cell: (one, isSetOff) => [operandOf(one, writing, detail, isSetOff)],
    name: (name) => text(symbolOf(name).letter ?? name),
    fraction: (above, below) => [{ kind: 'fraction', above, below }],
    power: (base, exponent) => join([base, [{ kind: 'raised', of: exponent }]]),
    exp: (of) => join([text('e'), [{ kind: 'raised', of }]]),
    root: (of) => [{ kind: 'root', of }],
    over: (name) => text(name),
  };
}

const text = (of: string): Pieces => [{ kind: 'text', text: of }];

/** Neighbouring texts become one. */
function join(parts: readonly Pieces[]): Pieces {
  const joined: Piece[] = [];
  for (const piece of parts.flat()) {
    const last = joined.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}

function operandOf(one: Cell, writing: Writing, detail: Detail, isSetOff: boolean): Piece {
  const { ref, virtual } = one.operand;
  const written = writtenOf(one, writing, detail);
  return {
    kind: 'operand',
    cell: formatCell(ref),
    virtual,
    isUnderlined: one.isWinner ?? false,
    written: isSetOff
      ? { ...written, upright: `(${written.upright}`, after: `${afterOf(written)})` }
      : written,
  };
}

function writtenOf(one: Cell, writing: Writing, detail: Detail): Written {
  if (one.isVeiled) return { upright: '?' };
  if (writing === 'names' && one.operand.virtual === undefined)
    return symbolOfCell(one.operand, detail.shapeOf);
  return numberOf(one, writing === 'names' ? { decimals: 0 } : detail);
}

const afterOf = ({ after = '' }: Written): string => after;

/** What stands in no cell is written as what it counts for: 0 in a sum, −∞ in a maximum. */
function numberOf({ operand }: Cell, detail: Detail): Written {
  const { digits, exponent } = numberParts(operand.value, formatOf(operand, detail));
  if (exponent === undefined) return { upright: digits };
  return { upright: `${digits}·10`, above: String(exponent).replace('-', '\u2212') };
}
