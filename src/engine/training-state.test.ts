import { describe, expect, test } from 'vitest';
import type { BackendPlan, LabelledImages, TrainingState } from './backend.ts';
import { initialParameters } from './network.ts';
import { createReferenceBackend } from './reference.ts';
import { tensor } from './tensor.ts';

const images: LabelledImages = {
  count: 4,
  pixels: Uint8Array.from({ length: 4 * 12 }, (_, at) => (37 * at) % 256),
  labels: Uint8Array.of(0, 1, 2, 1),
};
const network: BackendPlan['network'] = {
  inputShape: [1, 4, 3],
  layers: [
    { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 2] },
    { kind: 'flatten', name: 'flat' },
    { kind: 'dense', name: 'logits', outFeatures: 3 },
  ],
};
const plan: BackendPlan = {
  ...{ network, optimizer: { kind: 'adam' }, parameters: initialParameters(network, 2, true) },
  ...{ pixelDivisor: 255, labelSmoothing: 0, maxBatchSize: 4, train: images, test: images },
};
const batch = { indices: Uint32Array.of(0, 1, 2, 3) };

describe('Backend.state()', () => {
  test('at the start is the plan’s parameters, and zeros that are remembered', async () => {
    const { update, parameters, memory } = await (await createReferenceBackend(plan)).state();
    expect(update).toBe(0);
    expect(parameters).toEqual(plan.parameters);
    for (const [name, { shape, data }] of Object.entries(plan.parameters)) {
      const nothing = { shape, data: new Float32Array(data.length) };
      const step = { shape: [], data: Float32Array.of(0) };
      expect(memory[name]).toEqual({ step, firstMoment: nothing, secondMoment: nothing });
    }
  });

  test('belongs to whoever asked for it: no side’s changes reach the other', async () => {
    const backend = await createReferenceBackend(plan);
    await backend.trainBatch(batch, 0.1);
    const state = await backend.state();
    const kept = structuredClone(state);
    const other = await createReferenceBackend({ ...plan, ...state });
    await other.trainBatch(batch, 0.1);
    expect(state).toEqual(kept);
    state.memory['conv.weight']['firstMoment'].data.fill(7);
    state.parameters['conv.weight'].data.fill(7);
    expect(await backend.state()).toEqual(kept);
    expect((await other.state()).update).toBe(2);
  });
});

/** The same memory, in which one parameter has had so many updates. */
const stepped = (memory: TrainingState['memory'], step: number): TrainingState['memory'] => ({
  ...memory,
  'conv.weight': { ...memory['conv.weight'], step: tensor([], Float32Array.of(step)) },
});

test('a state that is not of this network and this optimizer is refused', async () => {
  const { parameters } = plan;
  const at3 = { update: 3, optimizer: { kind: 'sgd', momentum: 0.9 } } as const;
  const adam = await (await createReferenceBackend(plan)).state();
  const { 'conv.bias': _, ...withoutBias } = parameters;
  const wrong: readonly Partial<BackendPlan>[] = [
    { parameters: withoutBias },
    { parameters: { ...parameters, 'conv2.bias': tensor([1], [0]) } },
    { parameters: { ...parameters, 'conv.bias': { shape: [2], data: new Float32Array(3) } } },
    { update: 1.5 },
    { update: -1 },
    at3,
    { ...at3, memory: adam.memory },
    { ...at3, memory: { conv: {} } },
    { ...at3, memory: { 'conv.weight': { velocity: tensor([1], [0]) } } },
    { optimizer: { kind: 'sgd' }, memory: adam.memory },
    { memory: stepped(adam.memory, 1) },
    { update: 1, memory: stepped(adam.memory, 0.5) },
    { memory: stepped(adam.memory, Number.NaN) },
  ];
  const messages = wrong.map((part) => createReferenceBackend({ ...plan, ...part }).catch(String));
  expect(await Promise.all(messages)).toMatchInlineSnapshot(`
    [
      "ShapeError: backend: conv.bias is missing; its layer [2]",
      "ShapeError: backend: the network has no parameter conv2.bias",
      "ShapeError: backend: conv.bias has 3 numbers; conv.bias [2]",
      "ShapeError: backend: update must be a whole number from 0, not 1.5",
      "ShapeError: backend: update must be a whole number from 0, not -1",
      "ShapeError: backend: velocity of conv.weight is missing; its layer [2, 1, 3, 2]",
      "ShapeError: backend: the optimizer remembers no step of conv.weight",
      "ShapeError: backend: the network has no parameter conv",
      "ShapeError: backend: velocity of conv.weight must have the shape of its layer; velocity of conv.weight [1], its layer [2, 1, 3, 2]",
      "ShapeError: backend: the optimizer remembers no step of conv.weight",
      "ShapeError: backend: step of conv.weight must be a whole number from 0 to 0, the updates made, not 1",
      "ShapeError: backend: step of conv.weight must be a whole number from 0 to 1, the updates made, not 0.5",
      "ShapeError: backend: step of conv.weight must be a whole number from 0 to 0, the updates made, not NaN",
    ]
  `);
});
