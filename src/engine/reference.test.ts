import { describe, expect, test } from 'vitest';
import {
  articleNetwork,
  drawParameters,
  goldenParameters,
} from '#tests/conformance/article-network.ts';
import { goldenImages } from '#tests/conformance/golden-images.ts';
import type { Golden } from '#tests/goldens/goldens.ts';
import { missingShared, readShared } from '#tests/goldens/goldens.ts';
import type { NetworkSpec } from './architecture.ts';
import type { BackendPlan, LabelledImages, Parameters } from './backend.ts';
import { oneHot, softmax, softmaxCrossEntropy } from './index.ts';
import { Network, initialParameters } from './network.ts';
import { mulberry32 } from './random.ts';
import { createReferenceBackend } from './reference.ts';
import type { Tensor } from './tensor.ts';
import { tensor } from './tensor.ts';

/** Against float64: every stored number is rounded at 6e-8, and some hundred of them meet in a gradient. */
const float32Tolerance = 1e-5;

const spec: NetworkSpec = {
  inputShape: [1, 6, 5],
  layers: [
    { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 2] },
    { kind: 'relu', name: 'relu' },
    { kind: 'maxPool2d', name: 'pool', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flat' },
    { kind: 'dense', name: 'logits', outFeatures: 3 },
  ],
};

const pixelsOf = (random: () => number, count: number): LabelledImages => ({
  count,
  pixels: Uint8Array.from({ length: count * 30 }, () => random() >>> 24),
  labels: Uint8Array.from({ length: count }, () => random() % 3),
});

const random = mulberry32(8);
const plan: BackendPlan = {
  network: spec,
  optimizer: { kind: 'sgd' },
  parameters: initialParameters(spec, 2),
  pixelDivisor: 225,
  labelSmoothing: 0.1,
  maxBatchSize: 8,
  train: pixelsOf(random, 20),
  test: pixelsOf(random, 250),
};

/** What the backend should give, from the network in float64. */
function expected(images: LabelledImages, rows: readonly number[], smoothing: number) {
  const network = new Network(spec);
  const pixels = rows.flatMap((row) => [...images.pixels.subarray(30 * row, 30 * row + 30)]);
  const x = tensor(
    [rows.length, 1, 6, 5],
    pixels.map((pixel) => pixel / plan.pixelDivisor),
  );
  const activations = network.forward(x, plan.parameters);
  const logits = network.logits(activations);
  const labels = rows.map((row) => images.labels[row]);
  const inputs = { logits, target: oneHot(labels, 3, smoothing) };
  const dLogits = softmaxCrossEntropy.backward(undefined, inputs).logits;
  const correct = labels.filter((label, n) => {
    const row = [...logits.data.subarray(3 * n, 3 * n + 3)];
    return row.indexOf(Math.max(...row)) === label;
  }).length;
  return {
    loss: softmaxCrossEntropy.forward(inputs).data[0],
    gradients: network.backward(dLogits, activations, plan.parameters).parameters,
    correct,
    activations,
    probabilities: softmax.forward({ x: logits }),
  };
}

function expectNear(actual: Tensor, wanted: Tensor, name: string): void {
  expect([...actual.shape], name).toEqual([...wanted.shape]);
  actual.data.forEach((value, at) =>
    expect(Math.abs(value - wanted.data[at]), `${name}[${at}]`).toBeLessThanOrEqual(
      float32Tolerance,
    ),
  );
}

const rows = [3, 0, 19, 3];
const batch = { indices: Uint32Array.from(rows) };

describe('gradients', () => {
  test('are those of the network, with the plan’s divisor and smoothing', async () => {
    const backend = await createReferenceBackend(plan);
    const { loss, gradients } = await backend.gradients(batch);
    const wanted = expected(plan.train, rows, plan.labelSmoothing);
    expect(Math.abs(loss - wanted.loss)).toBeLessThanOrEqual(float32Tolerance);
    expect(Object.keys(gradients).toSorted()).toEqual(Object.keys(plan.parameters).toSorted());
    for (const name of Object.keys(gradients))
      expectNear(gradients[name], wanted.gradients[name], name);
  });

  test('change no parameter', async () => {
    const backend = await createReferenceBackend(plan);
    const before = (await backend.state()).parameters;
    await backend.gradients(batch);
    expect((await backend.state()).parameters).toEqual(before);
  });
});

describe('trainBatch', () => {
  test('moves every parameter against its gradient and counts the right answers', async () => {
    const backend = await createReferenceBackend(plan);
    const before = (await backend.state()).parameters;
    const { gradients } = await backend.gradients(batch);
    const { loss, correct } = await backend.trainBatch(batch, 0.5);
    const wanted = expected(plan.train, rows, plan.labelSmoothing);
    expect(Math.abs(loss - wanted.loss)).toBeLessThanOrEqual(float32Tolerance);
    expect(correct).toBe(wanted.correct);
    const after = (await backend.state()).parameters;
    for (const name of Object.keys(after))
      expectNear(
        after[name],
        tensor(
          before[name].shape,
          before[name].data.map((value, at) => value - 0.5 * gradients[name].data[at]),
        ),
        name,
      );
  });

  test('leaves the plan’s own parameters alone', async () => {
    const kept = structuredClone(plan.parameters);
    const backend = await createReferenceBackend(plan);
    await backend.trainBatch(batch, 0.5);
    expect(plan.parameters).toEqual(kept);
  });

  test('repeats itself to the bit', async () => {
    const run = async () => {
      const backend = await createReferenceBackend(plan);
      const losses: number[] = [];
      for (let update = 0; update < 5; update++)
        losses.push((await backend.trainBatch(batch, 0.1)).loss);
      return { losses, parameters: (await backend.state()).parameters };
    };
    expect(await run()).toEqual(await run());
  });
});

describe('shifts', () => {
  const shifted = async (down: number, right: number) => {
    const backend = await createReferenceBackend(plan);
    const shifts = Int8Array.of(down, right);
    return backend.gradients({ indices: Uint32Array.of(4), shifts });
  };

  test.each([
    [1, 0],
    [-2, 1],
    [0, -1],
    [6, 0],
    [0, 9],
  ])('down %i and right %i move the picture and fill with 0', async (down, right) => {
    const image = plan.train.pixels.subarray(120, 150);
    const moved = new Uint8Array(30);
    for (let h = 0; h < 6; h++)
      for (let w = 0; w < 5; w++) {
        const [fromH, fromW] = [h - down, w - right];
        const inside = fromH >= 0 && fromH < 6 && fromW >= 0 && fromW < 5;
        if (inside) moved[h * 5 + w] = image[fromH * 5 + fromW];
      }
    const labels = plan.train.labels.slice(4, 5);
    const train = { count: 1, pixels: moved, labels };
    const backend = await createReferenceBackend({ ...plan, train });
    const wanted = await backend.gradients({ indices: Uint32Array.of(0) });
    expect(await shifted(down, right)).toEqual(wanted);
  });
});

describe('evaluate', () => {
  const all = Array.from({ length: 250 }, (_, row) => row);

  test('takes a whole split, more rows than one slice, without smoothing', async () => {
    const backend = await createReferenceBackend(plan);
    const { loss, accuracy, count } = await backend.evaluate('test');
    const wanted = expected(plan.test, all, 0);
    expect(count).toBe(250);
    expect(Math.abs(loss - wanted.loss)).toBeLessThanOrEqual(float32Tolerance);
    expect(accuracy).toBe(wanted.correct / 250);
  });

  test('of parts adds up to the whole', async () => {
    const backend = await createReferenceBackend(plan);
    const whole = await backend.evaluate('test');
    const parts = [await backend.evaluate('test', 0, 130), await backend.evaluate('test', 130)];
    const right = parts.reduce((sum, { accuracy, count }) => sum + accuracy * count, 0);
    expect(Math.round(right)).toBe(Math.round(whole.accuracy * whole.count));
  });
});

test('observe gives what is asked for: outputs of layers, probabilities, parameters', async () => {
  const backend = await createReferenceBackend(plan);
  const { activations, probabilities } = expected(plan.train, [0], 0);
  const { x: _, ...layers } = activations;
  const wanted: Record<string, Tensor> = { ...layers, probabilities, ...plan.parameters };
  const names = Object.keys(wanted);
  const pixels = plan.train.pixels.subarray(0, 30);
  const found = await backend.observe(names, pixels);
  expect(Object.keys(found)).toEqual(names);
  for (const name of names) expectNear(found[name], wanted[name], name);
  found['conv.weight'].data.fill(0);
  expectNear(
    (await backend.observe(['conv.weight'], pixels))['conv.weight'],
    wanted['conv.weight'],
    '',
  );
});

describe('errors', () => {
  const wrongPlans: readonly Partial<BackendPlan>[] = [
    { train: { ...plan.train, count: 21 } },
    { test: { ...plan.test, labels: new Uint8Array(3) } },
    { train: { ...plan.train, labels: plan.train.labels.map(() => 7) } },
    { parameters: {} },
    { optimizer: { kind: 'rmsprop' } as never },
    { optimizer: { kind: 'sgd', nesterov: true } },
    { pixelDivisor: 0 },
    { labelSmoothing: 3 },
    { maxBatchSize: 0 },
    { parameters: { ...plan.parameters, 'conv.bias': tensor([1], [0]) } satisfies Parameters },
  ];
  const backendOf = () => createReferenceBackend(plan);
  const wrongCalls: readonly (() => Promise<unknown>)[] = [
    ...wrongPlans.map((part) => () => createReferenceBackend({ ...plan, ...part })),
    async () => (await backendOf()).trainBatch({ indices: new Uint32Array(0) }, 1),
    async () => (await backendOf()).trainBatch({ indices: new Uint32Array(9) }, 1),
    async () => (await backendOf()).trainBatch({ indices: Uint32Array.of(20) }, 1),
    async () => (await backendOf()).trainBatch({ ...batch, shifts: new Int8Array(3) }, 1),
    async () => (await backendOf()).trainBatch(batch, -0.1),
    async () => (await backendOf()).evaluate('test', 0, 251),
    async () => (await backendOf()).evaluate('test', 5, 5),
    async () => (await backendOf()).observe([], new Uint8Array(29)),
    async () => (await backendOf()).observe(['conv9'], new Uint8Array(30)),
  ];

  test('every message says what does not fit', async () => {
    const messages = await Promise.all(wrongCalls.map((run) => run().catch(String)));
    expect(messages).toMatchInlineSnapshot(`
      [
        "ShapeError: backend: train pixels must have the shape of its images; train pixels [600], its images [630]",
        "ShapeError: backend: test labels must have the shape of its images; test labels [3], its images [250]",
        "ShapeError: backend: train image 0 has label 7 but the network has 3 classes",
        "ShapeError: backend: conv.weight is missing; its layer [2, 1, 3, 2]",
        "ShapeError: optimizer: kind must be one of "sgd", "adam", "adamW", not "rmsprop"",
        "ShapeError: optimizer sgd: nesterov needs a momentum > 0",
        "ShapeError: backend: pixelDivisor must be a number > 0, not 0",
        "ShapeError: backend: labelSmoothing must be in [0, 1], not 3",
        "ShapeError: backend: maxBatchSize must be a whole number >= 1, not 0",
        "ShapeError: backend: conv.bias must have the shape of its layer; conv.bias [1], its layer [2]",
        "ShapeError: backend: a batch must have 1 to 8 rows; indices [0]",
        "ShapeError: backend: a batch must have 1 to 8 rows; indices [9]",
        "ShapeError: backend: row 20 is not below 20 images",
        "ShapeError: backend: shifts must have the shape of two a row; shifts [3], two a row [8]",
        "ShapeError: optimizer: learningRate must be a number >= 0, not -0.1",
        "ShapeError: backend: test has no rows 0 to 251 of 250",
        "ShapeError: backend: test has no rows 5 to 5 of 250",
        "ShapeError: backend: pixels must have the shape of one image; pixels [29], one image [30]",
        "ShapeError: backend: there is no conv9 to observe",
      ]
    `);
  });
});

/** Float32 against the float64 goldens: rounding grows over twenty updates. */
const curveTolerance = 1e-4;

const reason = missingShared('loss_curve', 'mnist_images');
const curves = reason ? [] : (readShared('loss_curve') as Golden[]);

describe.skipIf(reason)(`twenty updates in float32 ${reason ?? ''}`, () => {
  test.each(curves)('$name', async ({ attrs, outputs }) => {
    const images = goldenImages();
    const backend = await createReferenceBackend({
      network: articleNetwork(attrs['relu_after_conv'] as boolean),
      optimizer: { kind: 'sgd' },
      parameters: drawParameters(attrs['param_seed'] as number, goldenParameters),
      pixelDivisor: 255,
      labelSmoothing: 0,
      maxBatchSize: 16,
      train: images,
      test: images,
    });
    for (const [step, wanted] of outputs['loss'].data.entries()) {
      const indices = Uint32Array.from({ length: 16 }, (_, row) => 16 * step + row);
      const { loss } = await backend.trainBatch({ indices }, attrs['lr'] as number);
      expect(Math.abs(loss - wanted), `loss of step ${step}`).toBeLessThanOrEqual(curveTolerance);
    }
  });
});
