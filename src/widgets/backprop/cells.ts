/** Which cell of the network a cell of the tape stands for, and which can be asked "what if you were different?". */
import { smallNetwork } from './network.ts';
import type { CellRef, Step, TensorInfo, Trace } from '#steps/step.ts';
import type { NetworkCell } from '#engine/wiggle.ts';

/** Where the questions begin: a corner of the first kernel. */
export const usualCell: NetworkCell = { tensor: 'conv1.weight', index: [0, 0, 0, 0] };

const layerNames = new Set(smallNetwork.layers.map(({ name }) => name));

/**
 * The number of the network behind a cell of the tape: `conv1.y` is the output of the layer conv1, `conv1.dWeight` asks
 * about the weight it is the gradient of. Undefined where the loss does not depend on the cell in one pass: inside of
 * the loss, after the update.
 */
export function networkCellOf(trace: Trace, { tensor, index }: CellRef): NetworkCell | undefined {
  const info = trace.tensors.find(({ name }) => name === tensor);
  const name = info && networkName(info.gradientOf ?? info.name);
  return name === undefined ? undefined : { tensor: name, index };
}

function networkName(name: string): string | undefined {
  if (name === 'x' || /^\w+\.(weight|bias)$/.test(name)) return name;
  const layer = /^(\w+)\.y$/.exec(name)?.[1];
  return layer !== undefined && layerNames.has(layer) ? layer : undefined;
}

/** The name on the tape of a number of the network: the layer conv1 gives `conv1.y`. */
export const tapeName = (name: string): string => (layerNames.has(name) ? `${name}.y` : name);

/** The gradient of a tensor on the tape, if it has one. */
export const gradientNameOf = (
  tensors: readonly TensorInfo[],
  tensor: string,
): string | undefined => tensors.find(({ gradientOf }) => gradientOf === tensor)?.name;

/** The number of the network that a step is about: the first cell that it writes. */
export const cellOfStep = (trace: Trace, step: Step): NetworkCell | undefined =>
  networkCellOf(trace, step.writes[0].ref);
