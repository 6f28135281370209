/**
 * One pass of a network with every tensor under its name in the trace:
 *
 *   x, target                      what goes in; `dx` is the gradient of x
 *   conv1.weight, conv1.bias       parameters, gradients `conv1.dWeight`, `conv1.dBias`
 *   conv1.y                        the output of a layer, its gradient `conv1.dy`; a layer's x is the y before it
 *   loss, probabilities, loss.exp  the loss and its chunks; gradients `dLoss`, `loss.dPerExample`
 *   updated.conv1.weight           after the update; what the optimizer remembers: `updated.conv1.weight.velocity`
 *   again.conv1.y, again.loss      the second forward pass, with the updated parameters
 *
 * The network itself walks; here its numbers get their names.
 */
import type { LayerSpec, NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { softmaxCrossEntropy } from '#engine/index.ts';
import { Network, type Activations, type Mode, type Replacements } from '#engine/network.ts';
import type { Tensor } from '#engine/tensor.ts';
import { gradientName } from './operation-trace.ts';
import type { Call, Named } from './stage.ts';
import type { Role } from './step.ts';

export interface LayerCall extends Call {
  readonly kind: LayerSpec['kind'];
}

export interface NetworkRun {
  readonly plan: NetworkPlan;
  readonly activations: Activations;
  readonly layers: readonly LayerCall[];
  readonly loss: Call;
}

export interface NetworkPlan {
  readonly network: Network;
  /** By name, `conv1.weight`, whatever they are called in the trace. */
  readonly parameters: Readonly<Record<string, Named>>;
  readonly x: Named;
  readonly target: Named;
  /** `again.` for the second pass, else empty. */
  readonly prefix: string;
  readonly mode: Mode;
  readonly lossFunction: Replacements[string];
}

type Parts = Record<string, Named>;

/** Names what is handed in. Operations may be replaced by name, so that a mistaken one is run in the whole network. */
export function planOf(
  spec: NetworkSpec,
  parameters: Parameters,
  x: Tensor,
  target: (classes: number) => Tensor,
  { replacements = {}, mode }: { replacements?: Replacements | undefined; mode: Mode },
): NetworkPlan {
  const network = new Network(spec, replacements);
  const held: Parts = {};
  for (const { parameters: own } of network.layers)
    for (const { name, isState } of Object.values(own))
      if (name in parameters)
        held[name] = named(name, float64(parameters[name]), isState ? 'state' : 'weight');
  return {
    ...{ network, parameters: held, mode, prefix: '' },
    x: named('x', float64(x), 'input'),
    target: named('target', target(network.classes), 'target'),
    lossFunction: replacements[softmaxCrossEntropy.name] ?? softmaxCrossEntropy,
  };
}

/** Runs forward to the loss. */
export function runForward(plan: NetworkPlan): NetworkRun {
  const { network, prefix, mode, lossFunction } = plan;
  const activations = network.forward(plan.x.tensor, bare(plan.parameters), mode);
  let x = plan.x;
  const layers = network.layers.map((layer): LayerCall => {
    const name = `${prefix}${layer.name}`;
    const tensors: Parts = { x };
    for (const [part, { name: own }] of Object.entries(layer.parameters))
      tensors[part] = plan.parameters[own];
    tensors['y'] = x = named(`${name}.y`, activations[layer.name], 'activation');
    const nameOf = (part: string): string => `${name}.${part}`;
    const attrs = { ...network.attrsOf(layer, mode) };
    return { name, kind: layer.spec.kind, tensors, attrs, nameOf };
  });
  const tensors: Parts = { logits: x, target: plan.target };
  tensors['loss'] = named(`${prefix}loss`, lossFunction.forward(bare(tensors)), 'activation');
  const nameOf = (part: string): string =>
    part === 'probabilities' ? `${prefix}${part}` : `${prefix}loss.${part}`;
  return { plan, activations, layers, loss: { name: `${prefix}loss`, tensors, attrs: {}, nameOf } };
}

/** Adds the gradients to every call of a run, from dL/dL = 1 backwards. */
export function runBackward(run: NetworkRun): NetworkRun {
  const { network, parameters, mode, lossFunction } = run.plan;
  const { logits, target, loss } = run.loss.tensors;
  const one = { shape: [], data: Float64Array.of(1) };
  const { logits: dLogits } = lossFunction.backward(one, bare({ logits, target }));
  const all = network.backward(dLogits, run.activations, bare(parameters), true, mode);
  const layers = run.layers.map((call, at): LayerCall => {
    const { parameters: own, name } = network.layers[at];
    const { x, y } = call.tensors;
    const before = at === 0 ? 'x' : network.layers[at - 1].name;
    const tensors: Parts = {
      ...call.tensors,
      dy: gradient(all.activations[name], y),
      dx: gradient(all.activations[before], x),
    };
    for (const [part, { name: parameter, isState }] of Object.entries(own))
      if (!isState)
        tensors[gradientName(part)] = gradient(all.parameters[parameter], call.tensors[part]);
    return { ...call, tensors };
  });
  const tensors = {
    ...run.loss.tensors,
    dLoss: gradient(one, loss),
    dLogits: gradient(dLogits, logits),
  };
  return { ...run, layers, loss: { ...run.loss, tensors } };
}

const named = (name: string, tensor: Tensor, role: Role): Named => ({ name, tensor, role });

/** `conv1.weight` has the gradient `conv1.dWeight`, `x` has `dx`. */
function gradient(tensor: Tensor, of: Named): Named {
  const words = of.name.split('.');
  words.push(gradientName(words.pop() ?? ''));
  return { name: words.join('.'), tensor, role: 'gradient', gradientOf: of.name };
}

const bare = (parts: Readonly<Parts>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(parts).map(([part, { tensor }]) => [part, tensor]));

const float64 = ({ shape, data }: Tensor): Tensor => ({ shape, data: Float64Array.from(data) });
