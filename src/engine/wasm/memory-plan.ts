/**
 * Where everything lies in the kernels' memory, decided once: a run allocates nothing per batch. The plan is plain data,
 * so that the threads of a run share it; `records` are the kernels' tasks, to be written when the memory exists.
 */
import type { BackendPlan, LabelledImages } from '../backend.ts';
import { readGeometry, roundUp } from './geometry.ts';
import { layOut } from './layouts.ts';
import { planConvolutions } from './plan-convolutions.ts';
import { CACHE_LINE, CHUNK_ROWS, CONTROL_WORDS, MemoryPlanner, SLACK } from './planner.ts';
import type { Rows, SharedPlaces } from './planner.ts';

/** Rows that evaluation takes at a time at least. */
const EVALUATION_ROWS = 128;

export type MemoryPlan = Readonly<ReturnType<typeof planMemory>>;

/** Plans the memory of a run by `threads` threads. Throws UnsupportedNetworkError. */
export function planMemory(run: BackendPlan, threads: number) {
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
  const shared = { geometry, layout, rows, ...batch, ...arenas };
  const inputs = geometry.dense.map((layer) => planRows(planner, rows, layer.storedFeatures));
  const logits = planRows(planner, rows, roundUp(geometry.classes, 8));
  return {
    ...shared,
    control,
    logits,
    loss: planner.record('Loss', {
      logits: logits.x,
      logitsRowStep: logits.step,
      classes: geometry.classes,
      indices: batch.indices,
      dLogits: logits.dx,
      rowLoss: batch.rowLoss,
      rowCorrect: batch.rowCorrect,
    }),
    dense: inputs.map((input, index) =>
      planDense(planner, shared, index, input, inputs[index + 1] ?? logits),
    ),
    optimizer: planner.record('Optimizer', arenas),
    threads: planConvolutions(planner, shared, inputs[0], threads, run.pixelDivisor),
    train: planSplit(planner, run.train),
    test: planSplit(planner, run.test),
    records: planner.records,
    words: planner.words,
    bytes: planner.end + SLACK,
  };
}

function planSplit(planner: MemoryPlanner, { pixels, count }: LabelledImages) {
  return { pixels: planner.take(pixels.length), labels: planner.take(count), count };
}

/** Row steps are an odd number of cache lines: see src/assembly/matrix-product.ts. */
function planRows(planner: MemoryPlanner, rows: number, features: number): Rows {
  const step = CACHE_LINE * (Math.ceil((4 * features) / CACHE_LINE) | 1);
  return { step, x: planner.takeImages(rows * step), dx: planner.takeImages(rows * step) };
}

function planDense(
  planner: MemoryPlanner,
  { geometry, layout, rows, ...arenas }: SharedPlaces,
  index: number,
  input: Rows,
  output: Rows,
) {
  const { start, weights } = layout.dense[index];
  const layer = geometry.dense[index];
  const inFeatures = layer.storedFeatures;
  const outFeatures = roundUp(layer.outFeatures, 8);
  const panels = outFeatures / 8;
  const weight = arenas.parameters + 4 * start;
  const gradient = arenas.gradients + 4 * start;
  const before = geometry.dense[index - 1] ?? geometry.convolutions.at(-1);
  const transposed = before ? planner.take(4 * weights) : 0;
  return {
    forward: planner.record('Product', {
      a: input.x,
      aRowStep: input.step,
      depth: inFeatures,
      panels: weight,
      panelCount: panels,
      bias: weight + 4 * weights,
      c: output.x,
      cRowStep: output.step,
      relu: Number(layer.relu),
    }),
    backward: planner.record('Product', {
      a: output.dx,
      aRowStep: output.step,
      depth: outFeatures,
      panels: transposed,
      panelCount: inFeatures / 8,
      c: input.dx,
      cRowStep: input.step,
      mask: before?.relu ? input.x : 0,
    }),
    gradient: planner.record('DenseGradient', {
      x: input.x,
      xRowStep: input.step,
      inFeatures,
      dy: output.dx,
      dyRowStep: output.step,
      outFeatures,
      dyPanels: planner.take(4 * rows * outFeatures),
      dyPanelRows: rows,
      gradient,
      biasGradient: gradient + 4 * weights,
      weight,
      transposed,
    }),
    hasInputGradient: before !== undefined,
    /** Bytes of the layer's segment in the arena, by panel; biases follow all weights. */
    start: 4 * start,
    panels,
    panelFloats: 8 * inFeatures,
    biasStart: 4 * (start + weights),
  };
}
