/**
 * A network on paper: plain JSON, so that it crosses a worker's door, stands in a URL and is read alike by the
 * readable engine and by the kernels. `network.ts` and the backends build from it.
 */
import type { Pair } from './tensor.ts';

export type InitializerName =
  | 'xavierNormal'
  | 'xavierUniform'
  | 'heNormal'
  | 'heUniform'
  | 'articleXavier' // the article's `xavier` as it really computes it: randn / sqrt(outputs / 2)
  | 'articleNormal'
  | 'articleRand'
  | 'randn' // plain N(0, 1): the article's riddle
  | 'zeros';

/** Every layer has a unique name; its parameters are `NAME.weight`, `NAME.bias` (and `NAME.alpha` for prelu). */
export type LayerSpec =
  | {
      kind: 'conv2d';
      name: string;
      outChannels: number;
      kernelSize: Pair;
      stride?: Pair;
      padding?: Pair;
      initializer?: InitializerName;
    }
  | { kind: 'maxPool2d'; name: string; kernelSize: Pair; stride?: Pair; padding?: Pair }
  | {
      kind: 'avgPool2d';
      name: string;
      kernelSize: Pair;
      stride?: Pair;
      padding?: Pair;
      countIncludePad?: boolean;
    }
  | { kind: 'dense'; name: string; outFeatures: number; initializer?: InitializerName }
  | { kind: 'relu' | 'sigmoid' | 'tanh' | 'flatten' | 'prelu'; name: string }
  | { kind: 'leakyRelu' | 'elu'; name: string; alpha?: number };

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
