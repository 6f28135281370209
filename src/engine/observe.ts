/**
 * What can be looked at in a network while it learns. Every backend asks the readable engine, on a copy of its own
 * parameters: pages look a few times a second, and so there is only one truth.
 */
import type { BackendPlan, Parameters } from './backend.ts';
import { softmax } from './index.ts';
import type { Network } from './network.ts';
import { checkSameShape, shapeError } from './shape.ts';
import { sizeOf } from './tensor.ts';

/** Copies of the tensors called `names`; see `Backend.observe`. */
export function observe(
  network: Network,
  parameters: Parameters,
  { pixelDivisor }: BackendPlan,
  names: readonly string[],
  pixels: Uint8Array,
): Parameters {
  const shape = network.spec.inputShape;
  checkSameShape('backend', 'pixels', [pixels.length], 'one image', [sizeOf(shape)]);
  const data = Float32Array.from(pixels, (byte) => byte / pixelDivisor);
  const outputs = network.forward({ shape: [1, ...shape], data }, parameters);
  const probabilities = softmax.forward({ x: network.logits(outputs) });
  const all: Parameters = { ...parameters, ...outputs, probabilities };
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(all, name))
        throw shapeError('backend', `there is no ${name} to observe`, {});
      return [name, { shape: all[name].shape, data: all[name].data.slice() }];
    }),
  );
}
