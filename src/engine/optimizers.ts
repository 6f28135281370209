/**
 * Optimizers: how parameters p move when their gradients g are known. Formulas as in PyTorch; all state starts at 0. t
 * counts a parameter's own updates, those in which it had a gradient, from 1: until then its moments have seen nothing,
 * so there is nothing to correct. The learning rate is given with each update, so a schedule needs nothing here.
 *
 *   weight decay (sgd, adam)   g += weightDecay · p
 *   sgd                        p −= learningRate · g
 *   momentum                   v = momentum · v + g,  p −= learningRate · v
 *   Nesterov                   v as before,           p −= learningRate · (g + momentum · v)
 *   adam                       m = β1 · m + (1 − β1) · g,  s = β2 · s + (1 − β2) · g²,
 *                              p −= learningRate · (m / (1 − β1^t)) / (√(s / (1 − β2^t)) + ε)
 *   adamW                      p *= 1 − learningRate · weightDecay,  then adam without decay
 *
 * Sources: Sutskever et al. (2013); Kingma and Ba (2015); Loshchilov and Hutter (2019); PyTorch, torch.optim.Adam, whose
 * `state['step']` is kept for each parameter.
 */
import type { OptimizerSpec } from './architecture.ts';
import type { OptimizerMemory, Parameters, TrainingState } from './backend.ts';
import { checkLearningRate, checkOptimizer } from './optimizer-checks.ts';
import { checkSameShape, shapeError, type Shape } from './shape.ts';
import type { FloatArray, Tensor } from './tensor.ts';
import { zeros } from './tensor.ts';

export interface Optimizer {
  /** How many updates have been made, whichever parameters they moved. */
  readonly updates: number;
  /** By parameter name; empty before the first update. */
  readonly memory: Readonly<Record<string, OptimizerMemory>>;
  /**
   * Moves every parameter that has a gradient. Mutates `parameters` and this optimizer, not `gradients`. Throws
   * ShapeError before anything has moved.
   */
  update(parameters: Parameters, gradients: Parameters, learningRate: number): void;
}

interface SgdAttrs {
  learningRate: number;
  momentum: number;
  nesterov: boolean;
  weightDecay: number;
}

// #region sgd
/** Moves p by plain gradient descent, or with `velocity` by momentum. */
export function sgdUpdate(
  p: FloatArray,
  g: FloatArray,
  velocity: FloatArray | undefined,
  { learningRate, momentum, nesterov, weightDecay }: SgdAttrs,
): void {
  for (let k = 0; k < p.length; k++) {
    const gradient = g[k] + weightDecay * p[k];
    if (velocity) {
      const v = momentum * velocity[k] + gradient;
      velocity[k] = v;
      p[k] -= learningRate * (nesterov ? gradient + momentum * v : v);
    } else p[k] -= learningRate * gradient;
  }
}
// #endregion

interface AdamAttrs {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  decoupled: boolean;
  /** The number of this parameter's update, from 1. */
  t: number;
}

// #region adam
/** Moves p by Adam or, decoupled, AdamW; m and s are the running means of the gradient and of its square. */
export function adamUpdate(
  p: FloatArray,
  g: FloatArray,
  m: FloatArray,
  s: FloatArray,
  { learningRate, beta1, beta2, epsilon, weightDecay, decoupled, t }: AdamAttrs,
): void {
  // m and s start at 0; dividing by these undoes their pull towards it.
  const correction1 = 1 - beta1 ** t;
  const correction2 = 1 - beta2 ** t;
  const coupledDecay = decoupled ? 0 : weightDecay;
  const keep = decoupled ? 1 - learningRate * weightDecay : 1;
  for (let k = 0; k < p.length; k++) {
    const gradient = g[k] + coupledDecay * p[k];
    const mean = beta1 * m[k] + (1 - beta1) * gradient;
    const square = beta2 * s[k] + (1 - beta2) * gradient * gradient;
    m[k] = mean;
    s[k] = square;
    const step = mean / correction1 / (Math.sqrt(square / correction2) + epsilon);
    p[k] = p[k] * keep - learningRate * step;
  }
}
// #endregion

/**
 * Makes an optimizer that has made no update, or one that goes on from `start`, whose memory it takes over and mutates.
 * What it begins to remember has the precision of the parameters. Throws ShapeError for what is no optimizer.
 */
export function createOptimizer(
  spec: OptimizerSpec,
  start: Pick<TrainingState, 'update' | 'memory'> = { update: 0, memory: {} },
): Optimizer {
  checkOptimizer(spec);
  const memory: Record<string, OptimizerMemory> = { ...start.memory };
  let updates = start.update;
  return {
    get updates() {
      return updates;
    },
    memory,
    update(parameters, gradients, learningRate) {
      checkLearningRate(learningRate);
      for (const [name, gradient] of Object.entries(gradients)) {
        const parameter = parameters[name];
        if (!parameter) throw shapeError('optimizer', `there is no parameter ${name}`, {});
        checkSameShape('optimizer', `gradient of ${name}`, gradient.shape, name, parameter.shape);
      }
      updates++;
      for (const [name, gradient] of Object.entries(gradients)) {
        const parameter = parameters[name];
        memory[name] ??= emptyMemory(spec, parameter);
        updateOne(spec, parameter.data, gradient.data, memory[name], learningRate);
      }
    },
  };
}

/** What an optimizer remembers of a parameter of this shape: a shape by each name. */
export function remembers(spec: OptimizerSpec, parameter: Shape): Readonly<Record<string, Shape>> {
  if (spec.kind !== 'sgd') return { step: [], firstMoment: parameter, secondMoment: parameter };
  return spec.momentum ? { velocity: parameter } : {};
}

function emptyMemory(spec: OptimizerSpec, { shape, data }: Tensor): OptimizerMemory {
  return Object.fromEntries(
    Object.entries(remembers(spec, shape)).map(([kind, own]) => [kind, zeros(own, data)]),
  );
}

/** How many updates a parameter has had, by what Adam remembers of it; 0 where that is nothing yet. */
export const stepOf = (memory: OptimizerMemory): number => memory['step']?.data[0] ?? 0;

function updateOne(
  spec: OptimizerSpec,
  p: FloatArray,
  g: FloatArray,
  memory: OptimizerMemory,
  learningRate: number,
): void {
  const { weightDecay = 0 } = spec;
  if (spec.kind === 'sgd') {
    const { momentum = 0, nesterov = false } = spec;
    sgdUpdate(p, g, memory['velocity']?.data, { learningRate, momentum, nesterov, weightDecay });
    return;
  }
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = spec;
  const decoupled = spec.kind === 'adamW';
  const t = stepOf(memory) + 1;
  memory['step']!.data[0] = t;
  adamUpdate(p, g, memory['firstMoment']!.data, memory['secondMoment']!.data, {
    learningRate,
    beta1,
    beta2,
    epsilon,
    weightDecay,
    decoupled,
    t,
  });
}
