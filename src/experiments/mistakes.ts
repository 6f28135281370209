/** A network with one rule replaced by a common mistake, and the gradient check that says where it shows. */
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { checkNetwork } from '#engine/gradient-check.ts';
import { softmaxCrossEntropy } from '#engine/index.ts';
import { Network } from '#engine/network.ts';
import type { Mistake } from '#engine/ops/mistakes/index.ts';
import type { LossFunction } from '#engine/pass.ts';
import { batchOf, type Example } from './experiment.ts';
import { judge, type TensorCheck } from './gradient-check.ts';

/** A quotient at the usual h is good to about 1e-8 here; what is off by more than this is not its rounding. */
const wrongFrom = 1e-5;

/** The network and the loss with the mistake in place of the operation that it replaces. */
export function rulesOf({ operation }: Mistake, spec: NetworkSpec) {
  const { name } = operation;
  const lossFunction: LossFunction =
    name === softmaxCrossEntropy.name ? operation : softmaxCrossEntropy;
  return { network: new Network(spec, { [name]: operation }), lossFunction };
}

/** Checks every gradient of a broken network against finite differences. */
export function checkMistake(
  mistake: Mistake,
  spec: NetworkSpec,
  parameters: Parameters,
  examples: readonly Example[],
): TensorCheck[] {
  const { network, lossFunction } = rulesOf(mistake, spec);
  const setting = { network, parameters, ...batchOf(examples) };
  const activations = network.forward(setting.x, parameters);
  return Object.entries(checkNetwork(setting, { lossFunction })).map(([name, checked]) => {
    const isOutput = name !== 'x' && name in activations;
    const { shape } = parameters[name] ?? activations[name];
    return judge(isOutput ? `${name}.y` : name, shape, checked, { wrongFrom, offBy: 'distance' });
  });
}
