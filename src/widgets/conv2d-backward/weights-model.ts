/** The gradients of a kernel and its bias: what every weight collects from the windows that it was part of. */
import { computed } from '@preact/signals';
import { conv2d } from '#engine/ops/conv2d.ts';
import { createOperation } from '#experiments/operation.ts';
import { frameRead } from '#scene/frame.ts';
import { createScene } from '#scene/scene.ts';
import { windowsOf } from '#scene/window.ts';
import * as describe from '#steps/describe.ts';
import { conv2d as telling } from '#steps/operations.ts';
import { examples, upstream } from './examples.ts';

/** The figure opens on dWeight[0,0,1,1], the weight in the middle: dBias is one step, four weights come before it. */
const middleWeight = 5;

export function createConv2dWeights() {
  const model = createOperation({
    operation: conv2d,
    choices: { examples },
    upstream,
    tell: (call) => telling.backward(call).filter(({ rule }) => rule !== 'conv2d.dx'),
  });
  const { trace } = model;
  return {
    ...model,
    scene: createScene(trace, describe, { windowsOf, place: { index: middleWeight } }),
    /** The zeros of padding around x. */
    frame: computed(() => {
      const stage = trace.value.stages.find(({ writes }) => writes === 'dWeight')!;
      return frameRead(trace.value, stage, 'x');
    }),
  };
}
