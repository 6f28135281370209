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
