/**
 * The functions that an `apply` step of any operation may name: what each does to its operands, in the very order of
 * operations of the engine, and how it is written. `tex` and `text` get the operands already written, as cells or as
 * numbers. What one operation alone does stands in its own file.
 */
import { inProduct, inTexProduct } from '#words/numbers.ts';

export interface StepFunction {
  of(...values: number[]): number;
  tex(...operands: string[]): string;
  text(...operands: string[]): string;
}

/** A factor in plain text and in TeX, with parentheses where it is negative. */
const p = inProduct;
const t = inTexProduct;

const arithmetic: Record<string, StepFunction> = {
  leaky: {
    of: (x, alpha) => (x > 0 ? x : alpha * x),
    tex: (x, alpha) =>
      `${t(x)} \\cdot [${x} > 0] + ${t(alpha)} \\cdot ${t(x)} \\cdot [${x} \\le 0]`,
    text: (x, alpha) => `${p(x)}·[${x} > 0] + ${p(alpha)}·${p(x)}·[${x} ≤ 0]`,
  },
  leakyGate: {
    of: (dy, x, alpha) => (x > 0 ? dy : alpha * dy),
    tex: (dy, x, alpha) => `${t(dy)} \\cdot ([${x} > 0] + ${t(alpha)} \\cdot [${x} \\le 0])`,
    text: (dy, x, alpha) => `${p(dy)}·([${x} > 0] + ${p(alpha)}·[${x} ≤ 0])`,
  },
  copy: { of: (x) => x, tex: (x) => x, text: (x) => x },
  negate: { of: (x) => -x, tex: (x) => `-${t(x)}`, text: (x) => `−${p(x)}` },
  exp: { of: Math.exp, tex: (x) => `e^{${x}}`, text: (x) => `exp(${x})` },
  log: { of: Math.log, tex: (x) => `\\log ${t(x)}`, text: (x) => `log ${p(x)}` },
  multiply: {
    of: (a, b) => a * b,
    tex: (a, b) => `${t(a)} \\cdot ${t(b)}`,
    text: (a, b) => `${p(a)}·${p(b)}`,
  },
  divide: {
    of: (a, b) => a / b,
    tex: (a, b) => `\\frac{${a}}{${b}}`,
    text: (a, b) => `${p(a)} / ${p(b)}`,
  },
  subtract: {
    of: (a, b) => a - b,
    tex: (a, b) => `${a} - ${t(b)}`,
    text: (a, b) => `${a} − ${p(b)}`,
  },
  square: {
    of: (a, b) => (a - b) * (a - b),
    tex: (a, b) => `(${a} - ${t(b)})^2`,
    text: (a, b) => `(${a} − ${p(b)})²`,
  },
  twiceOver: {
    of: (a, b) => (2 * a) / b,
    tex: (a, b) => `\\frac{2 \\cdot ${t(a)}}{${b}}`,
    text: (a, b) => `2·${p(a)} / ${p(b)}`,
  },
  scaledError: {
    of: (a, b, scale) => (a - b) * scale,
    tex: (a, b, scale) => `(${a} - ${t(b)}) \\cdot ${t(scale)}`,
    text: (a, b, scale) => `(${a} − ${p(b)})·${p(scale)}`,
  },
  centred: {
    of: (y, dy, mean) => y * (dy - mean),
    tex: (y, dy, mean) => `${t(y)} \\cdot (${dy} - ${t(mean)})`,
    text: (y, dy, mean) => `${p(y)}·(${dy} − ${p(mean)})`,
  },
  overRoot: {
    of: (a, b, c) => a / Math.sqrt(b + c),
    tex: (a, b, c) => `\\frac{${a}}{\\sqrt{${b} + ${c}}}`,
    text: (a, b, c) => `${p(a)} / √(${b} + ${c})`,
  },
  productMinus: {
    of: (a, b, c) => a * b - c,
    tex: (a, b, c) => `${t(a)} \\cdot ${t(b)} - ${t(c)}`,
    text: (a, b, c) => `${p(a)}·${p(b)} − ${p(c)}`,
  },
};

const updates: Record<string, StepFunction> = {
  sgd: {
    of: (w, rate, g) => w - rate * g,
    tex: (w, rate, g) => `${w} - ${t(rate)} \\cdot ${t(g)}`,
    text: (w, rate, g) => `${w} − ${p(rate)}·${p(g)}`,
  },
  plusScaled: {
    of: (g, factor, w) => g + factor * w,
    tex: (g, factor, w) => `${g} + ${t(factor)} \\cdot ${t(w)}`,
    text: (g, factor, w) => `${g} + ${p(factor)}·${p(w)}`,
  },
  velocity: {
    of: (momentum, v, g) => momentum * v + g,
    tex: (momentum, v, g) => `${t(momentum)} \\cdot ${t(v)} + ${t(g)}`,
    text: (momentum, v, g) => `${p(momentum)}·${p(v)} + ${p(g)}`,
  },
  runningMean: {
    of: (beta, m, g) => beta * m + (1 - beta) * g,
    tex: (beta, m, g) => `${t(beta)} \\cdot ${t(m)} + (1 - ${t(beta)}) \\cdot ${t(g)}`,
    text: (beta, m, g) => `${p(beta)}·${p(m)} + (1 − ${p(beta)})·${p(g)}`,
  },
  runningSquare: {
    of: (beta, s, g) => beta * s + (1 - beta) * g * g,
    tex: (beta, s, g) => `${t(beta)} \\cdot ${t(s)} + (1 - ${t(beta)}) \\cdot ${t(g)}^2`,
    text: (beta, s, g) => `${p(beta)}·${p(s)} + (1 − ${p(beta)})·${p(g)}²`,
  },
  adam: {
    of: (w, rate, m, c1, s, c2, eps) => w - rate * (m / c1 / (Math.sqrt(s / c2) + eps)),
    tex: (w, rate, m, c1, s, c2, eps) =>
      `${w} - ${t(rate)} \\cdot \\frac{${m} / ${c1}}{\\sqrt{${s} / ${c2}} + ${eps}}`,
    text: (w, rate, m, c1, s, c2, eps) =>
      `${w} − ${p(rate)}·(${m} / ${c1}) / (√(${s} / ${c2}) + ${eps})`,
  },
  adamW: {
    of: (w, rate, m, c1, s, c2, eps, decay) =>
      w * (1 - rate * decay) - rate * (m / c1 / (Math.sqrt(s / c2) + eps)),
    tex: (w, rate, m, c1, s, c2, eps, decay) =>
      `${t(w)} \\cdot (1 - ${t(rate)} \\cdot ${t(decay)}) - ${t(rate)} \\cdot \\frac{${m} / ${c1}}{\\sqrt{${s} / ${c2}} + ${eps}}`,
    text: (w, rate, m, c1, s, c2, eps, decay) =>
      `${p(w)}·(1 − ${p(rate)}·${p(decay)}) − ${p(rate)}·(${m} / ${c1}) / (√(${s} / ${c2}) + ${eps})`,
  },
};

export const functions: Readonly<Record<string, StepFunction>> = {
  ...arithmetic,
  ...updates,
};
