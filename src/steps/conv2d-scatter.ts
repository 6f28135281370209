/**
 * dx of a convolution in scatter form: one step for each cell of dy, which adds its share to all of its window. What
 * dx holds before a step is not remembered step by step, but once for each output channel.
 */
import type { Conv2dSizes } from '#engine/shape.ts';
import { flatIndex, sizeOf, unravel, type Pair } from '#engine/tensor.ts';
import { conv2dAttrsOf, conv2dSizesOf } from './conv2d-sizes.ts';
import { isInside } from './ids.ts';
import { finish, operand, product, refTo } from './stage.ts';
import type { Call, Named, StageSteps } from './stage.ts';
import type { Addition } from './step.ts';

/**
 * The same gradient told the other way round: one step for each cell of dy, which adds to all of its window. Padding
 * gets nothing. Its ids end in the cell of dy: `conv1.scatter.dx[0,1,2,3]`.
 */
export function conv2dScatter(call: Call): StageSteps[] {
  const { weight, dy, dx } = call.tensors;
  const sizes = conv2dSizesOf(call);
  const held = heldBefore(weight, dy, sizes);
  const { D, C, H, W, kH, kW, sH, sW, pH, pW } = sizes;
  const plan = {
    id: `${call.name}.scatter.dx`,
    rule: 'conv2d.scatter',
    tensors: { dy, weight, dx },
    writes: dx,
    attrs: conv2dAttrsOf(sizes),
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
          const before = held(cell, index);
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

type Held = (cell: readonly number[], until: readonly number[]) => number;

/**
 * What dx[n,c,h,w] holds before the cell of dy at `until` adds its share: all earlier cells' shares, in order. The sum
 * over whole output channels comes from `afterChannel`, which is filled when it is first asked for.
 */
function heldBefore(weight: Named, dy: Named, sizes: Conv2dSizes): Held {
  const { N, D, C, H, W, oH, oW, kH, kW, sH, sW, pH, pW } = sizes;
  const afterChannel: Float64Array[] = [];
  /** Adds to `held` the shares of channel d up to, but not including, window (lastP, lastQ). */
  const addChannel: (
    held: number,
    cell: readonly number[],
    d: number,
    lastP: number,
    lastQ: number,
  ) => number = (held, [n, c, h, w], d, lastP, lastQ) => {
    const firstP = Math.max(0, Math.ceil((h + pH - kH + 1) / sH));
    const firstQ = Math.max(0, Math.ceil((w + pW - kW + 1) / sW));
    for (let p = firstP; p <= lastP && p * sH <= h + pH; p++)
      for (let q = firstQ; q < (p === lastP ? lastQ : oW) && q * sW <= w + pW; q++) {
        const tap = ((d * C + c) * kH + h + pH - p * sH) * kW + w + pW - q * sW;
        held += dy.tensor.data[((n * D + d) * oH + p) * oW + q] * weight.tensor.data[tap];
      }
    return held;
  };
  const fill = (): void => {
    for (let d = 0; d < D - 1; d++)
      afterChannel[d] = Float64Array.from({ length: N * C * H * W }, (_, flat) =>
        addChannel(afterChannel[d - 1]?.[flat] ?? 0, unravel([N, C, H, W], flat), d, oH - 1, oW),
      );
  };
  return (cell, [, d, p, q]) => {
    if (d > 0 && afterChannel.length === 0) fill();
    const [n, c, h, w] = cell;
    const held = d === 0 ? 0 : afterChannel[d - 1][((n * C + c) * H + h) * W + w];
    return addChannel(held, cell, d, p, q);
  };
}

/** The last window that covers (h, w), -1 along an axis where none does. */
function lastWindow({ oH, oW, kH, kW, sH, sW, pH, pW }: Conv2dSizes, h: number, w: number): Pair {
  const last = (at: number, count: number, kernel: number, stride: number): number => {
    const place = Math.min(count - 1, Math.floor(at / stride));
    return at - place * stride < kernel ? place : -1;
  };
  return [last(h + pH, oH, kH, sH), last(w + pW, oW, kW, sW)];
}
