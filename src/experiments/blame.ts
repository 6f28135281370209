/** Who is to blame for an answer: the loss of one picture, and its gradient on every number that led there. */
import type { Parameters } from '#engine/backend.ts';
import type { Activations, Network } from '#engine/network.ts';
import { runPass, squaredNorm } from '#engine/pass.ts';
import type { Tensor } from '#engine/tensor.ts';
import { settingOf } from './experiment.ts';

export interface Blame {
  /** For the class that counts as right, in nats. */
  readonly loss: number;
  /** dL/d(parameter) by parameter name. */
  readonly parameters: Parameters;
  /** dL/d(output) by layer name, and of the picture as `x`. */
  readonly activations: Activations;
}

/** Runs a picture [C, H, W] through the network and back, with `label` as the right class. */
export function blameOf(
  network: Network,
  parameters: Parameters,
  picture: Tensor,
  label: number,
): Blame {
  const pass = runPass(settingOf(network, { picture, label, parameters }));
  return {
    loss: pass.loss,
    parameters: pass.parameterGradients,
    activations: pass.activationGradients,
  };
}

/** The length of the gradient of each kernel of a weight's gradient [D, C, kH, kW]. */
export function kernelNorms({ shape: [kernels, ...shape], data }: Tensor): number[] {
  const size = data.length / kernels;
  return Array.from({ length: kernels }, (_, d) =>
    Math.sqrt(squaredNorm({ kernel: { shape, data: data.slice(d * size, (d + 1) * size) } })),
  );
}
