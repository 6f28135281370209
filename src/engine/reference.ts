/**
 * The readable engine as a backend: the operations that chapters show, run in float32 on the images of a data set.
 * It defines what is right; the other backends must agree with it and are only faster.
 */
import { answersOf, joinAnswers, type Answers } from './answers.ts';
import type {
  Backend,
  BackendPlan,
  Batch,
  CreateBackend,
  Evaluation,
  LabelledImages,
} from './backend.ts';
import { checkBatch, checkPlan, checkRange } from './backend-checks.ts';
import { crossEntropyPerExample, oneHot, softmaxCrossEntropy } from './index.ts';
import { indexOfLargest } from './largest.ts';
import { logitRange, unite } from './logit-range.ts';
import { Network } from './network.ts';
import { observe } from './observe.ts';
import { createOptimizer } from './optimizers.ts';
import type { Tensor } from './tensor.ts';
import { copyState, startOf } from './training-state.ts';

/** Images that go through the network at once in an evaluation: few enough to stay in the processor's cache. */
const evaluationSlice = 100;

export const createReferenceBackend: CreateBackend = async (plan) => {
  const network = new Network(plan.network);
  checkPlan(plan, network);
  const start = startOf(plan, network);
  const { parameters } = start;
  const optimizer = createOptimizer(plan.optimizer, start);

  const lossAndGradients = (batch: Batch) => {
    checkBatch(batch, plan);
    const x = gatherPixels(plan.train, batch.indices, plan, batch.shifts);
    const labels = gatherLabels(plan.train.labels, batch.indices);
    const target = oneHot(labels, network.classes, plan.labelSmoothing, x.data);
    const mode = { training: true, seed: batch.seed ?? 0 };
    const activations = network.forward(x, parameters, mode);
    const logits = network.logits(activations);
    const loss = mean(crossEntropyPerExample({ logits, target }).data);
    const dLogits = softmaxCrossEntropy.backward(undefined, { logits, target }).logits;
    const gradients = network.backward(dLogits, activations, parameters, false, mode).parameters;
    const state = network.nextState(activations, parameters, mode);
    return { loss, correct: countCorrect(logits, labels), gradients, state };
  };

  const logitsOf = (images: LabelledImages, indices: Uint32Array): Tensor =>
    network.logits(network.forward(gatherPixels(images, indices, plan), parameters));

  const evaluateSlice = (images: LabelledImages, from: number, to: number) => {
    const indices = rowsFrom(from, to);
    const logits = logitsOf(images, indices);
    const labels = gatherLabels(images.labels, indices);
    const target = oneHot(labels, network.classes, 0, logits.data);
    const losses = crossEntropyPerExample({ logits, target }).data;
    return {
      loss: mean(losses) * losses.length,
      correct: countCorrect(logits, labels),
      logits: logitRange(logits.data, labels.length, network.classes),
    };
  };

  const backend: Backend = {
    name: 'readable engine',

    async trainBatch(batch, learningRate) {
      const { loss, correct, gradients, state } = lossAndGradients(batch);
      optimizer.update(parameters, gradients, learningRate);
      Object.assign(parameters, state);
      return { loss, correct };
    },

    async gradients(batch) {
      const { loss, gradients } = lossAndGradients(batch);
      return { loss, gradients };
    },

    async evaluate(split, from = 0, to = plan[split].count): Promise<Evaluation> {
      const images = plan[split];
      checkRange(split, from, to, images.count);
      let loss = 0;
      let correct = 0;
      let logits = logitRange([], 0, network.classes);
      for (let start = from; start < to; start += evaluationSlice) {
        const slice = evaluateSlice(images, start, Math.min(start + evaluationSlice, to));
        loss += slice.loss;
        correct += slice.correct;
        logits = unite(logits, slice.logits);
      }
      const count = to - from;
      return { loss: loss / count, accuracy: correct / count, count, logits };
    },

    async answers(split, from = 0, to = plan[split].count) {
      checkRange(split, from, to, plan[split].count);
      const parts: Answers[] = [];
      for (let start = from; start < to; start += evaluationSlice) {
        const indices = rowsFrom(start, Math.min(start + evaluationSlice, to));
        parts.push(answersOf(logitsOf(plan[split], indices)));
      }
      return joinAnswers(parts);
    },

    async state() {
      return copyState({ update: optimizer.updates, parameters, memory: optimizer.memory });
    },

    async observe(names, pixels) {
      return observe(network, parameters, plan, names, pixels);
    },

    dispose() {},
  };
  return backend;
};

/** Makes x [N, C, H, W] from bytes: byte / pixelDivisor, each image moved by its shift, 0 where nothing is. */
function gatherPixels(
  images: LabelledImages,
  indices: Uint32Array,
  { network, pixelDivisor }: BackendPlan,
  shifts?: Int8Array,
): Tensor {
  const [C, H, W] = network.inputShape;
  const data = new Float32Array(indices.length * C * H * W);
  for (let n = 0; n < indices.length; n++) {
    const down = shifts ? shifts[2 * n] : 0;
    const right = shifts ? shifts[2 * n + 1] : 0;
    for (let c = 0; c < C; c++)
      for (let h = Math.max(down, 0); h < Math.min(H + down, H); h++) {
        const from = ((indices[n] * C + c) * H + h - down) * W - right;
        const row = ((n * C + c) * H + h) * W;
        for (let w = Math.max(right, 0); w < Math.min(W + right, W); w++)
          data[row + w] = images.pixels[from + w] / pixelDivisor;
      }
  }
  return { shape: [indices.length, C, H, W], data };
}

const rowsFrom = (from: number, to: number): Uint32Array =>
  Uint32Array.from({ length: to - from }, (_, row) => from + row);

function gatherLabels(labels: Uint8Array, indices: Uint32Array): Uint8Array {
  return Uint8Array.from(indices, (index) => labels[index]);
}

/** Counts the rows whose largest logit, the first of equals, is their label's. */
function countCorrect(logits: Tensor, labels: Uint8Array): number {
  const [N, K] = logits.shape;
  let correct = 0;
  for (let n = 0; n < N; n++)
    if (indexOfLargest(logits.data.subarray(n * K, (n + 1) * K)) === labels[n]) correct++;
  return correct;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
}
