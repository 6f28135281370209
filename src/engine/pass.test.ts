import { expect, test } from 'vitest';
import type { NetworkSpec } from './architecture.ts';
import { initialParameters, Network } from './network.ts';
import { forecast, runPass, squaredNorm, stack, type Pass } from './pass.ts';
import { mulberry32, uniform } from './random.ts';
import { tensor, type Tensor } from './tensor.ts';
import { wiggle } from './wiggle.ts';

const spec: NetworkSpec = {
  inputShape: [1, 4, 4],
  layers: [
    { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'tanh', name: 'tanh' },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'dense', outFeatures: 3 },
  ],
};
const network = new Network(spec);
const parameters = initialParameters(spec, 2);
const random = mulberry32(9);
const picture = (): Tensor =>
  tensor(
    [1, 4, 4],
    Array.from({ length: 16 }, () => uniform(random)),
  );
const pictures = [picture(), picture(), picture()];
const labels = [0, 2, 1];
const setting = { network, parameters, x: stack(pictures), target: tensor([3], labels) };

/** Sums of three numbers near 1, in another order: a few units in the last place. */
const sameSum = 1e-14;

test('the mean of the gradients of three examples is the gradient of their mean loss', () => {
  const each = pictures.map((one, n) =>
    runPass({ network, parameters, x: stack([one]), target: tensor([1], [labels[n]]) }),
  );
  const meanOf = (numberOf: (pass: Pass) => number): number =>
    each.reduce((sum, pass) => sum + numberOf(pass), 0) / each.length;
  const together = runPass(setting);
  for (const [name, { data }] of Object.entries(together.parameterGradients))
    data.forEach((g, k) => {
      const mean = meanOf(({ parameterGradients }) => parameterGradients[name].data[k]);
      expect(Math.abs(g - mean)).toBeLessThan(sameSum);
    });
  expect(Math.abs(together.loss - meanOf(({ loss }) => loss))).toBeLessThan(sameSum);
});

test('runPass(setting) gives the gradient of every activation, the input included', () => {
  const { activationGradients } = runPass(setting);
  expect(Object.keys(activationGradients).sort()).toEqual([
    'conv',
    'dense',
    'flatten',
    'tanh',
    'x',
  ]);
  const cell = { tensor: 'x', index: [1, 0, 2, 3] };
  const { relativeError } = wiggle(setting, cell, activationGradients['x'].data[27], 1e-5);
  expect(relativeError).toBeLessThan(1e-7); // central differences at this h reach 1e-9 and less
});

test('forecast(setting, gradients, learningRate) comes true to first order', () => {
  const { parameterGradients } = runPass(setting);
  const before = structuredClone(parameters);
  const { predicted, measured } = forecast(setting, parameterGradients, 1e-4);
  expect(predicted).toBeCloseTo(-1e-4 * squaredNorm(parameterGradients), 15);
  // What is left is of the second order: a ten-thousandth of the step, times the curvature, which is near 1 here.
  expect(Math.abs(measured / predicted - 1)).toBeLessThan(1e-3);
  expect(structuredClone(parameters)).toEqual(before);
});

test('stack(examples) refuses examples of two shapes', () => {
  expect(() =>
    stack([picture(), tensor([1, 2, 2], [1, 2, 3, 4])]),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: stack: a batch needs examples of one shape; examples [2]]`,
  );
});
