/**
 * Thrown at the public door of an operation when shapes or attributes do not fit, never inside a loop.
 * One grammar: "op: what is wrong; the shapes that were given", for example
 * "conv2d: weight has 3 input channels but x has 1; x [8, 1, 28, 28], weight [16, 3, 5, 5]".
 */
export class ShapeError extends Error {
  override name = 'ShapeError';
}

/** Writes a shape as errors and captions show it: `[8, 1, 28, 28]`. */
export const formatShape = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** Writes a value that should not be there, whatever it is. */
export function told(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `[${Array.from(value, told).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
