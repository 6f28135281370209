/** What optimizers may be told, and the rate of an update. Ranges are PyTorch's. Throws ShapeError. */
import type { OptimizerSpec } from './architecture.ts';
import { checkAttributes, flag, numberThatIs, type Check } from './attributes.ts';
import { told } from './errors.ts';
import { shapeError } from './shape.ts';

const owner = 'optimizer';
const notNegative = /* @__PURE__ */ numberThatIs('a number >= 0');
const share = /* @__PURE__ */ numberThatIs('in [0, 1)');
const adam = { beta1: share, beta2: share, epsilon: notNegative, weightDecay: notNegative };

const kinds: Readonly<Record<OptimizerSpec['kind'], Readonly<Record<string, Check>>>> = {
  sgd: { momentum: notNegative, nesterov: flag, weightDecay: notNegative },
  adam,
  adamW: adam,
};

/** Takes anything, for a description may come from JSON. */
export function checkOptimizer(spec: OptimizerSpec): void {
  const kind: unknown = (spec as OptimizerSpec | null | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) {
    const known = Object.keys(kinds).map(told).join(', ');
    throw shapeError(owner, `kind must be one of ${known}, not ${told(kind)}`, {});
  }
  checkAttributes(`${owner} ${kind}`, spec, kinds[spec.kind], ['kind']);
  if (spec.kind === 'sgd' && spec.nesterov && !spec.momentum)
    throw shapeError(`${owner} ${kind}`, 'nesterov needs a momentum > 0', {});
}

export const checkLearningRate = (rate: unknown): void => notNegative(owner, 'learningRate', rate);
