/** What the gallery's views show: a generated digit, what a convolution makes of it, and a grid in every state. */
import { conv2d } from '#engine/ops/conv2d.ts';
import { tensor, zeros, type Tensor } from '#engine/tensor.ts';
import { drawDigit, paintDigit, pixelCount } from '#data/digits/generate.ts';
import type { CellMarks, MarkName } from '#views/marks.ts';
import { mark } from '#views/marks.ts';

const side = 28;

/** A generated digit as a picture [1, 1, 28, 28], 0 to 1. */
export function digit(label: number, seed: number): Tensor {
  const bytes = new Uint8Array(pixelCount);
  paintDigit(drawDigit(label, seed, 0), bytes);
  return tensor(
    [1, 1, side, side],
    Float64Array.from(bytes, (byte) => byte / 255),
  );
}

/** An edge detector's feature map of a picture [1, 1, H, W], and the gradient of the map's sum of squares / 2. */
export function edges(x: Tensor): { map: Tensor; gradient: Tensor } {
  const inputs = {
    x,
    weight: tensor([1, 1, 3, 3], [-1, 0, 1, -1, 0, 1, -1, 0, 1]),
    bias: zeros([1]),
  };
  const map = conv2d.forward(inputs);
  return { map, gradient: conv2d.backward(map, inputs).x };
}

/** One cell for each mark, and one without. */
export const markNames = ['none', ...Object.keys(mark)] as ('none' | MarkName)[];
export const marksInARow: CellMarks = new Map(
  markNames.flatMap((name, at): [string, number][] =>
    name === 'none' ? [] : [[String(at), mark[name]]],
  ),
);
