/**
 * Numbers as text, in one place. `decimals` is fixed, so that columns of figures line up in tabular type; a number
 * that would round to nothing is written by its power of ten instead, so that only 0 looks like 0.
 */
export interface NumberFormat {
  /** Digits after the point; default 2. */
  readonly decimals?: number;
  /** Also write the plus of a positive number; default false. */
  readonly signed?: boolean;
  /** Write a number that somebody chose, as it was written: `0.999`, `4`; default false. */
  readonly chosen?: boolean;
}

export const minus = '\u2212';

/** From here on, a number is written by its power of ten. */
const largestPlain = 1e6;
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const raise = (exponent: number): string =>
  (exponent < 0 ? '⁻' : '') +
  [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');

/** More digits than anybody writes by hand; fewer than would show that 0.1 is not quite 0.1 in binary. */
const chosenDigits = 9;

/** The digits of |value| and its power of ten, where fixed decimals would say too little. */
function digitsOf(
  size: number,
  decimals: number,
  chosen: boolean,
): { digits: string; exponent?: number } {
  if (chosen && (size === 0 || (size >= 1e-4 && size < largestPlain)))
    return { digits: String(Number(size.toPrecision(chosenDigits))) };
  if (size !== 0 && (size < 0.5 * 10 ** -decimals || size >= largestPlain)) {
    const [digits, exponent] = size.toExponential(Math.min(decimals, 2)).split('e');
    return { digits, exponent: Number(exponent) };
  }
  return { digits: size.toFixed(decimals) };
}

const signOf = (value: number, signed: boolean): string =>
  value < 0 ? minus : signed && value > 0 ? '+' : '';

/** Writes for reading: `−0.30`, `+1.25`, `3.1·10⁻⁵`, `∞`, `not a number`; 0 has no sign. */
export function formatNumber(value: number, format: NumberFormat = {}): string {
  const { decimals = 2, signed = false, chosen = false } = format;
  if (Number.isNaN(value)) return 'not a number';
  const sign = signOf(value, signed);
  if (!Number.isFinite(value)) return `${sign}∞`;
  const { digits, exponent } = digitsOf(Math.abs(value), decimals, chosen);
  return sign + digits + (exponent === undefined ? '' : `·10${raise(exponent)}`);
}

/** The same for KaTeX: `-0.30`, `3.1 \cdot 10^{-5}`, `\infty`. */
export function formatTex(value: number, format: NumberFormat = {}): string {
  const { decimals = 2, signed = false, chosen = false } = format;
  if (Number.isNaN(value)) return '\\text{NaN}';
  const sign = signOf(value, signed).replace(minus, '-');
  if (!Number.isFinite(value)) return `${sign}\\infty`;
  const { digits, exponent } = digitsOf(Math.abs(value), decimals, chosen);
  return sign + digits + (exponent === undefined ? '' : ` \\cdot 10^{${exponent}}`);
}

/** Puts a negative factor in parentheses, as one writes a product by hand. */
export const inProduct = (written: string): string =>
  /^[-\u2212]/.test(written) ? `(${written})` : written;

/** The same for TeX that stands in a link of its own, `\\htmlData{...}{-0.30}`: the parentheses go inside. */
export const inTexProduct = (linked: string): string =>
  linked.replace(
    /^(\\htmlData\{(?:[^{}]|\{,\})*\})\{(-.*)\}$/,
    (_all, head: string, body: string) => `${head}{(${body})}`,
  );
