/**
 * The one shape of every operation, so that fixtures, gradient checks, steps and exercises need no special case.
 *
 *   forward(inputs, attrs)       -> y
 *   backward(dy, inputs, attrs)  -> the gradient of the loss for each input, under that input's name and of its shape
 *
 * dy is dL/dy, of the shape of y. A loss may leave it out: it is then 1.
 */
import type { Tensor } from './tensor.ts';

export interface Operation<
  Inputs extends object,
  Attrs extends object,
  Gradients extends object = Inputs,
> {
  readonly name: string;
  forward(inputs: Inputs, attrs?: Partial<Attrs>): Tensor;
  backward(dy: Tensor | undefined, inputs: Inputs, attrs?: Partial<Attrs>): Gradients;
}
