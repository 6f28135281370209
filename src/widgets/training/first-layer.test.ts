import { expect, test } from 'vitest';
import { tensor } from '#engine/tensor.ts';
import { recipes } from '#training/run/recipes.ts';
import { firstLayerPicture, firstLayerTensors } from './first-layer.ts';

const observation = { digit: 0, label: 3, height: 2, width: 2, pixels: new Uint8Array(4) };

test('the first convolution is asked for by its name', () => {
  expect(firstLayerTensors(recipes.modern.network)).toEqual([
    ...['conv1', 'conv1.weight', 'probabilities'],
  ]);
  expect(firstLayerTensors(recipes.pocket.network)).toEqual([
    ...['conv1', 'conv1.weight', 'probabilities'],
  ]);
  const [, , , , , , ...withoutConvolution] = recipes.modern.network.layers;
  expect(firstLayerTensors({ inputShape: [1, 2, 2], layers: withoutConvolution })).toEqual([]);
});

test('spans are a map’s own, the scale is the largest size in any, the guess is the most probable', () => {
  const tensors = {
    conv1: tensor([1, 2, 1, 2], [1, -3, 0.5, 2]),
    'conv1.weight': tensor([2, 1, 1, 1], [-0.5, 0.25]),
    probabilities: tensor([1, 3], [0.1, 0.7, 0.2]),
  };
  const picture = firstLayerPicture({ ...observation, tensors })!;
  expect(picture.mapSpans).toEqual([
    { least: -3, most: 1 },
    { least: 0.5, most: 2 },
  ]);
  expect(picture).toMatchObject({ mapScale: 3, kernelScale: 0.5, guess: 1, probability: 0.7 });
  expect(firstLayerPicture({ ...observation, tensors: {} })).toBeUndefined();
});
