/**
 * Convolution retold, forward and backward. The gradient of x comes in two forms that end in the same numbers: gather
 * (each cell of dx collects from all windows it was part of: a full correlation of the padded, zero-inserted dy with
 * the kernel rotated by 180 degrees) and scatter (each cell of dy stamps dy · weight onto its window with +=).
 * Terms stand in the engine's order, so a replay gives its numbers to the last bit.
 */
import { conv2dSizes, type Conv2dSizes } from '#engine/shape.ts';
import { conv2dRules } from './conv2d-rules.ts';
import { scatterStage } from './scatter.ts';
import { cellStage, operand, operandsOf, product, single, stagePlan } from './stage.ts';
import type { Call, Named, OperandAt, StagePlan, StageSteps } from './stage.ts';
import type { Operand, Term } from './step.ts';
import type { Telling } from './telling.ts';
import { cellsUnder, windowsOver } from './windows.ts';

/** The stage of y. Tensors: x, weight, bias, y. */
function forward(call: Call): StageSteps[] {
  const { x, weight, bias, y } = call.tensors;
  const { sizes, attrs } = sizesOf(call);
  const { C, kH, kW } = sizes;
  const plan = stagePlan(call, 'forward', 'conv2d.forward', { x, weight, bias, y }, attrs);
  const [pixelAt, weightAt] = [pixelsOf(x, sizes), operandsOf(weight)];
  const stage = cellStage(plan, ([n, d, p, q]) => {
    const terms: Term[] = [];
    for (let c = 0; c < C; c++)
      for (let i = 0; i < kH; i++)
        for (let j = 0; j < kW; j++)
          terms.push(product(weightAt(d, c, i, j), pixelAt(n, c, p, q, i, j)));
    return { kind: 'sum', terms, bias: operand(bias, [d]) };
  });
  return [stage];
}

/** The stages of dBias, dWeight and dx (gather). Tensors: x, weight, dy, dx, dWeight, dBias. */
function backward(call: Call): StageSteps[] {
  const { x, weight, dy, dx, dWeight, dBias } = call.tensors;
  const { sizes, attrs } = sizesOf(call);
  const plan = (rule: string, tensors: Call['tensors']) =>
    stagePlan(call, 'backward', rule, tensors, attrs);
  const [pixelAt, dyAt] = [pixelsOf(x, sizes), operandsOf(dy)];
  return [
    sumOverWindows(plan('conv2d.dBias', { dy, dBias }), sizes, ([d], n, p, q) =>
      single(dyAt(n, d, p, q)),
    ),
    sumOverWindows(plan('conv2d.dWeight', { dy, x, dWeight }), sizes, ([d, c, i, j], n, p, q) =>
      product(dyAt(n, d, p, q), pixelAt(n, c, p, q, i, j)),
    ),
    gather(plan('conv2d.dx', { dy, weight, dx }), sizes, weight, dy),
  ];
}

/** Each cell adds one term for every window of every example. */
function sumOverWindows(
  plan: StagePlan,
  { N, oH, oW }: Conv2dSizes,
  termOf: (cell: readonly number[], n: number, p: number, q: number) => Term,
): StageSteps {
  return cellStage(plan, (cell) => {
    const terms = new Array<Term>(N * oH * oW);
    let k = 0;
    for (let n = 0; n < N; n++)
      for (let p = 0; p < oH; p++) for (let q = 0; q < oW; q++) terms[k++] = termOf(cell, n, p, q);
    return { kind: 'sum', terms };
  });
}

/** The kernel is walked from its last entry to its first, which is what rotating it by 180 degrees means. */
function gather(plan: StagePlan, sizes: Conv2dSizes, weight: Named, dy: Named): StageSteps {
  const { D, kH, kW } = sizes;
  const [dyAt, weightAt] = [operandsOf(dy), operandsOf(weight)];
  return cellStage(plan, ([n, c, h, w]) => {
    const terms: Term[] = [];
    for (let d = 0; d < D; d++)
      for (let i = kH - 1; i >= 0; i--)
        for (let j = kW - 1; j >= 0; j--)
          terms.push(
            product(gradientUnder(dy, dyAt, sizes, n, d, h, w, i, j), weightAt(d, c, i, j)),
          );
    return { kind: 'sum', terms };
  });
}

/**
 * The same gradient told the other way round: one step for each cell of dy, which adds to all of its window. Padding
 * gets nothing. Its ids end in the cell of dy: `conv1.scatter.dx[0,1,2,3]`.
 */
function scatter(call: Call): StageSteps[] {
  const { x, weight, dy, dx } = call.tensors;
  const { sizes, attrs } = sizesOf(call);
  const { C, D, sH, sW, pH, pW } = sizes;
  const plan = stagePlan(call, 'scatter', 'conv2d.scatter', { dy, weight, dx }, attrs);
  const all = (count: number) => Array.from({ length: count }, (_, k) => k);
  return [
    scatterStage(plan, dy, {
      share(from, [, c, h, w]) {
        const [, d, p, q] = from.ref.index;
        return product(from, operand(weight, [d, c, h + pH - p * sH, w + pW - q * sW]));
      },
      reach: ([n, , p, q]) => all(C).flatMap((c) => cellsUnder(x, sizes, [n, c, p, q])),
      reachedFrom: ([n, , h, w]) => all(D).flatMap((d) => windowsOver(sizes, [n, d, h, w])),
    }),
  ];
}

function sizesOf({ tensors: { x, weight, bias }, attrs }: Call) {
  const sizes = conv2dSizes(x.tensor.shape, weight.tensor.shape, bias.tensor.shape, attrs);
  const { sH, sW, pH, pW } = sizes;
  return { sizes, attrs: { sH, sW, pH, pW } };
}

type PixelAt = (n: number, c: number, p: number, q: number, i: number, j: number) => Operand;

/** The pixel under kernel entry (i, j) of the window (p, q): a zero where that lies in the padding. Each is made once. */
function pixelsOf(x: Named, { N, C, H, W, sH, sW, pH, pW }: Conv2dSizes): PixelAt {
  const [rows, columns] = [H + 2 * pH, W + 2 * pW];
  const made = new Array<Operand | undefined>(N * C * rows * columns).fill(undefined);
  return (n, c, p, q, i, j) => {
    const [h, w] = [p * sH - pH + i, q * sW - pW + j];
    return (made[((n * C + c) * rows + h + pH) * columns + w + pW] ??=
      h < 0 || h >= H || w < 0 || w >= W
        ? { ref: { tensor: x.name, index: [n, c, h, w] }, value: 0, virtual: 'padding' }
        : operand(x, [n, c, h, w]));
  };
}

/** The cell of dy whose window has (h, w) under its entry (i, j): a zero where there is no such window. */
function gradientUnder(
  dy: Named,
  dyAt: OperandAt,
  { oH, oW, sH, sW, pH, pW }: Conv2dSizes,
  n: number,
  d: number,
  h: number,
  w: number,
  i: number,
  j: number,
): Operand {
  const p = (h + pH - i) / sH;
  const q = (w + pW - j) / sW;
  const isOutside = p < 0 || p > oH - 1 || q < 0 || q > oW - 1;
  if (!isOutside && Number.isInteger(p) && Number.isInteger(q)) return dyAt(n, d, p, q);
  const ref = { tensor: dy.name, index: [n, d, p, q] };
  return { ref, value: 0, virtual: isOutside ? 'padding' : 'inserted' };
}

export const telling = { forward, backward, scatter, rules: conv2dRules } satisfies Telling;
