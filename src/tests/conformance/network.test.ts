import { describe, expect, test } from 'vitest';
import type { Parameters } from '#engine/backend.ts';
import { oneHot, softmax, softmaxCrossEntropy } from '#engine/index.ts';
import { Network } from '#engine/network.ts';
import { createOptimizer } from '#engine/optimizers.ts';
import { tensor } from '#engine/tensor.ts';
import type { Golden, GoldenTensor } from '#tests/goldens/goldens.ts';
import { missingShared, readShared, toTensor } from '#tests/goldens/goldens.ts';
import type { GoldenParameter } from './article-network.ts';
import {
  activationNames,
  articleNetwork,
  drawParameters,
  goldenParameters,
  parameterNames,
} from './article-network.ts';
import type { Checksum, GoldenChecksums } from './checksums.ts';
import { expectChecksum } from './checksums.ts';
import { firstDifference } from './tolerance.ts';
import { goldenImages } from './golden-images.ts';

/** Twenty updates in another order of summation, as the goldens' README allows. */
const lossCurveTolerance = 1e-9;

/** Loss, logits and probabilities in float64: sums of up to 400 terms in another order. */
const outputTolerance = { relative: 1e-11, absolute: 1e-12 };

interface NetworkGolden extends Golden {
  inputs: Golden['inputs'] & { params: GoldenTensor & GoldenChecksums };
  outputs: Golden['outputs'] & GoldenChecksums;
  grads: Golden['grads'] & GoldenChecksums;
}

const networkReason = missingShared('network');
const networkGoldens = networkReason ? [] : (readShared('network') as NetworkGolden[]);

describe.skipIf(networkReason)(`the article's network ${networkReason ?? ''}`, () => {
  test.each(networkGoldens)('$name', ({ inputs, attrs, outputs, grads }) => {
    const network = new Network(articleNetwork(attrs['relu_after_conv'] as boolean));
    const order = attrs['param_order'] as GoldenParameter[];
    expect(goldenParameters.map(({ name, shape }) => ({ name, shape }))).toEqual(
      order.map(({ name, shape }) => ({ name, shape })),
    );
    const parameters = drawParameters(attrs['param_seed'] as number, order);
    expectParameters(parameters, inputs.params);

    const { shape, data } = inputs['pixels'];
    const x = tensor(
      shape,
      Float64Array.from(data, (pixel) => pixel / 255),
    );
    const activations = network.forward(x, parameters);
    const logits = network.logits(activations);
    const target = oneHot(inputs['labels'].data, 10);
    const loss = softmaxCrossEntropy.forward({ logits, target });
    expect(firstDifference(loss, toTensor(outputs['loss']), outputTolerance)).toBeUndefined();
    const probabilities = softmax.forward({ x: logits });
    expect(
      firstDifference(probabilities, toTensor(outputs['prob']), outputTolerance),
    ).toBeUndefined();
    expect(
      firstDifference(logits, toTensor(outputs['logits_full']), outputTolerance),
    ).toBeUndefined();

    const dLogits = softmaxCrossEntropy.backward(undefined, { logits, target }).logits;
    const gradients = network.backward(dLogits, activations, parameters, true);
    const layers = ['x', ...network.layers.map(({ name }) => name)];
    for (const [theirs, ours] of Object.entries(activationNames)) {
      if (!layers.includes(ours)) continue;
      if (ours !== 'x') expectChecksum(theirs, activations[ours], outputs[theirs]);
      expectChecksum(`d${theirs}`, gradients.activations[ours], grads[theirs]);
    }
    for (const [theirs, ours] of Object.entries(parameterNames))
      expectChecksum(`d${theirs}`, gradients.parameters[ours], grads[theirs]);
  });
});

/** The generator and the order of drawing are exact, so the sampled entries must match to the bit. */
function expectParameters(parameters: Parameters, golden: Record<string, Checksum>): void {
  for (const [theirs, ours] of Object.entries(parameterNames)) {
    const { index, value } = golden[theirs];
    expect(
      index.map((at) => parameters[ours].data[at]),
      theirs,
    ).toEqual(value);
  }
}

const curveReason = missingShared('loss_curve', 'mnist_images');
const curves = curveReason ? [] : (readShared('loss_curve') as NetworkGolden[]);

describe.skipIf(curveReason)(`twenty updates ${curveReason ?? ''}`, () => {
  test.each(curves)('$name', ({ attrs, outputs }) => {
    const { pixels, labels } = goldenImages();
    const batch = attrs['batch'] as number;
    const network = new Network(articleNetwork(attrs['relu_after_conv'] as boolean));
    const parameters = drawParameters(attrs['param_seed'] as number);
    const optimizer = createOptimizer({ kind: 'sgd' });
    const losses = Array.from({ length: attrs['steps'] as number }, (_, step) => {
      const from = step * batch;
      const x = tensor(
        [batch, 1, 28, 28],
        Float64Array.from(pixels.subarray(from * 784, (from + batch) * 784), (v) => v / 255),
      );
      const activations = network.forward(x, parameters);
      const logits = network.logits(activations);
      const target = oneHot(labels.subarray(from, from + batch), 10);
      const dLogits = softmaxCrossEntropy.backward(undefined, { logits, target }).logits;
      const gradients = network.backward(dLogits, activations, parameters).parameters;
      optimizer.update(parameters, gradients, attrs['lr'] as number);
      return softmaxCrossEntropy.forward({ logits, target }).data[0];
    });
    expect(losses.length).toBe(20);
    losses.forEach((loss, step) =>
      expect(
        Math.abs(loss - outputs['loss'].data[step]),
        `loss of step ${step}`,
      ).toBeLessThanOrEqual(lossCurveTolerance),
    );
    const final = outputs['final_params'] as unknown as Record<string, Checksum>;
    for (const [theirs, ours] of Object.entries(parameterNames))
      expectChecksum(theirs, parameters[ours], final[theirs]);
  });
});
