/** Numbers as people type them. */

/** Reads a number written with a point or a comma, with a hyphen or a minus sign; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.');
  const isDecimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain);
  const value = Number(plain);
  return isDecimal && Number.isFinite(value) ? value : undefined;
}

/**
 * Reads a whole number from `min` to `max`; undefined for anything else, and for `1,000`, which is a thousand to some and
 * one to others.
 */
export function readWhole(text: string, min: number, max: number): number | undefined {
  if (text.includes(',')) return undefined;
  const value = readNumber(text);
  return value !== undefined && Number.isInteger(value) && value >= min && value <= max
    ? value
    : undefined;
}
