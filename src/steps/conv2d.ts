/**
 * Convolution retold, forward and backward. The gradient of x comes in two forms that end in the same numbers: gather
 * (each cell of dx collects from all windows it was part of: a full correlation of the padded, zero-inserted dy with
 * the kernel rotated by 180 degrees) and scatter (each cell of dy stamps dy · weight onto its window with +=).
 * Terms stand in the engine's order, so a replay gives its numbers to the last bit.
 */
import { conv2dSizes, type Conv2dSizes } from '#engine/shape.ts';
import { flatIndex, sizeOf, unravel, type Pair } from '#engine/tensor.ts';
import { isInside } from './ids.ts';
import { finish, cellStage, operand, product, refTo, single } from './stage.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Addition, Operand, Term } from './step.ts';

/** The stage of y. Tensors: x, weight, bias, y. */
export function conv2dForward(call: Call): StageSteps[] {
  const { x, weight, bias, y } = call.tensors;
  const sizes = sizesOf(call);
  const { C, kH, kW } = sizes;
  const plan = {
    id: `${call.name}.forward.y`,
    rule: 'conv2d.forward',
    tensors: { x, weight, bias, y },
    writes: y,
    attrs: attrsOf(sizes),
  };
  const stage = cellStage(plan, ([n, d, p, q]) => {
    const terms: Term[] = [];
    for (let c = 0; c < C; c++)
      for (let i = 0; i < kH; i++)
        for (let j = 0; j < kW; j++)
          terms.push(product(operand(weight, [d, c, i, j]), pixel(x, sizes, n, c, p, q, i, j)));
    return { kind: 'sum', terms, bias: operand(bias, [d]) };
  });
  return [stage];
}

/** The stages of dBias, dWeight and dx (gather). Tensors: x, weight, dy, dx, dWeight, dBias. */
export function conv2dBackward(call: Call): StageSteps[] {
  return [conv2dBias(call), conv2dWeight(call), conv2dGather(call)];
}

function conv2dBias(call: Call): StageSteps {
  const { dy, dBias } = call.tensors;
  const sizes = sizesOf(call);
  const { N, oH, oW } = sizes;
  const plan = {
    id: `${call.name}.backward.dBias`,
    rule: 'conv2d.dBias',
    tensors: { dy, dBias },
    writes: dBias,
    attrs: attrsOf(sizes),
  };
  return cellStage(plan, ([d]) => {
    const terms: Term[] = [];
    for (let n = 0; n < N; n++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) terms.push(single(operand(dy, [n, d, p, q])));
    return { kind: 'sum', terms };
  });
}

function conv2dWeight(call: Call): StageSteps {
  const { x, dy, dWeight } = call.tensors;
  const sizes = sizesOf(call);
  const { N, oH, oW } = sizes;
  const plan = {
    id: `${call.name}.backward.dWeight`,
    rule: 'conv2d.dWeight',
    tensors: { dy, x, dWeight },
    writes: dWeight,
    attrs: attrsOf(sizes),
  };
  return cellStage(plan, ([d, c, i, j]) => {
    const terms: Term[] = [];
    for (let n = 0; n < N; n++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++)
          terms.push(product(operand(dy, [n, d, p, q]), pixel(x, sizes, n, c, p, q, i, j)));
    return { kind: 'sum', terms };
  });
}

/** The kernel is walked from its last entry to its first, which is what rotating it by 180 degrees means. */
function conv2dGather(call: Call): StageSteps {
  const { weight, dy, dx } = call.tensors;
  const sizes = sizesOf(call);
  const { D, kH, kW } = sizes;
  const plan = {
    id: `${call.name}.backward.dx`,
    rule: 'conv2d.dx',
    tensors: { dy, weight, dx },
    writes: dx,
    attrs: attrsOf(sizes),
  };
  return cellStage(plan, ([n, c, h, w]) => {
    const terms: Term[] = [];
    for (let d = 0; d < D; d++)
      for (let i = kH - 1; i >= 0; i--)
        for (let j = kW - 1; j >= 0; j--)
          terms.push(
            product(gradientUnder(dy, sizes, n, d, h, w, i, j), operand(weight, [d, c, i, j])),
          );
    return { kind: 'sum', terms };
  });
}

/**
 * The same gradient told the other way round: one step for each cell of dy, which adds to all of its window. Padding
 * gets nothing. Its ids end in the cell of dy: `conv1.scatter.dx[0,1,2,3]`.
 */
export function conv2dScatter(call: Call): StageSteps[] {
  const { weight, dy, dx } = call.tensors;
  const sizes = sizesOf(call);
  const { D, C, H, W, kH, kW, sH, sW, pH, pW } = sizes;
  const plan = {
    id: `${call.name}.scatter.dx`,
    rule: 'conv2d.scatter',
    tensors: { dy, weight, dx },
    writes: dx,
    attrs: attrsOf(sizes),
  };
  const shape = dy.tensor.shape;
  const at = (k: number) => {
    const index = unravel(shape, k);
    const [n, d, p, q] = index;
    const from = operand(dy, index);
    const additions: Addition[] = [];
    for (let c = 0; c < C; c++)
      for (let i = 0; i < kH; i++)
        for (let j = 0; j < kW; j++) {
          const cell = [n, c, p * sH - pH + i, q * sW - pW + j];
          if (cell[2] < 0 || cell[2] >= H || cell[3] < 0 || cell[3] >= W) continue;
          const before = sumBefore(weight, dy, sizes, cell, index);
          const term = product(from, operand(weight, [d, c, i, j]));
          additions.push({ to: refTo(dx, cell), before, term });
        }
    const writes = additions.map(({ to, before, term }) => ({
      ref: to,
      value: before + term.product,
    }));
    return finish(plan, index, { kind: 'stamp', from, additions }, writes);
  };
  const completedBy = ([n, , h, w]: readonly number[]): number | undefined => {
    const [p, q] = lastWindow(sizes, h, w);
    return p < 0 || q < 0 ? undefined : flatIndex(shape, [n, D - 1, p, q]);
  };
  const stepOf = (index: readonly number[]): number | undefined =>
    isInside(shape, index) ? flatIndex(shape, index) : undefined;
  return [{ ...plan, length: sizeOf(shape), at, stepOf, completedBy }];
}

/** What dx[n,c,h,w] holds before the cell of dy at `until` adds its share: all earlier cells' shares, in order. */
function sumBefore(
  weight: Named,
  dy: Named,
  { D, C, oH, oW, kH, kW, sH, sW, pH, pW }: Conv2dSizes,
  [n, c, h, w]: readonly number[],
  [, lastD, lastP, lastQ]: readonly number[],
): number {
  let sum = 0;
  for (let d = 0; d <= lastD && d < D; d++) {
    const endP = d === lastD ? lastP : oH - 1;
    for (let p = Math.max(0, Math.ceil((h + pH - kH + 1) / sH)); p <= endP; p++) {
      const i = h + pH - p * sH;
      if (i < 0) break;
      const endQ = d === lastD && p === lastP ? lastQ - 1 : oW - 1;
      for (let q = Math.max(0, Math.ceil((w + pW - kW + 1) / sW)); q <= endQ; q++) {
        const j = w + pW - q * sW;
        if (j < 0) break;
        const share = weight.tensor.data[((d * C + c) * kH + i) * kW + j];
        sum += dy.tensor.data[((n * D + d) * oH + p) * oW + q] * share;
      }
    }
  }
  return sum;
}

/** The last window that covers (h, w), -1 along an axis where none does. */
function lastWindow({ oH, oW, kH, kW, sH, sW, pH, pW }: Conv2dSizes, h: number, w: number): Pair {
  const last = (at: number, count: number, kernel: number, stride: number): number => {
    const place = Math.min(count - 1, Math.floor(at / stride));
    return at - place * stride < kernel ? place : -1;
  };
  return [last(h + pH, oH, kH, sH), last(w + pW, oW, kW, sW)];
}

/** The pixel under kernel entry (i, j) of the window (p, q): a zero where that lies in the padding. */
function pixel(
  x: Named,
  { C, H, W, sH, sW, pH, pW }: Conv2dSizes,
  n: number,
  c: number,
  p: number,
  q: number,
  i: number,
  j: number,
): Operand {
  const h = p * sH - pH + i;
  const w = q * sW - pW + j;
  const ref = { tensor: x.name, index: [n, c, h, w] };
  return h < 0 || h >= H || w < 0 || w >= W
    ? { ref, value: 0, virtual: 'padding' }
    : { ref, value: x.tensor.data[((n * C + c) * H + h) * W + w] };
}

/** The cell of dy whose window has (h, w) under its entry (i, j): a zero where there is no such window. */
function gradientUnder(
  dy: Named,
  { D, oH, oW, sH, sW, pH, pW }: Conv2dSizes,
  n: number,
  d: number,
  h: number,
  w: number,
  i: number,
  j: number,
): Operand {
  const p = (h + pH - i) / sH;
  const q = (w + pW - j) / sW;
  const ref = { tensor: dy.name, index: [n, d, p, q] };
  if (p < 0 || p > oH - 1 || q < 0 || q > oW - 1) return { ref, value: 0, virtual: 'padding' };
  if (!Number.isInteger(p) || !Number.isInteger(q)) return { ref, value: 0, virtual: 'inserted' };
  return { ref, value: dy.tensor.data[((n * D + d) * oH + p) * oW + q] };
}

function sizesOf({ tensors: { x, weight, bias }, attrs }: Call): Conv2dSizes {
  const { stride, padding } = attrs as { stride?: Pair; padding?: Pair };
  return conv2dSizes(x.tensor.shape, weight.tensor.shape, bias.tensor.shape, { stride, padding });
}

const attrsOf = ({ sH, sW, pH, pW }: Conv2dSizes): Record<string, number> => ({ sH, sW, pH, pW });
