/** Which number of a network a cell of its tape stands for: the one that can be asked "what if you were different?". */
import type { Network } from '#engine/network.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
import type { CellRef, TensorInfo, Trace } from '#steps/step.ts';

/**
 * The number of the network behind a cell of the tape: `conv1.y` is the output of the layer conv1, `conv1.dWeight` asks
 * about the weight it is the gradient of. Undefined where the loss does not depend on the cell in one pass: inside of
 * the loss, after the update.
 */
export function networkCellOf(
  network: Network,
  trace: Trace,
  { tensor, index }: CellRef,
): NetworkCell | undefined {
  const info = trace.tensors.find(({ name }) => name === tensor);
  const onTape = info?.gradientOf ?? info?.name;
  const layers = network.layers.map((layer) => layer.name);
  const name = ['x', ...Object.keys(network.parameterShapes), ...layers].find(
    (one) => tapeName(network, one) === onTape,
  );
  return name === undefined ? undefined : { tensor: name, index };
}

/** The name on the tape of a number of the network: the layer conv1 gives `conv1.y`. */
export const tapeName = ({ layers }: Network, name: string): string =>
  layers.some((layer) => layer.name === name) ? `${name}.y` : name;

/** The gradient of a tensor on the tape, if it has one. */
export const gradientNameOf = (
  tensors: readonly TensorInfo[],
  tensor: string,
): string | undefined => tensors.find(({ gradientOf }) => gradientOf === tensor)?.name;
