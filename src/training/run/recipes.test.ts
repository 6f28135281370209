import { describe, expect, it } from 'vitest';
import { Network } from '#engine/network.ts';
import { sizeOf } from '#engine/tensor.ts';
import { countUpdates, networkFor, recipeIds, recipes } from './recipes.ts';

const kinds = (id: 'article' | 'modern') => recipes[id].network.layers.map(({ kind }) => kind);

describe('recipes', () => {
  it('each stands under its own id and survives being sent to a worker', () => {
    for (const id of recipeIds) {
      expect(recipes[id].id).toBe(id);
      expect(structuredClone(recipes[id])).toEqual(recipes[id]);
      expect(JSON.parse(JSON.stringify(recipes[id]))).toEqual(recipes[id]);
    }
  });

  it('article has no ReLU after the convolutions, modern has', () => {
    const dense = ['flatten', 'dense', 'relu', 'dense', 'relu', 'dense'];
    expect(kinds('article')).toEqual(['conv2d', 'maxPool2d', 'conv2d', 'maxPool2d', ...dense]);
    const conv = ['conv2d', 'relu', 'maxPool2d'];
    expect(kinds('modern')).toEqual([...conv, ...conv, ...dense]);
  });

  it('article is the article: SGD 0.01, batches of 128, 15 epochs, bytes / 225', () => {
    expect(recipes.article).toMatchObject({
      optimizer: { kind: 'sgd' },
      learningRate: 0.01,
      schedule: { kind: 'constant' },
      batchSize: 128,
      length: { epochs: 15 },
      pixelDivisor: 225,
    });
  });

  it('plain differs from article in the kernels alone', () => {
    const { network, id, length, ...rest } = recipes.plain;
    expect(recipes.article).toMatchObject(rest);
    const drawn = network.layers.flatMap((layer) =>
      'initializer' in layer ? [[layer.kind, layer.initializer]] : [],
    );
    expect(drawn).toEqual([
      ['conv2d', 'randn'],
      ['conv2d', 'randn'],
      ['dense', 'articleXavier'],
      ['dense', 'articleXavier'],
      ['dense', 'articleXavier'],
    ]);
  });

  it('pocket trains 2,346 parameters: two convolutions and one dense layer', () => {
    const { network } = recipes.pocket;
    const conv = ['conv2d', 'relu', 'maxPool2d'];
    expect(network.layers.map(({ kind }) => kind)).toEqual([...conv, ...conv, 'flatten', 'dense']);
    const sizes = Object.values(new Network(network).parameterShapes).map(sizeOf);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(2346);
  });

  it('gives every layer a name of its own', () => {
    for (const id of recipeIds) {
      const names = recipes[id].network.layers.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('sprint sees at most 25,600 images', () => {
    const { length, batchSize } = recipes.sprint;
    expect(countUpdates(length, batchSize, 60_000).total * batchSize).toBeLessThanOrEqual(25_600);
  });
});

describe('networkFor(network, images)', () => {
  it('replaces the input size and the number of classes, nothing else', () => {
    const { network } = recipes.modern;
    const fitted = networkFor(network, { height: 32, width: 30, classes: 26 });
    expect(fitted.inputShape).toEqual([1, 32, 30]);
    expect(fitted.layers.at(-1)).toMatchObject({ kind: 'dense', outFeatures: 26 });
    expect(fitted.layers.slice(0, -1)).toEqual(network.layers.slice(0, -1));
    expect(networkFor(network, { height: 28, width: 28, classes: 10 })).toEqual(network);
  });
});

describe('countUpdates(length, batchSize, images)', () => {
  it('counts a last partial batch', () => {
    expect(countUpdates({ epochs: 2 }, 128, 60_000)).toEqual({ perEpoch: 469, total: 938 });
    expect(countUpdates({ epochs: 1 }, 128, 1)).toEqual({ perEpoch: 1, total: 1 });
  });

  it('takes a fixed number of updates as it is', () => {
    expect(countUpdates({ updates: 200 }, 128, 1000)).toEqual({ perEpoch: 8, total: 200 });
  });
});
