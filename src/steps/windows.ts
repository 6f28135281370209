/** Where the windows of a pooling or a convolution lie: which cells one reads, and which windows read one cell. */
import { poolSizes, type WindowSizes } from '#engine/shape.ts';
import type { Rule } from './rule.ts';
import type { Call, Named } from './stage.ts';
import type { Operand } from './step.ts';

export function poolSizesOf(op: 'maxPool2d' | 'avgPool2d', { tensors, attrs }: Call): WindowSizes {
  return poolSizes(op, tensors['x'].tensor.shape, attrs);
}

/** All places of the window (p, q), those in the padding with `outside` as their value. */
export function windowOf(
  x: Named,
  sizes: WindowSizes,
  [n, c, p, q]: readonly number[],
  outside: number,
): Operand[] {
  const { C, H, W, kH, kW, sH, sW, pH, pW } = sizes;
  const cells: Operand[] = [];
  for (let i = 0; i < kH; i++)
    for (let j = 0; j < kW; j++) {
      const h = p * sH - pH + i;
      const w = q * sW - pW + j;
      const ref = { tensor: x.name, index: [n, c, h, w] };
      if (h < 0 || h >= H || w < 0 || w >= W)
        cells.push({ ref, value: outside, virtual: 'padding' });
      else cells.push({ ref, value: x.tensor.data[((n * C + c) * H + h) * W + w] });
    }
  return cells;
}

/** The cells of x in the window (p, q), in row-major order. */
export const cellsUnder = (x: Named, sizes: WindowSizes, at: readonly number[]): number[][] =>
  windowOf(x, sizes, at, 0).flatMap(({ ref, virtual }) => (virtual ? [] : [[...ref.index]]));

/** The windows that read the cell, in row-major order; the channel stays the one that is given. */
export function windowsOver(sizes: WindowSizes, [n, c, h, w]: readonly number[]): number[][] {
  const { oH, oW, kH, kW, sH, sW, pH, pW } = sizes;
  const windows: number[][] = [];
  for (let p = first(h + pH, kH, sH); p < oH && p * sH <= h + pH; p++)
    for (let q = first(w + pW, kW, sW); q < oW && q * sW <= w + pW; q++) windows.push([n, c, p, q]);
  return windows;
}

const first = (at: number, kernel: number, stride: number): number =>
  Math.max(0, Math.ceil((at - kernel + 1) / stride));

export function attrsOf({ kH, kW, sH, sW, pH, pW }: WindowSizes): Record<string, number> {
  return { kH, kW, sH, sW, pH, pW };
}

export const poolAxes = { x: 'n c h w', y: 'n c p q', dy: 'n c p q', dx: 'n c h w' };

/** How a cell and a window hang together, and so at which place (i, j) of the window the cell stands. */
export const poolIndices: Pick<Rule, 'equations' | 'derive'> = {
  equations: ['h = p·sH + i − pH', 'w = q·sW + j − pW'],
  derive: ({ h, w, p, q, sH, sW, pH, pW }) =>
    h === undefined || p === undefined ? {} : { i: h + pH - p * sH, j: w + pW - q * sW },
};
