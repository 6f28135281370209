/**
 * The readable engine as a backend: the operations that chapters show, run in float32 on the images of a data set.
 * It defines what is right; the other backends must agree with it and are only faster.
 */
import type {
  Backend,
  BackendPlan,
  Batch,
  CreateBackend,
  Evaluation,
  LabelledImages,
  Parameters,
} from './backend.ts';
import { crossEntropyPerExample, oneHot, softmax, softmaxCrossEntropy } from './index.ts';
import { Network } from './network.ts';
import { createOptimizer } from './optimizers.ts';
import { checkSameShape, shapeError } from './shape.ts';
import type { Tensor } from './tensor.ts';
import { sizeOf } from './tensor.ts';

/** Images that go through the network at once in an evaluation: few enough to stay in the processor's cache. */
const evaluationSlice = 100;

export const createReferenceBackend: CreateBackend = async (plan) => {
  const network = new Network(plan.network);
  checkImages(plan.train, 'train', network);
  checkImages(plan.test, 'test', network);
  const parameters = copyParameters(plan.parameters);
  for (const [name, shape] of Object.entries(network.parameterShapes))
    checkSameShape('backend', name, parameters[name]?.shape ?? [], 'its layer', shape);
  const optimizer = createOptimizer(plan.optimizer);

  const lossAndGradients = (batch: Batch) => {
    const x = gather(plan, batch);
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

  const evaluateSlice = (images: LabelledImages, from: number, to: number) => {
    const indices = Uint32Array.from({ length: to - from }, (_, row) => from + row);
    const x = gatherPixels(images, indices, plan);
    const labels = gatherLabels(images.labels, indices);
    const target = oneHot(labels, network.classes, 0, x.data);
    const logits = network.logits(network.forward(x, parameters));
    const losses = crossEntropyPerExample({ logits, target }).data;
    return { loss: mean(losses) * losses.length, correct: countCorrect(logits, labels) };
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
      for (let start = from; start < to; start += evaluationSlice) {
        const slice = evaluateSlice(images, start, Math.min(start + evaluationSlice, to));
        loss += slice.loss;
        correct += slice.correct;
      }
      const count = to - from;
      return { loss: loss / count, accuracy: correct / count, count };
    },

    async parameters() {
      return copyParameters(parameters);
    },

    async activations(pixels) {
      const { inputShape } = plan.network;
      checkSameShape('backend', 'pixels', [pixels.length], 'one image', [sizeOf(inputShape)]);
      const image = { count: 1, pixels, labels: new Uint8Array(1) };
      const x = gatherPixels(image, Uint32Array.of(0), plan);
      const { x: _, ...outputs } = network.forward(x, parameters);
      const probabilities = softmax.forward({ x: network.logits(outputs) });
      return { ...outputs, probabilities };
    },

    dispose() {},
  };
  return backend;
};

function gather(plan: BackendPlan, { indices, shifts }: Batch): Tensor {
  if (indices.length === 0 || indices.length > plan.maxBatchSize)
    throw shapeError('backend', `a batch must have 1 to ${plan.maxBatchSize} rows`, {
      indices: [indices.length],
    });
  if (shifts)
    checkSameShape('backend', 'shifts', [shifts.length], 'two a row', [2 * indices.length]);
  return gatherPixels(plan.train, indices, plan, shifts);
}

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
    if (indices[n] >= images.count)
      throw shapeError('backend', `row ${indices[n]} is not below ${images.count} images`, {});
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

function gatherLabels(labels: Uint8Array, indices: Uint32Array): Uint8Array {
  return Uint8Array.from(indices, (index) => labels[index]);
}

/** Counts the rows whose largest logit, the first of equals, is their label's. */
function countCorrect(logits: Tensor, labels: Uint8Array): number {
  const [N, K] = logits.shape;
  let correct = 0;
  for (let n = 0; n < N; n++) {
    let best = 0;
    for (let k = 1; k < K; k++) if (logits.data[n * K + k] > logits.data[n * K + best]) best = k;
    if (best === labels[n]) correct++;
  }
  return correct;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
}

function copyParameters(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float32Array.from(data) },
    ]),
  );
}

function checkImages(images: LabelledImages, split: string, network: Network): void {
  const { count, pixels, labels } = images;
  const [C, H, W] = network.spec.inputShape;
  checkSameShape('backend', `${split} pixels`, [pixels.length], 'its images', [count * C * H * W]);
  checkSameShape('backend', `${split} labels`, [labels.length], 'its images', [count]);
  const wrong = labels.findIndex((label) => label >= network.classes);
  if (wrong >= 0)
    throw shapeError(
      'backend',
      `${split} image ${wrong} has label ${labels[wrong]} but the network has ${network.classes} classes`,
      {},
    );
}

function checkRange(split: string, from: number, to: number, count: number): void {
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= count))
    throw shapeError('backend', `${split} has no rows ${from} to ${to} of ${count}`, {});
}
