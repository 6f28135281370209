/**
 * A network on paper: plain JSON, so that it crosses a worker's door, stands in a URL and is read alike by the
 * readable engine and by the kernels. `network.ts` and the backends build from it.
 */
import type { LayerSpec } from './layers.ts';

/** Every layer has a unique name; its parameters are `NAME.weight`, `NAME.bias` and so on, by their roles. */
export type { LayerSpec };

/** `inputShape` is [C, H, W]; the last layer's output is the logits [N, classes]. */
export interface NetworkSpec {
  inputShape: readonly [channels: number, height: number, width: number];
  layers: readonly LayerSpec[];
}

/** Formulas as in PyTorch; `learningRate` is given with each update, so that a schedule needs nothing here. */
export type OptimizerSpec =
  | { kind: 'sgd'; momentum?: number; nesterov?: boolean; weightDecay?: number }
  | {
      kind: 'adam' | 'adamW';
      beta1?: number;
      beta2?: number;
      epsilon?: number;
      weightDecay?: number;
    };
