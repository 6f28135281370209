/** What a trained network makes of one picture: every activation, and how probable it finds each class. */
import type { Parameters } from '#engine/backend.ts';
import { softmax } from '#engine/index.ts';
import type { Activations, Network } from '#engine/network.ts';
import type { Tensor } from '#engine/tensor.ts';

export interface Reading {
  /** By layer name, in the order of the layers, each [1, ...]; the picture comes first, as `x`. */
  readonly activations: Activations;
  /** [1, classes] */
  readonly probabilities: Tensor;
  /** The most probable class; the first of those that are equally so. */
  readonly answer: number;
  /** How probable, 0..1. */
  readonly confidence: number;
}

/**
 * Reads a picture [C, H, W] of ink 0..1 with the readable engine: the pocket network takes a millisecond or two. Throws
 * ShapeError for a picture of another size.
 */
export function readPicture(network: Network, parameters: Parameters, picture: Tensor): Reading {
  const x = { shape: [1, ...picture.shape], data: picture.data };
  const activations = network.forward(x, parameters);
  const probabilities = softmax.forward({ x: network.logits(activations) });
  const confidence = Math.max(...probabilities.data);
  const answer = probabilities.data.indexOf(confidence);
  return { activations, probabilities, answer, confidence };
}
