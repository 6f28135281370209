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
 * Operations may be replaced by name, so that a mistaken one can be run in a whole network.
 */
import type { LayerSpec, NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { softmaxCrossEntropy } from '#engine/index.ts';
import { operationOf } from '#engine/layers.ts';
import { Network } from '#engine/network.ts';
import type { Operation } from '#engine/operation.ts';
import type { Tensor } from '#engine/tensor.ts';
import { gradientName } from './operation-trace.ts';
import type { Call, Named } from './stage.ts';
import type { Role } from './step.ts';

/** Operations by the name of the one they stand in for: `{ conv2d: withoutRotation }`. */
export type Replacements = Readonly<Record<string, Operation<any, any, any>>>;

export interface LayerCall extends Call {
  readonly kind: LayerSpec['kind'];
}

export interface NetworkRun {
  readonly layers: readonly LayerCall[];
  readonly loss: Call;
}

export interface NetworkPlan {
  readonly spec: NetworkSpec;
  /** By name, `conv1.weight`, whatever they are called in the trace. */
  readonly parameters: Readonly<Record<string, Named>>;
  readonly x: Named;
  readonly target: Named;
  /** `again.` for the second pass, else empty. */
  readonly prefix: string;
  readonly replacements: Replacements;
}

type Parts = Record<string, Named>;

/** Runs forward to the loss. */
export function runForward(plan: NetworkPlan): NetworkRun {
  const { spec, prefix, replacements } = plan;
  let x = plan.x;
  const layers = new Network(spec).layers.map((layer): LayerCall => {
    const tensors: Parts = { x };
    for (const [part, { name }] of Object.entries(layer.parameters))
      tensors[part] = plan.parameters[name];
    const operation = replacements[layer.spec.kind] ?? operationOf(layer.spec);
    const name = `${prefix}${layer.name}`;
    const y = named(`${name}.y`, operation.forward(bare(tensors), layer.spec), 'activation');
    tensors['y'] = x = y;
    const nameOf = (part: string): string => `${name}.${part}`;
    return { name, kind: layer.spec.kind, tensors, attrs: { ...layer.spec }, nameOf };
  });
  return { layers, loss: lossCall(plan, x) };
}

function lossCall({ target, prefix, replacements }: NetworkPlan, logits: Named): Call {
  const operation = replacements['softmaxCrossEntropy'] ?? softmaxCrossEntropy;
  const tensors: Parts = { logits, target };
  tensors['loss'] = named(`${prefix}loss`, operation.forward(bare(tensors)), 'activation');
  const nameOf = (part: string): string =>
    part === 'probabilities' ? `${prefix}${part}` : `${prefix}loss.${part}`;
  return { name: `${prefix}loss`, tensors, attrs: {}, nameOf };
}

/** Adds the gradients to every call of a run, from dL/dL = 1 backwards. */
export function runBackward(run: NetworkRun, replacements: Replacements): NetworkRun {
  const operation = replacements['softmaxCrossEntropy'] ?? softmaxCrossEntropy;
  const { logits, target, loss } = run.loss.tensors;
  const one = { shape: [], data: Float64Array.of(1) };
  const { logits: dLogits } = operation.backward(one, bare({ logits, target }));
  let dy = gradient(dLogits, logits);
  const lossTensors = { ...run.loss.tensors, dLoss: gradient(one, loss), dLogits: dy };
  const layers: LayerCall[] = [];
  for (const call of run.layers.toReversed()) {
    const { y, ...inputs } = call.tensors;
    const spec = call.attrs as unknown as LayerSpec;
    const own = replacements[call.kind] ?? operationOf(spec);
    const gradients = own.backward(dy.tensor, bare(inputs), spec) as Record<string, Tensor>;
    const tensors: Parts = { ...inputs, y, dy };
    for (const [part, tensor] of Object.entries(gradients))
      tensors[gradientName(part)] = gradient(tensor, inputs[part]);
    dy = tensors['dx'];
    layers.unshift({ ...call, tensors });
  }
  return { layers, loss: { ...run.loss, tensors: lossTensors } };
}

/** The gradients of the mean loss by parameter name, for an optimizer. */
export function parameterGradients({ layers }: NetworkRun): Parameters {
  const gradients: Record<string, Tensor> = {};
  for (const { tensors } of layers)
    for (const [part, { name, role }] of Object.entries(tensors))
      if (role === 'weight') gradients[name] = tensors[gradientName(part)].tensor;
  return gradients;
}

export const named = (name: string, tensor: Tensor, role: Role): Named => ({ name, tensor, role });

/** `conv1.weight` has the gradient `conv1.dWeight`, `x` has `dx`. */
function gradient(tensor: Tensor, of: Named): Named {
  const words = of.name.split('.');
  words.push(gradientName(words.pop() ?? ''));
  return { name: words.join('.'), tensor, role: 'gradient', gradientOf: of.name };
}

const bare = (parts: Readonly<Parts>): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(parts).map(([part, { tensor }]) => [part, tensor]));
