/**
 * The gradient of a convolution's input, told twice, by gather and by scatter. One player goes through both; while one
 * telling is stepped, the other runs beside it and has always added as many products.
 */
import { computed, signal } from '@preact/signals';
import { conv2d } from '#engine/ops/conv2d.ts';
import { checkInput } from '#experiments/gradient-check.ts';
import { createOperation } from '#experiments/operation.ts';
import { frameRead } from '#scene/frame.ts';
import { createInStep } from '#scene/in-step.ts';
import { createScene } from '#scene/scene.ts';
import { windowsOf } from '#scene/window.ts';
import * as describe from '#steps/describe.ts';
import { conv2d as telling } from '#steps/operations.ts';
import { unrotatedGather } from '#steps/mistakes/unrotated-kernel.ts';
import type { Call, StageSteps } from '#steps/stage.ts';
import { examples, upstream } from './examples.ts';

/** The second telling writes a tensor of its own, which must end up like dx. */
export const scattered = 'scatter.dx';

/** A quotient at the usual h is good to about 1e-9 for numbers like these; a wrong weight is off by far more. */
const wrongFrom = 1e-6;

/** The figure opens on dx[0,0,2,2], the pixel in the middle, which nine windows have read. */
const middlePixel = 12;

export function createConv2dBackward() {
  const isUnrotated = signal(false);
  const tell = (call: Call): StageSteps[] => {
    const right = telling.backward(call).find(({ rule }) => rule === 'conv2d.dx')!;
    const gather = isUnrotated.value ? unrotatedGather(right, call) : right;
    const dx = { ...call.tensors['dx'], name: scattered };
    return [gather, ...telling.scatter({ ...call, tensors: { ...call.tensors, dx } })];
  };
  const model = createOperation({ operation: conv2d, choices: { examples }, upstream, tell });
  const { trace } = model;
  const check = computed(() =>
    checkInput(conv2d, model.run.value, 'x', { wrongFrom, offBy: 'relativeError' }),
  );
  const scene = createScene(trace, describe, { windowsOf, place: { index: middlePixel } });
  const isAsked = signal(false);
  const isJudged = computed(
    () => isAsked.value || scene.player.index.value >= trace.value.stages[0].end - 1,
  );
  const wrong = computed(() =>
    isJudged.value
      ? check.value.cells
          .filter(({ isWrong }) => isWrong)
          .map(({ index }) => ({ tensor: 'dx', index }))
      : [],
  );
  return {
    ...model,
    ...createInStep(scene, { gather: 'dx', scatter: scattered }, wrong),
    /** What was found out about the last example says nothing of the next. */
    choose(list: string, id: string) {
      isAsked.value = false;
      model.choose(list, id);
    },
    scene,
    isUnrotated,
    /** Whether finite differences may be told: the reader has asked for them, or has stepped through the gather. */
    isJudged,
    ask() {
      isAsked.value = true;
    },
    /** dx held against finite differences. */
    check,
    /** The zeros around and between the cells of dy that a gather reads. */
    frame: computed(() => {
      const gather = trace.value.stages.find(({ writes }) => writes === 'dx')!;
      return frameRead(trace.value, gather, 'dy');
    }),
  };
}

export type Conv2dBackward = ReturnType<typeof createConv2dBackward>;
