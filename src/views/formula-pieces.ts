/**
 * A line of TeX in pieces: its operands, what stands between them, and what only KaTeX can write. A step changes most
 * of some forty operands, and KaTeX takes an element for every digit and a table for every subscript, which the browser
 * takes longer to lay out than all the rest of a figure. So what is a plain row of operands is written as plain text in
 * KaTeX's own fonts, of which a step changes the letters and nothing else.
 */

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

export type Piece =
  | { readonly kind: 'between'; readonly text: string }
  | {
      readonly kind: 'operand';
      /** The name of its cell. */
      readonly cell: string;
      /** Why it stands in no cell: `padding`, `inserted`. */
      readonly virtual: string | undefined;
      readonly isUnderlined: boolean;
      readonly written: Written;
    }
  | { readonly kind: 'katex'; readonly tex: string };

/** The rows of an equation: those of an `aligned` environment, or the one that it is. */
export const rowsOf = (tex: string): string[] =>
  aligned
    .exec(tex)?.[1]
    .split(' \\\\ ')
    .map((row) => row.replaceAll('&', '')) ?? [tex];

const aligned = /^\\begin\{aligned\}(.*)\\end\{aligned\}$/;

/** Cuts one row into its pieces; into one for KaTeX where it is not a plain row of operands. */
export function piecesOf(row: string): readonly Piece[] {
  let pieces = cache.get(row);
  if (pieces === undefined) {
    pieces = cut(row) ?? [{ kind: 'katex', tex: row }];
    if (cache.size >= mostCached) cache.delete(cache.keys().next().value!);
    cache.set(row, pieces);
  }
  return pieces;
}

/** Enough for the steps around the reader. */
const mostCached = 200;
const cache = new Map<string, readonly Piece[]>();

function cut(row: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  const addBetween = (to?: number): boolean => {
    const text = betweenOf(row.slice(at, to), at === 0);
    if (text) pieces.push({ kind: 'between', text });
    return text !== undefined;
  };
  for (const { 0: whole, 1: cell, 2: virtual, 3: body, index } of row.matchAll(link)) {
    const isUnderlined = row.endsWith(underline, index);
    const written = writtenOf(body);
    if (!written || !addBetween(isUnderlined ? index - underline.length : index)) return undefined;
    const name = cell.replaceAll('{,}', ',');
    pieces.push({ kind: 'operand', cell: name, virtual, isUnderlined, written });
    at = index + whole.length + (isUnderlined ? '}'.length : 0);
  }
  return addBetween() ? pieces : undefined;
}

const underline = '\\underline{';
/** `\htmlData{cell=x[0{,}-1],virtual=padding}{body}`; a body holds groups in groups, but no link. */
const link =
  /\\htmlData\{cell=((?:[^{},]|\{,\})*)(?:,virtual=(\w+))?\}\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g;

/** A number, in parentheses where it is negative and multiplied: `-0.30`, `(3.1 \cdot 10^{-5})`; `{?}` is kept back. */
const number =
  /^(?<open>\(?)(?<digits>[-+]?(?:\d+(?:\.\d+)?|\\infty)|\{\?\}|\\text\{NaN\})(?: \\cdot 10\^\{(?<power>-?\d+)\})?(?<close>\)?)$/;
/** A name as steps write it: `W_{0,0,1,2}`, `\mathrm{d}b_{0}`, `x^{\text{conv1}}_{0,1}`, `\text{scale}_{0}`. */
const name =
  /^(?<gradient>\\mathrm\{d\})?(?:(?<letter>[A-Za-z]|\\alpha|\\eta)|\\text\{(?<word>\w+)\})(?:\^\{\\text\{(?<above>[\w.]+)\}\})?(?:_\{(?<below>[\d.,-]+)\})?$/;

function writtenOf(body: string): Written | undefined {
  const { open, digits, power, close } = number.exec(body)?.groups ?? {};
  if (digits !== undefined) {
    const text = open + plain(digits.replace('{?}', '?').replace('\\text{NaN}', 'NaN'));
    if (power === undefined) return { upright: text + close };
    return { upright: `${text}·10`, above: plain(power), after: close };
  }
  const { gradient, letter, word, above, below } = name.exec(body)?.groups ?? {};
  if (letter === undefined && word === undefined) return undefined;
  return {
    upright: (gradient ? 'd' : '') + (word ?? ''),
    letter: letter && plain(letter),
    above,
    below: below && plain(below),
  };
}

/** What TeX writes for signs, and what they are. */
const signs: Readonly<Record<string, string>> = {
  '\\alpha': 'α',
  '\\eta': 'η',
  '\\infty': '∞',
  '\\max': 'max',
  '\\tanh': 'tanh',
  '\\sigma': 'σ',
  '\\log': 'log ',
  '\\cdot': '·',
  '\\cdots': '⋯',
  '\\ldots': '…',
  '\\vdots': '⋮',
  '\\le': '≤',
  '\\,': '',
  '\\;': '',
  '\\mathrel{+}=': '+=',
  '-': '\u2212',
};
const sign = /\\(?:[a-z]+|[,;])(?:\{\+\}=)?|-/g;
const plain = (tex: string): string => tex.replace(sign, (one) => signs[one] ?? one);

/** Nothing that reaches around an operand may stand between two of them. */
const isPlain = /^[\s\d+\-=(),[\]>·⋯…⋮≤σα-ωa-z\u2212]*$/;
/** Signs with room on both sides; a minus has it where it stands after something. */
const spaced = /\s*(\+=|[+=·>≤⋯…⋮]|(?<=[^\s(=+·])\s*\u2212)\s*/g;

/** The text between two operands; undefined where only KaTeX can write it. */
function betweenOf(tex: string, isFirst: boolean): string | undefined {
  const text = plain(tex);
  if (text.includes('\\') || !isPlain.test(text)) return undefined;
  // An operand stands before all but the first: its place is held, so that a minus knows what it follows.
  const held = (isFirst ? '' : '#') + text.trim();
  return held
    .replace(spaced, (_all, one: string) => ` ${one.trim()} `)
    .replaceAll(',', ', ')
    .replace(/ +/g, ' ')
    .replace('#', '');
}
