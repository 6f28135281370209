/**
 * Convolution retold, forward and backward. The gradient of x comes in two forms that end in the same numbers: gather
 * (each cell of dx collects from all windows it was part of: a full correlation of the padded, zero-inserted dy with
 * the kernel rotated by 180 degrees) and scatter (each cell of dy stamps dy · weight onto its window with +=).
 * Terms stand in the engine's order, so a replay gives its numbers to the last bit.
 */
import type { Conv2dSizes } from '#engine/shape.ts';
import { conv2dScatter } from './conv2d-scatter.ts';
import { conv2dAttrsOf, conv2dSizesOf } from './conv2d-sizes.ts';
import { cellStage, operand, operandsOf, product, single } from './stage.ts';
import type { Call, Named, OperandAt, StageSteps } from './stage.ts';
import { conv2dRules } from './conv2d-rules.ts';
import type { Telling } from './telling.ts';
import type { Operand, Term } from './step.ts';

/** The stage of y. Tensors: x, weight, bias, y. */
function forward(call: Call): StageSteps[] {
  const { x, weight, bias, y } = call.tensors;
  const sizes = conv2dSizesOf(call);
  const { C, kH, kW } = sizes;
  const plan = {
    id: `${call.name}.forward.y`,
    rule: 'conv2d.forward',
    tensors: { x, weight, bias, y },
    writes: y,
    attrs: conv2dAttrsOf(sizes),
  };
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
  return [conv2dBias(call), conv2dWeight(call), conv2dGather(call)];
}

function conv2dBias(call: Call): StageSteps {
  const { dy, dBias } = call.tensors;
  const sizes = conv2dSizesOf(call);
  const { N, oH, oW } = sizes;
  const plan = {
    id: `${call.name}.backward.dBias`,
    rule: 'conv2d.dBias',
    tensors: { dy, dBias },
    writes: dBias,
    attrs: conv2dAttrsOf(sizes),
  };
  const dyAt = operandsOf(dy);
  return cellStage(plan, ([d]) => {
    const terms = new Array<Term>(N * oH * oW);
    let k = 0;
    for (let n = 0; n < N; n++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++) terms[k++] = single(dyAt(n, d, p, q));
    return { kind: 'sum', terms };
  });
}

function conv2dWeight(call: Call): StageSteps {
  const { x, dy, dWeight } = call.tensors;
  const sizes = conv2dSizesOf(call);
  const { N, oH, oW } = sizes;
  const plan = {
    id: `${call.name}.backward.dWeight`,
    rule: 'conv2d.dWeight',
    tensors: { dy, x, dWeight },
    writes: dWeight,
    attrs: conv2dAttrsOf(sizes),
  };
  const [pixelAt, dyAt] = [pixelsOf(x, sizes), operandsOf(dy)];
  return cellStage(plan, ([d, c, i, j]) => {
    const terms = new Array<Term>(N * oH * oW);
    let k = 0;
    for (let n = 0; n < N; n++)
      for (let p = 0; p < oH; p++)
        for (let q = 0; q < oW; q++)
          terms[k++] = product(dyAt(n, d, p, q), pixelAt(n, c, p, q, i, j));
    return { kind: 'sum', terms };
  });
}

/** The kernel is walked from its last entry to its first, which is what rotating it by 180 degrees means. */
function conv2dGather(call: Call): StageSteps {
  const { weight, dy, dx } = call.tensors;
  const sizes = conv2dSizesOf(call);
  const { D, kH, kW } = sizes;
  const plan = {
    id: `${call.name}.backward.dx`,
    rule: 'conv2d.dx',
    tensors: { dy, weight, dx },
    writes: dx,
    attrs: conv2dAttrsOf(sizes),
  };
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

export const telling = {
  forward,
  backward,
  scatter: conv2dScatter,
  rules: conv2dRules,
} satisfies Telling;
