/**
 * A tensor: a shape and its numbers in row-major order (the last index runs fastest).
 * Operations keep the precision of their input: float64 to teach and to check, float32 to train.
 */
import { ShapeError, formatShape } from './errors.ts';

export type FloatArray = Float32Array | Float64Array;

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: FloatArray;
}

/** `[height, width]`, the form of every kernel size, stride and padding: a single number is refused. */
export type Pair = readonly [height: number, width: number];

/** Counts the entries of a shape; the empty shape is a scalar and has one. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

/**
 * Makes a tensor over `data` (kept, not copied) or, from plain numbers, over a new Float64Array.
 * Throws ShapeError where the shape is not made of whole numbers >= 0 or does not match the count.
 */
export function tensor(shape: readonly number[], data: FloatArray | readonly number[]): Tensor {
  if (!shape.every((extent) => Number.isInteger(extent) && extent >= 0))
    throw new ShapeError(`tensor: extents must be whole numbers >= 0; shape ${formatShape(shape)}`);
  if (data.length !== sizeOf(shape))
    throw new ShapeError(
      `tensor: shape ${formatShape(shape)} holds ${sizeOf(shape)} numbers but data has ${data.length}`,
    );
  return { shape, data: ArrayBuffer.isView(data) ? data : Float64Array.from(data) };
}

/** Makes a tensor of zeros in the precision of `like`, float64 if there is none. The shape must be one already. */
export function zeros(shape: readonly number[], like?: FloatArray): Tensor {
  const size = sizeOf(shape);
  const data = like instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  return { shape, data };
}

/** Returns `x`, rounded once to the precision of `like` where that is float32. */
export const inPrecisionOf = (like: Tensor, x: Tensor): Tensor =>
  like.data instanceof Float32Array ? { shape: x.shape, data: new Float32Array(x.data) } : x;

/** Returns the rows along the last axis, as views: `rowsOf(weight)[d][c]` is weight[d, c]. No number is copied. */
export function rowsOf({ shape, data }: Tensor): FloatArray[] {
  const width = shape.at(-1) ?? 1;
  const rows: FloatArray[] = [];
  for (let at = 0; at < data.length; at += width) rows.push(data.subarray(at, at + width));
  return rows;
}

/** Returns the flat, row-major position of `index` in a tensor of this shape. */
export function flatIndex(shape: readonly number[], index: readonly number[]): number {
  let flat = 0;
  for (let axis = 0; axis < shape.length; axis++) flat = flat * shape[axis] + index[axis];
  return flat;
}

/** Returns the index whose flat, row-major position is `flat`: the inverse of `flatIndex`. */
export function unravel(shape: readonly number[], flat: number): number[] {
  const index = new Array<number>(shape.length);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis] = flat % shape[axis];
    flat = Math.floor(flat / shape[axis]);
  }
  return index;
}

/** Returns a copy with one number changed; `x` itself stays as it is. */
export function withCell(x: Tensor, index: readonly number[], value: number): Tensor {
  const data = x.data.slice();
  data[flatIndex(x.shape, index)] = value;
  return { shape: x.shape, data };
}
