/**
 * One update retold: every parameter by its gradient. Momentum and Adam first renew what they remember, each in a stage
 * of its own. The result is a new tensor, `updated.conv1.weight`; what was before stays as it was.
 */
import type { OptimizerSpec } from '#engine/architecture.ts';
import type { OptimizerMemory } from '#engine/backend.ts';
import { checkOptimizer } from '#engine/optimizer-checks.ts';
import { stepOf } from '#engine/optimizers.ts';
import { zeros } from '#engine/tensor.ts';
import { constant, derived } from './elementwise.ts';
import type { Call, Named, StageSteps } from './stage.ts';

export interface UpdateRun {
  /** The layer, and its parameter's part: `conv1` and `weight`. */
  readonly layer: string;
  readonly part: string;
  readonly parameter: Named;
  readonly gradient: Named;
  readonly optimizer: OptimizerSpec;
  readonly learningRate: Named;
  /** What the optimizer remembers of this parameter, by its own names; zeros where nothing is given. */
  readonly memory?: OptimizerMemory;
}

interface Chain {
  readonly run: UpdateRun;
  readonly stages: StageSteps[];
}

/** The stages of one parameter's update; the last writes `updated.LAYER.PART`, which is returned besides. */
export function updateStages(run: UpdateRun): [Named, StageSteps[]] {
  checkOptimizer(run.optimizer);
  const chain: Chain = { run, stages: [] };
  const updated =
    run.optimizer.kind === 'sgd' ? sgd(chain, run.optimizer) : adam(chain, run.optimizer);
  return [updated, chain.stages];
}

function sgd(chain: Chain, spec: OptimizerSpec & { kind: 'sgd' }): Named {
  const { momentum = 0, nesterov = false, weightDecay = 0 } = spec;
  const { parameter, learningRate } = chain.run;
  const gradient = decay(chain, weightDecay, 'decayed');
  if (momentum === 0) return write(chain, 'sgd', 'sgd', { parameter, learningRate, gradient });
  const factor = constant('momentum', momentum);
  const renewed = renew(chain, 'velocity', 'velocity', {
    momentum: factor,
    old: remembered(chain, 'velocity'),
    gradient,
  });
  if (!nesterov)
    return write(chain, 'momentum', 'sgd', { parameter, learningRate, velocity: renewed });
  const ahead = renew(chain, 'ahead', 'plusScaled', {
    gradient,
    momentum: factor,
    velocity: renewed,
  });
  return write(chain, 'nesterov', 'sgd', { parameter, learningRate, ahead });
}

function adam(chain: Chain, spec: Exclude<OptimizerSpec, { kind: 'sgd' }>): Named {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = spec;
  const { parameter, learningRate, memory = {} } = chain.run;
  const t = stepOf(memory) + 1;
  const decoupled = spec.kind === 'adamW';
  const gradient = decay(chain, decoupled ? 0 : weightDecay, 'adamDecayed');
  const firstMoment = renew(chain, 'firstMoment', 'runningMean', {
    beta1: constant('beta1', beta1),
    old: remembered(chain, 'firstMoment'),
    gradient,
  });
  const secondMoment = renew(chain, 'secondMoment', 'runningSquare', {
    beta2: constant('beta2', beta2),
    old: remembered(chain, 'secondMoment'),
    gradient,
  });
  const read = {
    ...{ parameter, learningRate, firstMoment },
    correction1: constant(`${parameter.name}.correction1`, 1 - beta1 ** t),
    secondMoment,
    correction2: constant(`${parameter.name}.correction2`, 1 - beta2 ** t),
    epsilon: constant('epsilon', epsilon),
  };
  return decoupled
    ? write(chain, 'adamW', 'adamW', { ...read, weightDecay: constant('weightDecay', weightDecay) })
    : write(chain, 'adam', 'adam', read);
}

/** Adds the pull of the weight decay to the gradient, where there is any. */
function decay(chain: Chain, weightDecay: number, rule: string): Named {
  const { gradient, parameter } = chain.run;
  if (weightDecay === 0) return gradient;
  const factor = constant('weightDecay', weightDecay);
  const tensors = { gradient, weightDecay: factor, parameter };
  return renew(chain, 'decayed', 'plusScaled', tensors, rule);
}

/** What the optimizer knew before this update. */
function remembered({ run }: Chain, what: string): Named {
  const tensor = run.memory?.[what] ?? zeros(run.parameter.tensor.shape);
  return { name: `old.${run.parameter.name}.${what}`, tensor, role: 'state' };
}

/** A stage that makes `updated.LAYER.PART.what`. */
function renew(
  chain: Chain,
  what: string,
  fn: string,
  tensors: Record<string, Named>,
  rule = what,
): Named {
  return stage(chain, `${chain.run.part}.${what}`, `optimizer.${rule}`, fn, tensors, 'state', what);
}

/** The stage that makes `updated.LAYER.PART`. */
function write(chain: Chain, rule: string, fn: string, tensors: Record<string, Named>): Named {
  return stage(chain, chain.run.part, `optimizer.${rule}`, fn, tensors, 'weight', 'updated');
}

function stage(
  { run, stages }: Chain,
  part: string,
  rule: string,
  fn: string,
  tensors: Record<string, Named>,
  role: Named['role'],
  as: string,
): Named {
  const name = `updated.${run.layer}.${part}`;
  const call: Call = { name: run.layer, tensors, attrs: {}, nameOf: () => name };
  const { shape } = run.parameter.tensor;
  const [made, steps] = derived(call, 'update', part, shape, { rule, tensors, role, as }, fn);
  stages.push(steps);
  return made;
}
