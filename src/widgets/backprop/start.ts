/** What the reader of this page begins with. */
import type { BatchOptions } from '#experiments/batch.ts';
import type { Experiment } from '#experiments/experiment.ts';
import type { RunPlan } from '#experiments/learning-run.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
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
