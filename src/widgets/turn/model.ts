/**
 * The turn: which windows read a pixel, in the order of the outputs, and through which weight each of them did. Put down
 * where the gather of dx meets their outputs, these weights are the kernel turned by 180 degrees. All of it is read off
 * the steps of one convolution, forward and backward; a step of this figure is one window of one pixel.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { conv2d } from '#engine/ops/conv2d.ts';
import { tensor, unravel, zeros } from '#engine/tensor.ts';
import { plane } from '#experiments/operation.ts';
import { createPlayer } from '#player/player.ts';
import type { Tape } from '#player/tape.ts';
import { scaleOfTensor } from '#scene/scales.ts';
import { windowsOf } from '#scene/window.ts';
import { formatCell } from '#steps/ids.ts';
import { operationTrace } from '#steps/operation-trace.ts';
import { conv2d as telling } from '#steps/operations.ts';
import type { CellRef, Operand, SumStep, Trace } from '#steps/step.ts';
import { keyOf, type Known } from '#views/cell-text.ts';
import { mark, type CellMarks } from '#views/marks.ts';

const inputs = {
  x: plane(
    '0 0 0 0 0 0',
    '0 1 1 1 1 0',
    '0 0 0 0.5 1 0',
    '0 0 0 1 0.5 0',
    '0 0 0.5 1 0 0',
    '0 0 1 0.5 0 0',
  ),
  weight: plane('1 2 3', '4 5 6', '7 8 9'),
  bias: zeros([1]),
};
const dy = tensor([1, 1, 4, 4], [1, 0.5, -1, 2, -0.5, 1, -2, 1.5, 1, -1, 0.5, 1, 2, -0.5, 1, -1]);

type GridName = 'x' | 'dy' | 'weight' | 'lifted';

/** A window that read the pixel. */
export interface Reading {
  /** The forward step that did. */
  readonly step: SumStep;
  /** The cell of dy of that window. */
  readonly output: CellRef;
  /** The weight that the pixel met in it. */
  readonly weight: Operand;
  /** The place of the output among all that could have read a pixel, in their order. */
  readonly slot: number;
}

/** The windows that read a pixel of x, in the order of their outputs. */
export function readingsOf(trace: Trace, pixel: readonly number[]): Reading[] {
  const x: CellRef = { tensor: 'x', index: pixel };
  const order = gatherOf(trace, pixel).terms.map(({ factors }) => keyOf(factors[0].ref.index));
  return trace.readers(x).flatMap((position): Reading[] => {
    const step = trace.at(position);
    if (step.kind !== 'sum' || step.writes[0].ref.tensor !== 'y') return [];
    const isPixel = ({ ref }: Operand): boolean =>
      ref.tensor === 'x' && keyOf(ref.index) === keyOf(pixel);
    const met = step.terms.find(({ factors }) => factors.some(isPixel))!;
    const weight = met.factors.find((factor) => !isPixel(factor))!;
    const { index } = step.writes[0].ref;
    return [{ step, output: { tensor: 'dy', index }, weight, slot: order.indexOf(keyOf(index)) }];
  });
}

/** The step that gathers the gradient of a pixel. */
export function gatherOf(trace: Trace, pixel: readonly number[]): SumStep {
  const step = trace.at(trace.indexOf({ tensor: 'dx', index: pixel })!);
  if (step.kind !== 'sum') throw new Error(`turn: ${step.id} is no sum`);
  return step;
}

/** The figure opens on this pixel, after this many of its windows: enough to see the turn coming. */
const first = { pixel: [0, 0, 2, 3], windows: 4 };

export function createTurn() {
  const trace = operationTrace(conv2d, { inputs, dy }, telling.forward, telling.backward);
  const { x, weight } = inputs;
  const pixels = Array.from(x.data, (_, flat) => {
    const pixel = unravel(x.shape, flat);
    return { pixel, readings: readingsOf(trace, pixel) };
  });
  const tape = tapeOf(pixels);
  const startOf = (pixel: readonly number[]): number =>
    tape.stages.find(({ id }) => id === nameOf(pixel))!.start;
  const index = startOf(first.pixel) + first.windows - 1;
  const player = createPlayer(signal(tape), { index, hasChosenLevel: true });
  const isTurned = signal(false);
  const hovered = signal<CellRef | undefined>(undefined);

  /** The pixel looked at, its windows, and how many of them have lifted their weight. */
  const now = computed(() => {
    const stage = tape.stages.findLastIndex(({ start }) => start <= player.index.value);
    const { pixel, readings } = pixels[stage];
    const count = player.index.value - tape.stages[stage].start + 1;
    return {
      pixel,
      readings,
      count,
      reading: readings[count - 1],
      isLast: count === readings.length,
    };
  });
  /** The new grid, in row-major order: the weights lifted so far, each where the gather meets its output. */
  const lifted = computed(() => {
    const grid = new Array<number | undefined>(weight.data.length).fill(undefined);
    for (const { slot, weight: one } of now.value.readings.slice(0, now.value.count))
      grid[slot] = one.value;
    return grid;
  });
  const cell = ({ ref }: Operand): string => keyOf(ref.index);
  const allMarks = computed((): Record<GridName, CellMarks> => {
    const { pixel, reading } = now.value;
    const at = hovered.value?.tensor === 'x' ? hovered.value.index : undefined;
    const pointedAt = pixels.find((one) => at && keyOf(one.pixel) === keyOf(at));
    const onX = new Map([[keyOf(pixel), mark.term as number]]);
    if (at) onX.set(keyOf(at), (onX.get(keyOf(at)) ?? 0) | mark.hovered);
    return {
      x: onX,
      weight: new Map([[cell(reading.weight), mark.term]]),
      dy: new Map([
        ...(pointedAt?.readings ?? []).map(({ output }): [string, number] => [
          keyOf(output.index),
          mark.consumer,
        ]),
        [keyOf(reading.output.index), mark.term],
      ]),
      lifted: new Map([[keyOf(unravel(weight.shape.slice(-2), reading.slot)), mark.write]]),
    };
  });
  const marksOf = (grid: GridName) => computed(() => allMarks.value[grid]);
  return {
    trace,
    player,
    now,
    lifted,
    marks: {
      x: marksOf('x'),
      dy: marksOf('dy'),
      weight: marksOf('weight'),
      lifted: marksOf('lifted'),
    },
    hovered,
    /** Whether the kernel is shown turned. */
    isTurned,
    /** What the grids show. */
    grids: {
      x: gridOf(trace, 'x', signal(x.data)),
      dy: gridOf(trace, 'dy', signal(dy.data)),
      weight: gridOf(trace, 'weight', signal(weight.data)),
      lifted: { ...gridOf(trace, 'weight', lifted), name: 'lifted', shape: weight.shape.slice(-2) },
    },
    /** The window that is looked at, on x. */
    window: computed(() =>
      windowsOf(now.value.reading.step, trace).find((one) => one.tensor === 'x')!,
    ),
    /** The outputs that read the pixel, on dy. */
    outputs: computed(() => {
      const { readings } = now.value;
      return { from: readings[0].output.index, to: readings[readings.length - 1].output.index };
    }),
    /** dx at the pixel, which the gather makes of these weights and dy. */
    gathered: computed(() => gatherOf(trace, now.value.pixel).writes[0]),
    /** Goes to the first window of a pixel; then plays its windows one after the other, or shows all where nothing is to move. */
    choose(pixel: readonly number[]) {
      const stage = tape.stages.find(({ id }) => id === nameOf(pixel))!;
      const isStill = player.reducedMotion.peek() || stage.end - stage.start === 1;
      player.dispatch({ type: 'seek', index: isStill ? stage.end - 1 : stage.start });
      if (!isStill) player.dispatch({ type: 'play' });
    },
  };
}

export type Turn = ReturnType<typeof createTurn>;

/** How a grid shows a tensor of the trace. */
const gridOf = (trace: Trace, name: string, values: ReadonlySignal<Known>) => {
  const { shape, role } = trace.tensors.find((one) => one.name === name)!;
  return { name, shape, role, values, scale: scaleOfTensor(trace, name) };
};

const nameOf = (pixel: readonly number[]): string => formatCell({ tensor: 'x', index: pixel });

/** One stage a pixel, one step a window: `x[0,0,2,3].y[0,0,1,1]`. */
function tapeOf(
  pixels: readonly { readonly pixel: readonly number[]; readonly readings: readonly Reading[] }[],
): Tape {
  const ids = pixels.flatMap(({ pixel, readings }) =>
    readings.map(({ step }) => `${nameOf(pixel)}.${formatCell(step.writes[0].ref)}`),
  );
  let end = 0;
  const stages = pixels.map(({ pixel, readings }) => {
    const start = end;
    end += readings.length;
    return { id: nameOf(pixel), title: nameOf(pixel), start, end };
  });
  return {
    length: ids.length,
    stages,
    termsAt: () => 1,
    idAt: (index) => ids[index],
    find: (id) => {
      const index = ids.indexOf(id);
      return index < 0 ? undefined : index;
    },
  };
}
