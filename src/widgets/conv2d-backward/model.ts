/**
 * The backward pass of one convolution: dBias, dWeight, and dx twice, by gather and by scatter. One player goes through
 * all four; while one telling of dx is stepped, the other runs beside it and has always added as many products.
 */
import * as tellings from '#steps/operations.ts';
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { checkGradient } from '#engine/gradient-check.ts';
import { conv2d } from '#engine/ops/conv2d.ts';
import { unrotatedKernel } from '#engine/ops/mistakes/unrotated-kernel.ts';
import { flatIndex, sizeOf, tensor, unravel, withCell, type Tensor } from '#engine/tensor.ts';
import { createFollower } from '#player/player.ts';
import type { Place } from '#player/machine.ts';
import * as describe from '#steps/describe.ts';
import { callOf } from '#steps/operation-trace.ts';
import type { CellRef, Stage, Trace } from '#steps/step.ts';
import { composeTrace } from '#steps/trace.ts';
import { keyOf } from '#views/cell-text.ts';
import { mark, type MarksByTensor } from '#views/marks.ts';
import { createScene } from '#scene/scene.ts';
import { exampleNamed, examples, upstream } from './examples.ts';
import { countProducts, placeOf, productsAt } from './in-step.ts';
import { unrotatedGather } from './unrotated.ts';

/** The second telling writes a tensor of its own, which must end up like dx. */
export const scattered = 'scatter.dx';

/** A quotient at the usual h is good to about 1e-9 for numbers like these; a wrong weight is off by far more. */
const wrongFrom = 1e-6;

interface Inputs {
  readonly x: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly dy: Tensor;
}
type Attrs = { stride: [number, number]; padding: [number, number] };
type Run = { readonly trace: Trace; readonly inputs: Inputs; readonly attrs: Attrs };

export function createConv2dBackward() {
  const example = signal(examples[0].id);
  const edits = signal<readonly { ref: CellRef; value: number }[]>([]);
  const isUnrotated = signal(false);

  const run = computed((): Run => {
    const { stride, padding } = exampleNamed(example.value);
    const attrs: Attrs = { stride: [stride, stride], padding: [padding, padding] };
    const inputs = inputsOf(example.value, attrs);
    for (const { ref, value } of edits.value) {
      const part = ref.tensor as keyof Inputs;
      inputs[part] = withCell(inputs[part], ref.index, value);
    }
    return { trace: traceOf(inputs, attrs, isUnrotated.value), inputs, attrs };
  });
  const trace = computed(() => run.value.trace);
  const hovered = signal<CellRef | undefined>(undefined);
  const check = computed(() => checkInput(run.value));
  const scene = createScene(trace, describe, { hovered });
  const { player } = scene;

  const stages = computed(() => {
    const stageOf = (writes: string): Stage =>
      trace.value.stages.find((one) => one.writes === writes)!;
    return { gather: stageOf('dx'), scatter: stageOf(scattered) };
  });
  const counts = computed(() => ({
    gather: countProducts(trace.value, stages.value.gather),
    scatter: countProducts(trace.value, stages.value.scatter),
  }));
  type Side = 'gather' | 'scatter';
  /** The telling that the player is in; undefined in the stages before. */
  const side = computed((): Side | undefined => {
    const index = player.index.value;
    if (index < stages.value.gather.start) return undefined;
    return index < stages.value.scatter.start ? 'gather' : 'scatter';
  });
  const products = computed(() => {
    const at = counts.value[side.value ?? 'gather'];
    return { done: productsAt(trace.value, at, player.state.value), of: at.before.at(-1)! };
  });
  const placeOn = (which: Side) =>
    computed((): Place => {
      if (side.value === which) return player.state.value;
      return placeOf(trace.value, counts.value[which], products.value.done);
    });
  const follow = (place: ReadonlySignal<Place>, marks?: ReadonlySignal<MarksByTensor>) => {
    const isIdle = computed(() => side.value === undefined);
    const follower = createFollower(player, place);
    return createScene(trace, describe, {
      player: follower,
      hovered,
      isIdle,
      ...(marks && { marks }),
    });
  };
  const gatherPlace = placeOn('gather');
  /** Those among the wrong cells that are computed already. */
  const wrongCells = computed((): MarksByTensor => {
    const marks = new Map<string, number>();
    for (const flat of check.value.wrong) {
      const index = unravel(check.value.shape, flat);
      const by = trace.value.indexOf({ tensor: 'dx', index });
      if (by !== undefined && by <= gatherPlace.value.index) marks.set(keyOf(index), mark.wrong);
    }
    return new Map([['dx', marks]]);
  });
  return {
    example,
    isUnrotated,
    scene,
    gather: follow(gatherPlace, wrongCells),
    scatter: follow(placeOn('scatter')),
    side,
    /** Products added so far, the same number on both sides. */
    products,
    /** Whether both sides end in the same numbers. */
    isEqual: computed(() => {
      const gathered = trace.value.valuesAt('dx')!;
      const stamped = leftByStamps(trace.value);
      return gathered.data.every((value, flat) => value === stamped[flat]);
    }),
    /** dx held against finite differences. */
    check,
    /** The cell of dx that is off by most, with its finite difference; undefined where none is wrong. */
    worstCell: computed(() => {
      const { entries, shape, wrong } = check.value;
      const off = wrong
        .map((flat) => entries[flat])
        .toSorted((a, b) => b.relativeError - a.relativeError)[0];
      if (!off) return undefined;
      const ref = { tensor: 'dx', index: unravel(shape, off.at) };
      return { ref, is: off.analytic, should: off.quotient };
    }),
    /** The zeros around and between the cells of dy that a gather reads. */
    frame: computed(() => frameOf(run.value)),
    choose(id: string) {
      example.value = id;
      edits.value = [];
    },
    edit(ref: CellRef, value: number) {
      edits.value = [...edits.value, { ref, value }];
    },
  };
}

export type Conv2dBackward = ReturnType<typeof createConv2dBackward>;

/** What the stamps leave in each cell: read off the steps, not off the engine's dx. */
function leftByStamps(trace: Trace): number[] {
  const { shape, data } = trace.valuesAt(scattered)!;
  const left = new Array<number>(data.length).fill(0);
  const { start, end } = trace.stages.find(({ writes }) => writes === scattered)!;
  for (let position = start; position < end; position++)
    for (const { ref, value } of trace.at(position).writes)
      left[flatIndex(shape, ref.index)] = value;
  return left;
}

function inputsOf(id: string, attrs: Attrs): { -readonly [part in keyof Inputs]: Inputs[part] } {
  const { x, weight } = exampleNamed(id);
  const inputs = {
    x: tensor([1, 1, x.length, x[0].length], x.flat()),
    weight: tensor([1, 1, weight.length, weight[0].length], weight.flat()),
    bias: tensor([1], [0]),
  };
  const { shape } = conv2d.forward(inputs, attrs);
  const dy = Array.from({ length: sizeOf(shape) }, (_, k) => upstream[k % upstream.length]);
  return { ...inputs, dy: tensor(shape, dy) };
}

function traceOf({ dy, ...inputs }: Inputs, attrs: Attrs, isUnrotated: boolean): Trace {
  const call = callOf(conv2d, { inputs, attrs, dy });
  const [dBias, dWeight, right] = tellings.conv2d.backward(call);
  let gather = right;
  if (isUnrotated) {
    const dx = unrotatedKernel.operation.backward(dy, inputs, attrs).x;
    gather = unrotatedGather(right, call, { ...call.tensors['dx'], tensor: dx });
  }
  const dx = { ...call.tensors['dx'], name: scattered };
  const scatter = tellings.conv2d.scatter({ ...call, tensors: { ...call.tensors, dx } });
  return composeTrace([dBias, dWeight, gather, ...scatter]);
}

/**
 * Finite differences of the loss Σ dy·y, whose gradient for y is dy: what any layer above amounts to for one small
 * move. dx is right where it is the slope of that loss.
 */
function checkInput({ trace, inputs: { dy, ...inputs }, attrs }: Run) {
  const dx = trace.valuesAt('dx')!;
  const x = { shape: inputs.x.shape, data: inputs.x.data.slice() };
  const loss = (): number => {
    const y = conv2d.forward({ ...inputs, x }, attrs).data;
    let sum = 0;
    for (let flat = 0; flat < y.length; flat++) sum += dy.data[flat] * y[flat];
    return sum;
  };
  const { entries, worst } = checkGradient(loss, x, dx);
  const wrong = entries
    .filter(({ relativeError }) => !(relativeError <= wrongFrom))
    .map(({ at }) => at);
  return { shape: dx.shape, entries, worst, wrong };
}

function frameOf({ inputs: { x, weight, dy }, attrs: { stride, padding } }: Run) {
  const around = (axis: 0 | 1) => {
    const before = weight.shape[axis + 2] - 1 - padding[axis];
    const after = x.shape[axis + 2] - 1 + padding[axis] - (dy.shape[axis + 2] - 1) * stride[axis];
    return [Math.max(0, before), Math.max(0, after)] as const;
  };
  const [rows, columns] = [around(0), around(1)];
  return { padding: [rows[0], columns[0]], after: [rows[1], columns[1]], stride } as const;
}
