/**
 * A kernel slides over a small picture. The reader chooses picture, kernel, stride and padding, and may edit every
 * number; where the engine refuses a choice, its message is shown and the last good run stays.
 */
import * as tellings from '#steps/operations.ts';
import { computed, signal } from '@preact/signals';
import { conv2d } from '#engine/ops/conv2d.ts';
import { ShapeError } from '#engine/errors.ts';
import { tensor, withCell, type Tensor } from '#engine/tensor.ts';
import * as describe from '#steps/describe.ts';
import { operationTrace } from '#steps/operation-trace.ts';
import type { CellRef, Trace } from '#steps/step.ts';
import { createScene } from '#scene/scene.ts';
import { exampleNamed, kernels, pictures } from './examples.ts';

interface Inputs {
  readonly x: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
}

type Run = { readonly trace: Trace } | { readonly error: string };

export function createConv2dForward() {
  const picture = signal(pictures[0].id);
  const kernel = signal(kernels[0].id);
  const stride = signal(1);
  const padding = signal(0);
  const inputs = signal<Inputs>({ ...pixelsOf(pictures[0].id), ...weightsOf(kernels[0].id) });

  const run = computed((): Run => {
    const attrs = { stride: both(stride.value), padding: both(padding.value) };
    try {
      return {
        trace: operationTrace(
          conv2d,
          { inputs: { ...inputs.value }, attrs },
          tellings.conv2d.forward,
        ),
      };
    } catch (error) {
      if (error instanceof ShapeError) return { error: error.message };
      throw error;
    }
  });
  let lastGood: Trace | undefined;
  const trace = computed((): Trace => {
    if ('trace' in run.value) lastGood = run.value.trace;
    return lastGood!; // The first example runs: a test holds it to that.
  });

  return {
    picture,
    kernel,
    stride,
    padding,
    inputs,
    scene: createScene(trace, describe),
    /** The engine's message where it refuses this combination. */
    error: computed(() => ('error' in run.value ? run.value.error : undefined)),
    choosePicture(id: string) {
      picture.value = id;
      inputs.value = { ...inputs.value, ...pixelsOf(id) };
    },
    chooseKernel(id: string) {
      kernel.value = id;
      inputs.value = { ...inputs.value, ...weightsOf(id) };
    },
    edit({ tensor: name, index }: CellRef, value: number) {
      const part = name as keyof Inputs;
      inputs.value = { ...inputs.value, [part]: withCell(inputs.value[part], index, value) };
    },
  };
}

export type Conv2dForward = ReturnType<typeof createConv2dForward>;

const both = (size: number): [number, number] => [size, size];

function pixelsOf(id: string): Pick<Inputs, 'x'> {
  const { pixels } = exampleNamed(pictures, id);
  return { x: tensor([1, 1, pixels.length, pixels[0].length], pixels.flat()) };
}

function weightsOf(id: string): Pick<Inputs, 'weight' | 'bias'> {
  const { weight, bias } = exampleNamed(kernels, id);
  return {
    weight: tensor([1, 1, weight.length, weight[0].length], weight.flat()),
    bias: tensor([1], [bias]),
  };
}
