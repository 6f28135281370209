import * as tellings from './operations.ts';
import katex from 'katex';
import { expect, test } from 'vitest';
import type { NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import { maxPool2d } from '#engine/index.ts';
import { initialParameters } from '#engine/network.ts';
import { tensor } from '#engine/tensor.ts';
import { plainLayers } from '#tests/conformance/plain-layers.ts';
import { networkTrace } from './network-trace.ts';
import { operationTrace } from './operation-trace.ts';
import { rules } from './rules.ts';
import { cellTex, partTex, toTex } from './tex.ts';
import { randomTensor } from './testing.ts';

/** Strict but for \\htmlData, which is no LaTeX. */
const render = (tex: string): string =>
  katex.renderToString(tex, {
    trust: ({ command }) => command === '\\htmlData',
    strict: (code) => (code === 'htmlExtension' ? 'ignore' : 'error'),
  });

test.each(Object.entries(rules))('KaTeX accepts the formula of %s', (_name, { tex }) => {
  expect(render(tex)).toContain('katex-html');
});

const spec: NetworkSpec = {
  inputShape: [1, 4, 4],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 2, kernelSize: [3, 3], padding: [1, 1] },
    ...plainLayers(),
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [3, 3], stride: [1, 1], padding: [1, 1] },
    { kind: 'avgPool2d', name: 'pool2', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flatten1' },
    { kind: 'dense', name: 'dense1', outFeatures: 3 },
  ],
};
const optimizers: OptimizerSpec[] = [
  { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.1 },
  { kind: 'adam', weightDecay: 0.1 },
  { kind: 'adamW' },
];

test.each(optimizers)(
  'KaTeX accepts every stage of a network with %j, links and all',
  (optimizer) => {
    const x = randomTensor([2, 1, 4, 4], 1);
    const mode = { training: optimizer.kind !== 'sgd', seed: 7 };
    const options = { learningRate: 1e-7, optimizer, chunkedLoss: true, mode };
    const trace = networkTrace(spec, initialParameters(spec, 1), x, [0, 2], options);
    for (const { start } of trace.stages) {
      const step = trace.at(start);
      for (const [form, tex] of Object.entries(toTex(step, { all: true }))) {
        const html = render(tex);
        if (form === 'rule') continue;
        for (const { ref } of step.reads)
          expect(html).toContain(`data-cell="${ref.tensor}[${ref.index.join(',')}]"`);
      }
    }
  },
);

test('padding is written as what it counts for: -∞ in a maximum', () => {
  const run = {
    inputs: { x: tensor([1, 1, 1, 1], [-3]) },
    attrs: { kernelSize: [2, 2], padding: [1, 1] },
  };
  const { symbolic } = toTex(operationTrace(maxPool2d, run, tellings.maxPool2d.forward).at(0), {
    all: true,
  });
  expect(symbolic).toMatchInlineSnapshot(
    `"\\htmlData{cell=y[0{,}0{,}0{,}0]}{y_{0,0,0,0}} = \\max(\\htmlData{cell=x[0{,}0{,}-1{,}-1],virtual=padding}{-\\infty},\\; \\htmlData{cell=x[0{,}0{,}-1{,}0],virtual=padding}{-\\infty},\\; \\htmlData{cell=x[0{,}0{,}0{,}-1],virtual=padding}{-\\infty},\\; \\underline{\\htmlData{cell=x[0{,}0{,}0{,}0]}{x_{0,0,0,0}}})"`,
  );
});

test('cellTex names a cell by its part, with the layer above', () => {
  const at = (name: string, index: number[]) => cellTex({ ref: { tensor: name, index }, value: 1 });
  expect([
    at('x', [0, 0, 1, 2]),
    at('conv1.dWeight', [1, 0, 2, 2]),
    at('updated.conv1.bias', [1]),
    at('loss', []),
  ]).toEqual([
    'x_{0,0,1,2}',
    '\\mathrm{d}W^{\\text{conv1}}_{1,0,2,2}',
    'b^{\\text{updated.conv1}}_{1}',
    'L',
  ]);
  expect([partTex('dLogits'), partTex('dPerExample'), partTex('count')]).toEqual([
    '\\mathrm{d}z',
    '\\mathrm{d}\\text{perExample}',
    '\\text{count}',
  ]);
});
