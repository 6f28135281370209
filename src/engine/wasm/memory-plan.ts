/**
 * Where everything lies in the kernels' memory, decided once: a run allocates nothing per batch. The plan is plain data,
 * so that the threads of a run share it; `records` are the kernels' tasks, to be written when the memory exists.
 */
import type { BackendPlan } from '../backend.ts';
import { readGeometry } from './geometry.ts';
import type { Geometry } from './geometry.ts';
import { layOut, roundUp, storedFeatures } from './layouts.ts';
import type { ArenaLayout } from './layouts.ts';
import { planConvolutions } from './plan-convolutions.ts';
import type { ThreadTasks } from './plan-convolutions.ts';
import { CACHE_LINE, CHUNK_ROWS, CONTROL_WORDS, MemoryPlanner, SLACK } from './planner.ts';
import type { RecordToWrite } from './planner.ts';

/** Rows that evaluation takes at a time at least. */
const EVALUATION_ROWS = 128;

export interface SplitPlace {
  readonly pixels: number;
  readonly labels: number;
  readonly count: number;
}

/** Addresses of one dense layer's tasks. */
export interface DenseTasks {
  readonly forward: number;
  readonly backward: number;
  readonly gradient: number;
  readonly panels: number;
  /** Bytes of the layer's segment in the arena, by panel; biases follow all weights. */
  readonly start: number;
  readonly panelFloats: number;
  readonly biasStart: number;
  readonly hasInputGradient: boolean;
}

export interface MemoryPlan {
  readonly geometry: Geometry;
  readonly layout: ArenaLayout;
  readonly rows: number;
  readonly indices: number;
  readonly shifts: number;
  readonly rowLoss: number;
  readonly rowCorrect: number;
  readonly control: number;
  readonly parameters: number;
  readonly gradients: number;
  readonly first: number;
  readonly second: number;
  readonly train: SplitPlace;
  readonly test: SplitPlace;
  readonly loss: number;
  readonly optimizer: number;
  readonly dense: readonly DenseTasks[];
  readonly threads: readonly ThreadTasks[];
  readonly records: readonly RecordToWrite[];
  readonly words: MemoryPlanner['words'];
  readonly bytes: number;
}

/** Row steps are an odd number of cache lines: see src/assembly/matrix-product.ts. */
const rowStep = (features: number): number =>
  CACHE_LINE * (Math.ceil((4 * features) / CACHE_LINE) | 1);

/** Plans the memory of a run by `threads` threads. Throws UnsupportedNetworkError. */
export function planMemory(run: BackendPlan, threads: number): MemoryPlan {
  const geometry = readGeometry(run.network);
  const layout = layOut(geometry);
  const planner = new MemoryPlanner();
  const rows = roundUp(Math.max(run.maxBatchSize, EVALUATION_ROWS), CHUNK_ROWS);
  const batch = {
    indices: planner.take(4 * rows),
    shifts: planner.take(2 * rows),
    rowLoss: planner.take(8 * rows),
    rowCorrect: planner.take(rows),
  };
  const control = planner.take(4 * CONTROL_WORDS);
  const arenas = {
    parameters: planner.take(4 * layout.floats),
    gradients: planner.take(4 * layout.floats),
    first: planner.take(4 * layout.floats),
    second: planner.take(4 * layout.floats),
  };
  const activations = geometry.dense.map((_, index) => {
    const step = rowStep(storedFeatures(geometry, index));
    return { step, x: planner.takeImages(rows * step), dx: planner.takeImages(rows * step) };
  });
  const classes = roundUp(geometry.classes, 8);
  const logitsStep = rowStep(classes);
  const logits = {
    step: logitsStep,
    x: planner.takeImages(rows * logitsStep),
    dx: planner.takeImages(rows * logitsStep),
  };
  const loss = planner.record('Loss', {
    logits: logits.x,
    logitsRowStep: logits.step,
    classes: geometry.classes,
    labels: 0,
    indices: batch.indices,
    dLogits: logits.dx,
    rowLoss: batch.rowLoss,
    rowCorrect: batch.rowCorrect,
    targetOn: 1 - run.labelSmoothing + run.labelSmoothing / geometry.classes,
    targetOff: run.labelSmoothing / geometry.classes,
  });
  const places = { ...arenas, rows };
  const dense = geometry.dense.map((layer, index) =>
    planDense(planner, layout, geometry, index, places, activations[index], {
      ...(activations[index + 1] ?? logits),
      relu: layer.relu,
    }),
  );
  const shared = { ...arenas, rows, first: activations[0], indices: batch.indices };
  return {
    ...{ geometry, layout, rows, ...batch, control, ...arenas, loss, dense },
    optimizer: planner.record('Optimizer', {
      ...{ kind: 0, ...arenas, learningRate: 0, weightDecay: 0, momentum: 0 },
      ...{ beta1: 0, beta2: 0, epsilon: 0, stepSize: 0, secondScale: 0 },
    }),
    threads: planConvolutions(planner, geometry, layout, shared, threads, run.pixelDivisor),
    train: planSplit(planner, run.train),
    test: planSplit(planner, run.test),
    records: planner.records,
    words: planner.words,
    bytes: planner.end + SLACK,
  };
}

function planSplit(planner: MemoryPlanner, images: BackendPlan['train']): SplitPlace {
  const pixels = planner.take(images.pixels.length);
  return { pixels, labels: planner.take(images.count), count: images.count };
}

interface Rows {
  readonly step: number;
  readonly x: number;
  readonly dx: number;
}

function planDense(
  planner: MemoryPlanner,
  layout: ArenaLayout,
  geometry: Geometry,
  index: number,
  places: { parameters: number; gradients: number; rows: number },
  input: Rows,
  output: Rows & { relu: boolean },
): DenseTasks {
  const segment = layout.dense[index];
  const depth = storedFeatures(geometry, index);
  const outFeatures = roundUp(geometry.dense[index].outFeatures, 8);
  const start = 4 * segment.start;
  const biasStart = start + 4 * segment.weights;
  const hasInputGradient = index > 0 || geometry.convolutions.length > 0;
  const inputRelu = index > 0 ? geometry.dense[index - 1].relu : geometry.convolutions.at(-1)?.relu;
  const transposed = hasInputGradient ? planner.take(4 * segment.weights) : 0;
  const forward = planner.record('Product', {
    a: input.x,
    aRowStep: input.step,
    depth,
    panels: places.parameters + start,
    panelCount: outFeatures / 8,
    bias: places.parameters + biasStart,
    c: output.x,
    cRowStep: output.step,
    relu: Number(output.relu),
    mask: 0,
  });
  const backward = planner.record('Product', {
    a: output.dx,
    aRowStep: output.step,
    depth: outFeatures,
    panels: transposed,
    panelCount: depth / 8,
    bias: 0,
    c: input.dx,
    cRowStep: input.step,
    relu: 0,
    mask: inputRelu ? input.x : 0,
  });
  const gradient = planner.record('DenseGradient', {
    x: input.x,
    xRowStep: input.step,
    inFeatures: depth,
    dy: output.dx,
    dyRowStep: output.step,
    outFeatures,
    dyPanels: planner.take(4 * places.rows * outFeatures),
    dyPanelRows: places.rows,
    gradient: places.gradients + start,
    biasGradient: places.gradients + biasStart,
    weight: places.parameters + start,
    transposed,
  });
  const panels = outFeatures / 8;
  const panelFloats = 8 * depth;
  return { forward, backward, gradient, panels, start, panelFloats, biasStart, hasInputGradient };
}
