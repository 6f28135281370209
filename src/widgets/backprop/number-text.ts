/** How the questions' answers are written: every digit that tells something. */
import { minus } from '#words/numbers.ts';

const written = (text: string): string =>
  text
    .replace(/^-/, minus)
    .replace(
      /e([+-]?)(\d+)$/,
      (_, sign: string, power: string) =>
        `·10${[...(sign === '-' ? `-${power}` : power)].map((digit) => superscripts[digit]).join('')}`,
    );

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789-'].map((digit, k) => [digit, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁻'][k]]),
);

/** All digits that a double holds, for losses that are compared to the last one. */
export const allDigits = (value: number): string => written(value.toPrecision(15));

/** Ten significant digits, for slopes. */
export const manyDigits = (value: number): string => written(value.toPrecision(10));

/** Two significant digits by a power of ten: `3.2·10⁻⁹`; 0 is 0. */
export const power = (value: number): string =>
  value === 0 ? '0' : written(value.toExponential(1));

/** Four significant digits, as short as they can be said. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value < 0 ? `${minus}∞` : '∞';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return power(value);
  return written(String(Number(value.toPrecision(4))));
}

export const percent = (share: number): string =>
  Number.isFinite(share) ? `${written(String(Math.round(share * 100)))} %` : '–';
