/**
 * The gather that forgets to turn its kernel: each dy meets the weight opposite to the right one. What it writes comes
 * from the engine's mistaken operation; this names the cells that such a program reads.
 */
import { unrotatedKernel } from '#engine/ops/mistakes/unrotated-kernel.ts';
import { cellStage, operand, product, type Call, type StageSteps } from '../stage.ts';
import type { Term } from '../step.ts';

/** Makes the stage from the right one of the same call. */
export function unrotatedGather(right: StageSteps, { tensors, attrs }: Call): StageSteps {
  const { x, weight, bias, dy } = tensors;
  const inputs = { x: x.tensor, weight: weight.tensor, bias: bias.tensor };
  const wrong = unrotatedKernel.operation.backward(dy.tensor, inputs, attrs).x;
  const dx = { ...tensors['dx'], tensor: wrong };
  const [, , kH, kW] = weight.tensor.shape;
  const opposite = ([d, c, i, j]: readonly number[]): number[] => [d, c, kH - 1 - i, kW - 1 - j];
  return cellStage({ ...right, tensors: { ...right.tensors, dx }, writes: dx }, (_index, k) => {
    const step = right.at(k);
    if (step.kind !== 'sum') throw new TypeError(`unrotated: ${step.id} is no sum`);
    const terms = step.terms.map(({ factors: [dy, { ref }] }): Term =>
      product(dy, operand(weight, opposite(ref.index))),
    );
    return { kind: 'sum', terms };
  });
}
