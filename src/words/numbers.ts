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

const minus = '\u2212';

/** From here on, a number is written by its power of ten. */
const largestPlain = 1e6;
/** After so many zeros behind the point, too, whatever the decimals: `0.00001` would tell little of itself. */
const mostZeros = 3;
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
  const smallestPlain = 0.5 * 10 ** -Math.min(decimals, mostZeros);
  if (size !== 0 && (size < smallestPlain || size >= largestPlain)) {
    const [digits, exponent] = size.toExponential(decimals).split('e');
    return { digits, exponent: Number(exponent) };
  }
  return { digits: size.toFixed(decimals) };
}

const signOf = (value: number, signed: boolean): string =>
  value < 0 ? minus : signed && value > 0 ? '+' : '';

/** A number in two parts, of which a formula raises the second: `−3.1`, and −5 for a power of ten. */
export interface NumberParts {
  readonly digits: string;
  readonly exponent?: number;
}

export function numberParts(value: number, format: NumberFormat = {}): NumberParts {
  const { decimals = 2, signed = false, chosen = false } = format;
  if (Number.isNaN(value)) return { digits: 'NaN' };
  const sign = signOf(value, signed);
  if (!Number.isFinite(value)) return { digits: `${sign}∞` };
  const { digits, ...power } = digitsOf(Math.abs(value), decimals, chosen);
  return { digits: sign + digits, ...power };
}

/** A number as a reader of its printed form knows it. */
export interface PrintedNumber {
  readonly value: number;
  /** What one more in the last digit is worth; 0 where all of the number is printed. */
  readonly unit: number;
}

/** What `formatNumber` leaves of a number: 0.3149 is printed `0.31` and known to 0.01. */
export function printedNumber(value: number, format: NumberFormat = {}): PrintedNumber {
  if (!Number.isFinite(value)) return { value, unit: 0 };
  const { digits, exponent = 0 } = numberParts(value, format);
  const behindPoint = digits.split('.')[1]?.length ?? 0;
  const size = digits.replace(minus, '-').replace('+', '');
  return { value: Number(`${size}e${exponent}`), unit: 10 ** (exponent - behindPoint) };
}

/** Writes for reading: `−0.30`, `+1.25`, `3.1·10⁻⁵`, `∞`, `not a number`; 0 has no sign. */
export function formatNumber(value: number, format: NumberFormat = {}): string {
  if (Number.isNaN(value)) return 'not a number';
  const { digits, exponent } = numberParts(value, format);
  return digits + (exponent === undefined ? '' : `·10${raise(exponent)}`);
}

/** Has `write` print the size of a number; sign and power of ten are the book's: `−3.2·10⁻⁹`. */
function printed(value: number, write: (size: number) => string): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = signOf(value, false);
  if (!Number.isFinite(value)) return `${sign}∞`;
  const [digits, exponent] = write(Math.abs(value)).split('e');
  return sign + digits + (exponent === undefined ? '' : `·10${raise(Number(exponent))}`);
}

/** So many digits after the point, whatever comes: for columns and for quantities of one size. None yet is `–`. */
export const fixed = (value: number | undefined, decimals: number): string =>
  value === undefined ? '–' : printed(value, (size) => size.toFixed(decimals));

/** A change, with the plus or minus of its direction: `+0.004`. */
export const change = (value: number, decimals: number): string =>
  (value < 0 ? '' : '+') + fixed(value, decimals);

/** As many significant digits as there are, but at most so many: `0.0305`, `1200`. */
export const significant = (value: number, most: number): string =>
  printed(value, (size) => String(Number(size.toPrecision(most))));

/** All digits that a double holds, for losses that are compared to the last one. */
export const allDigits = (value: number): string => printed(value, (size) => size.toPrecision(15));

/** Ten significant digits, for slopes. */
export const manyDigits = (value: number): string => printed(value, (size) => size.toPrecision(10));

const byPower = (value: number, decimals: number): string =>
  printed(value, (size) => (size === 0 ? '0' : size.toExponential(decimals)));

/** By a power of ten: `3.2·10⁻⁹`; 0 is 0. */
export const power = (value: number): string => byPower(value, 1);

/** The same with a single digit: `3·10⁻⁹`. */
export const roughPower = (value: number): string => byPower(value, 0);

/** Four digits, or the power of ten where they would say too little. */
export const short = (value: number): string =>
  value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)
    ? power(value)
    : significant(value, 4);

/** For a readout or a screen reader: `−0.304517`. */
export const fullNumber = (value: number): string => significant(value, 6);

/** An index is whole but for what a stride inserts: `−1`, `0.5`. */
export const indexNumber = (value: number): string => formatNumber(value, { chosen: true });

/** As a number field takes it, which knows no sign but the keyboard's. */
export const typedNumber = (value: number | undefined): string =>
  value === undefined ? '' : String(Number(value.toPrecision(6)));

/** Inside a message: a whole number in full, for it may be a count of bytes; any other in three digits. */
export function toldNumber(value: number): string {
  if (Number.isSafeInteger(value)) return printed(value, String);
  return Math.abs(value) >= 1e7 ? power(value) : significant(value, 3);
}

/**
 * Writes a number for a narrow, right-aligned column: `−0.30`. Exactly 0 is `0`, without decimals, so that it differs
 * from what only rounds to it, `0.00`. From 10 on there are at most three digits and the point, so that the
 * width stays; from a million on, only the power of ten is told.
 */
export function cellNumber(value: number, format: NumberFormat & { decimals: number }): string {
  const { decimals, signed = false } = format;
  if (Number.isNaN(value)) return 'NaN';
  const sign = signOf(value, signed);
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return '0';
  if (size >= largestPlain) return sign + size.toExponential(0).replace('e+', 'e');
  const extra = size < 10 ? 0 : Math.floor(Math.log10(size));
  return sign + size.toFixed(extra === 0 ? decimals : Math.min(decimals, Math.max(0, 2 - extra)));
}
