/** An optimizer's numbers for one update, as its kernel wants them (src/assembly/optimizers.ts). */
import type { OptimizerSpec } from '../architecture.ts';
import type { RecordValues } from './descriptors.ts';

const KINDS = { plain: 0, momentum: 1, nesterov: 2, adam: 3, adamW: 4 };

/** `update` counts from 1. The corrections of Adam are worked out here, in float64. */
export function optimizerFields(
  spec: OptimizerSpec,
  learningRate: number,
  update: number,
): Partial<RecordValues<'Optimizer'>> {
  const { weightDecay = 0 } = spec;
  if (spec.kind === 'sgd') {
    const { momentum = 0, nesterov = false } = spec;
    const kind = momentum === 0 ? KINDS.plain : nesterov ? KINDS.nesterov : KINDS.momentum;
    return { kind, learningRate, weightDecay, momentum };
  }
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = spec;
  return {
    kind: KINDS[spec.kind],
    ...{ learningRate, weightDecay, beta1, beta2, epsilon },
    stepSize: learningRate / (1 - beta1 ** update),
    secondScale: 1 / Math.sqrt(1 - beta2 ** update),
  };
}
