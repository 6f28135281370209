import { expect, test } from 'vitest';
import type { NetworkSpec } from './architecture.ts';
import { softmaxCrossEntropy } from './index.ts';
import { initialParameters, Network } from './network.ts';
import { mulberry32, uniform } from './random.ts';
import { lossOf, type Setting } from './setting.ts';
import { tensor, unravel, type Tensor } from './tensor.ts';
import { relativeError, wiggle } from './wiggle.ts';

const spec: NetworkSpec = {
  inputShape: [1, 6, 6],
  layers: [
    { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'relu', name: 'relu' },
    { kind: 'maxPool2d', name: 'pool', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'dense', outFeatures: 3 },
  ],
};

function setting(pixel: (k: number) => number): Setting {
  const x = tensor(
    [1, 1, 6, 6],
    Array.from({ length: 36 }, (_, k) => pixel(k)),
  );
  const network = new Network(spec);
  return { network, parameters: initialParameters(spec, 7), x, target: tensor([1], [2]) };
}

/** Every gradient of the setting by the names that `wiggle` uses. */
function gradientsOf({ network, parameters, x, target }: Setting): Record<string, Tensor> {
  const activations = network.forward(x, parameters);
  const logits = network.logits(activations);
  const { logits: dLogits } = softmaxCrossEntropy.backward(undefined, { logits, target });
  const found = network.backward(dLogits, activations, parameters, true);
  return { ...found.parameters, ...found.activations };
}

/** Central differences of a loss near 1 with h = 1e-5 are good to about 1e-11; gradients here go down to 1e-3. */
const tolerance = 1e-7;

test('wiggle(setting, cell, gradient, 1e-5) agrees with backpropagation in every cell of every tensor', () => {
  const random = mulberry32(5);
  const one = setting(() => uniform(random));
  for (const [name, gradient] of Object.entries(gradientsOf(one)))
    for (let flat = 0; flat < gradient.data.length; flat++) {
      const cell = { tensor: name, index: unravel(gradient.shape, flat) };
      const { quotient, kinks } = wiggle(one, cell, gradient.data[flat], 1e-5);
      expect(kinks).toEqual([]);
      expect(Math.abs(quotient - gradient.data[flat])).toBeLessThan(tolerance);
    }
});

test('wiggle is worse for a very large h (truncation) and for a very small one (round-off)', () => {
  const random = mulberry32(5);
  const one = setting(() => uniform(random));
  const gradient = gradientsOf(one)['dense.weight'].data[0];
  const error = (h: number): number =>
    wiggle(one, { tensor: 'dense.weight', index: [0, 0] }, gradient, h).relativeError;
  expect(error(1e-5)).toBeLessThan(error(1e-1) / 100);
  expect(error(1e-5)).toBeLessThan(error(1e-12) / 100);
});

test('wiggle names the layers whose kink lies between w − h and w + h', () => {
  // All pixels 0: every cell of a channel equals its bias, here 0, which is ReLU's kink.
  const blank = setting(() => 0);
  expect(wiggle(blank, { tensor: 'conv.bias', index: [0] }, 0, 1e-5).kinks).toEqual(['relu']);
  // All rows are the same: a pooling window has its largest number twice, and one pixel decides which of them wins.
  const rows = setting((k) => [0, 0.2, 0.1, 0.9, 0.4, 0.7][k % 6]);
  const { kinks } = wiggle(rows, { tensor: 'x', index: [0, 0, 1, 3] }, 0, 1e-5);
  expect(kinks).toEqual(['pool']);
});

test('wiggle mutates nothing', () => {
  const one = setting((k) => k / 36);
  const before = structuredClone([one.x, one.parameters]);
  const loss = lossOf(one);
  wiggle(one, { tensor: 'conv.weight', index: [0, 0, 1, 1] }, 0, 0.1);
  wiggle(one, { tensor: 'pool', index: [0, 1, 1, 1] }, 0, 0.1);
  expect(structuredClone([one.x, one.parameters])).toEqual(before);
  expect(lossOf(one)).toBe(loss);
});

test('wiggle refuses a tensor that the network does not have', () => {
  expect(() =>
    wiggle(
      setting(() => 0),
      { tensor: 'conv9', index: [0] },
      0,
      1,
    ),
  ).toThrowErrorMatchingInlineSnapshot(`[ShapeError: partAfter: the network has no tensor conv9]`);
});

test('relativeError(a, b) is 0 for two zeros and 1 where only one is 0', () => {
  expect(relativeError(0, 0)).toBe(0);
  expect(relativeError(0, -3)).toBe(1);
});
