/**
 * The functions that an `apply` step of any operation may name: what each does to its operands, in the very order of
 * operations of the engine, and how it is written. What one operation alone does stands in its own file.
 */
import {
  call,
  exp,
  gate,
  log,
  minus,
  negative,
  plus,
  quotient,
  relation,
  root,
  squared,
  times,
  type Expression,
} from './expression.ts';

export interface StepFunction {
  of(...values: number[]): number;
  write(...operands: Expression[]): Expression;
}

/** 1 where x is above 0, else 0; and the other way round. */
export const above0 = (x: Expression): Expression => gate(relation(x, '>', 0));
export const below0 = (x: Expression): Expression => gate(relation(x, '≤', 0));

const arithmetic: Record<string, StepFunction> = {
  leaky: {
    of: (x, alpha) => (x > 0 ? x : alpha * x),
    write: (x, alpha) => plus(times(x, above0(x)), times(alpha, x, below0(x))),
  },
  leakyGate: {
    of: (dy, x, alpha) => (x > 0 ? dy : alpha * dy),
    write: (dy, x, alpha) => times(dy, plus(above0(x), times(alpha, below0(x)))),
  },
  copy: { of: (x) => x, write: (x) => x },
  negate: { of: (x) => -x, write: (x) => negative(x) },
  exp: { of: Math.exp, write: (x) => exp(x) },
  log: { of: Math.log, write: (x) => log(x) },
  multiply: { of: (a, b) => a * b, write: (a, b) => times(a, b) },
  divide: { of: (a, b) => a / b, write: (a, b) => quotient(a, b) },
  subtract: { of: (a, b) => a - b, write: (a, b) => minus(a, b) },
  square: { of: (a, b) => (a - b) * (a - b), write: (a, b) => squared(minus(a, b)) },
  twiceOver: { of: (a, b) => (2 * a) / b, write: (a, b) => quotient(times(2, a), b) },
  scaledError: {
    of: (a, b, scale) => (a - b) * scale,
    write: (a, b, scale) => times(minus(a, b), scale),
  },
  centred: {
    of: (y, dy, mean) => y * (dy - mean),
    write: (y, dy, mean) => times(y, minus(dy, mean)),
  },
  overRoot: {
    of: (a, b, c) => a / Math.sqrt(b + c),
    write: (a, b, c) => quotient(a, root(plus(b, c))),
  },
  productMinus: {
    of: (a, b, c) => a * b - c,
    write: (a, b, c) => minus(times(a, b), c),
  },
};

/** What Adam moves by: a mean over the root of a mean square, each freed of its start at 0. */
const adamStep = (...[m, c1, s, c2, eps]: Expression[]): Expression =>
  quotient(quotient(m, c1), plus(root(quotient(s, c2)), eps));

const updates: Record<string, StepFunction> = {
  sgd: { of: (w, rate, g) => w - rate * g, write: (w, rate, g) => minus(w, times(rate, g)) },
  plusScaled: {
    of: (g, factor, w) => g + factor * w,
    write: (g, factor, w) => plus(g, times(factor, w)),
  },
  velocity: {
    of: (momentum, v, g) => momentum * v + g,
    write: (momentum, v, g) => plus(times(momentum, v), g),
  },
  runningMean: {
    of: (beta, m, g) => beta * m + (1 - beta) * g,
    write: (beta, m, g) => plus(times(beta, m), times(minus(1, beta), g)),
  },
  runningSquare: {
    of: (beta, s, g) => beta * s + (1 - beta) * g * g,
    write: (beta, s, g) => plus(times(beta, s), times(minus(1, beta), squared(g))),
  },
  adam: {
    of: (w, rate, m, c1, s, c2, eps) => w - rate * (m / c1 / (Math.sqrt(s / c2) + eps)),
    write: (w, rate, ...rest) => minus(w, times(rate, adamStep(...rest))),
  },
  adamW: {
    of: (w, rate, m, c1, s, c2, eps, decay) =>
      w * (1 - rate * decay) - rate * (m / c1 / (Math.sqrt(s / c2) + eps)),
    write: (w, rate, m, c1, s, c2, eps, decay) =>
      minus(times(w, minus(1, times(rate, decay))), times(rate, adamStep(m, c1, s, c2, eps))),
  },
};

/** A function of one number that is called by name: `σ(x)`. */
export const called =
  (name: string) =>
  (x: Expression): Expression =>
    call(name, x);

export const functions: Readonly<Record<string, StepFunction>> = {
  ...arithmetic,
  ...updates,
};
