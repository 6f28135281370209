/**
 * One optimiser move on `count` floats (a multiple of four) at byte `at` of the arenas. Formulas as in PyTorch:
 *
 *   sgd     g += weightDecay p;  v = momentum v + g;  p -= learningRate (v, or with Nesterov g + momentum v)
 *   adam    g += weightDecay p;  m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
 *           p -= stepSize m / (sqrt(v) secondScale + epsilon)
 *   adamW   as adam, but the decay is taken from p itself: p -= learningRate weightDecay p
 *
 * Elementwise, so the order does not matter. Of the first moment what falls under 1e-30 becomes 0: numbers that small
 * (units that no longer learn) would soon be denormals, which cost a hundred times as much and move nothing. NaN stays.
 */
import { Optimizer } from './descriptors';
import { multiplyAdd } from './vector';

/** In the order of src/engine/wasm/optimizer-fields.ts. */
const enum Kind { Plain, Momentum, Nesterov, Adam, AdamW }

export function update(task: Optimizer, at: usize, count: i32): void {
  const p = task.parameters + at;
  const g = task.gradients + at;
  if (task.kind == Kind.Plain) plain(task, p, g, count);
  else if (task.kind >= Kind.Adam) adam(task, p, g, task.first + at, task.second + at, count);
  else momentum(task, p, g, task.first + at, count);
}

function plain(task: Optimizer, p: usize, g: usize, count: i32): void {
  const step = f32x4.splat(-task.learningRate);
  const decay = f32x4.splat(task.weightDecay);
  const end = p + (count << 2);
  for (; p < end; p += 16, g += 16) {
    const value = v128.load(p);
    v128.store(p, multiplyAdd(step, multiplyAdd(decay, value, v128.load(g)), value));
  }
}

function momentum(task: Optimizer, p: usize, g: usize, first: usize, count: i32): void {
  const step = f32x4.splat(-task.learningRate);
  const decay = f32x4.splat(task.weightDecay);
  const keep = f32x4.splat(task.momentum);
  const smallest = f32x4.splat(1e-30);
  const end = p + (count << 2);
  for (; p < end; p += 16, g += 16, first += 16) {
    const value = v128.load(p);
    const gradient = multiplyAdd(decay, value, v128.load(g));
    let velocity = multiplyAdd(keep, v128.load(first), gradient);
    velocity = v128.andnot(velocity, f32x4.lt(f32x4.abs(velocity), smallest));
    v128.store(first, velocity);
    const move = task.kind == Kind.Nesterov ? multiplyAdd(keep, velocity, gradient) : velocity;
    v128.store(p, multiplyAdd(step, move, value));
  }
}

function adam(task: Optimizer, p: usize, g: usize, first: usize, second: usize, count: i32): void {
  const decoupled = task.kind == Kind.AdamW;
  const decay = f32x4.splat(decoupled ? -task.learningRate * task.weightDecay : task.weightDecay);
  const beta1 = f32x4.splat(task.beta1);
  const rest1 = f32x4.splat(1 - task.beta1);
  const beta2 = f32x4.splat(task.beta2);
  const rest2 = f32x4.splat(1 - task.beta2);
  const epsilon = f32x4.splat(task.epsilon);
  const step = f32x4.splat(task.stepSize);
  const scale = f32x4.splat(task.secondScale);
  const smallest = f32x4.splat(1e-30);
  const end = p + (count << 2);
  for (; p < end; p += 16, g += 16, first += 16, second += 16) {
    let value = v128.load(p);
    let gradient = v128.load(g);
    const decayed = multiplyAdd(decay, value, decoupled ? value : gradient);
    if (decoupled) value = decayed;
    else gradient = decayed;
    let m = multiplyAdd(beta1, v128.load(first), f32x4.mul(rest1, gradient));
    m = v128.andnot(m, f32x4.lt(f32x4.abs(m), smallest));
    v128.store(first, m);
    const v = multiplyAdd(
      beta2,
      v128.load(second),
      f32x4.mul(rest2, f32x4.mul(gradient, gradient)),
    );
    v128.store(second, v);
    const size = multiplyAdd(f32x4.sqrt(v), scale, epsilon);
    v128.store(p, f32x4.sub(value, f32x4.div(f32x4.mul(step, m), size)));
  }
}
