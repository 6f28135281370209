/** A kernel slides over a small picture. The reader chooses both, stride and padding, and may edit every number. */
import { signal } from '@preact/signals';
import { conv2d } from '#engine/ops/conv2d.ts';
import { createOperation } from '#experiments/operation.ts';
import { createScene } from '#scene/scene.ts';
import { windowsOf } from '#scene/window.ts';
import * as describe from '#steps/describe.ts';
import { conv2d as telling } from '#steps/operations.ts';
import { kernels, pictures } from './examples.ts';

/** The figure opens on y[0,0,1,1], whose window straddles the edge of the first picture, under a row that is done. */
const onTheEdge = 5;

export function createConv2dForward() {
  const [stride, padding] = [signal(1), signal(0)];
  const both = (size: number) => [size, size];
  const model = createOperation({
    operation: conv2d,
    choices: { picture: pictures, kernel: kernels },
    attrs: () => ({ stride: both(stride.value), padding: both(padding.value) }),
    tell: telling.forward,
  });
  return {
    ...model,
    stride,
    padding,
    scene: createScene(model.trace, describe, { windowsOf, place: { index: onTheEdge } }),
  };
}
