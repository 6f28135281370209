/** What the reader of this page begins with. */
import type { BatchOptions } from '#experiments/batch.ts';
import type { Experiment } from '#experiments/experiment.ts';
import type { RunPlan } from '#experiments/learning-run.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
import type { Trace } from '#steps/step.ts';
import { network, smallNetwork, startingParameters } from './network.ts';
import { pictures, type PictureName } from './pictures.ts';
import { drawStrokes } from './strokes.ts';

/** With it no ReLU channel is all open or all closed, and no gradient of the first kernels is near 0. */
export const usualSeed = 3990;

export const startExperiment = (name: PictureName, seed = usualSeed): Experiment => ({
  ...pictures[name],
  parameters: startingParameters(smallNetwork, seed),
});

/** A stroke that the network gets wrong at first. */
export const usualPicture: PictureName = 'slanting';

/** Where the questions begin: a corner of the first kernel. */
export const usualCell: NetworkCell = { tensor: 'conv1.weight', index: [0, 0, 0, 0] };

/**
 * Where the figure opens: the forward pass is made, its answer is known, and of the weights whose gradient comes first
 * this one has the largest. What it opens on is the point of the page and no row of zeros.
 */
export function openingStep(trace: Trace): number {
  const stage = trace.stages.find(({ id }) => id === 'dense.backward.dWeight')!;
  const sizes = Array.from(trace.valuesAt(stage.writes)!.data, Math.abs);
  return stage.start + Math.max(0, sizes.indexOf(Math.max(...sizes)));
}

/** Strokes of all classes in turn. */
export const usualBatch: BatchOptions = {
  network,
  others: drawStrokes(7, 40),
  usualCell: { tensor: 'conv1.weight', index: [0, 0, 1, 1] },
};

export const runPlan: RunPlan = {
  updates: 200,
  batchSize: 8,
  learningRate: 0.2,
  train: drawStrokes(96, 1000),
  test: drawStrokes(60, 2000),
};
