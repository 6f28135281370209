/**
 * An operation is its file, its steps, its golden and a line in each of two lists. Here the two lines are added for a
 * test alone, and nothing else: a network learns it, a trace tells it, the golden holds it.
 */
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { LayerSpec, NetworkSpec } from '#engine/architecture.ts';
import { checkNetwork } from '#engine/gradient-check.ts';
import { oneHot } from '#engine/index.ts';
import { Network, initialParameters } from '#engine/network.ts';
import { source, toPieces, toText } from '#steps/describe.ts';
import { rowText } from '#steps/testing.ts';
import { toTex } from '#steps/tex.ts';
import { complaintsAbout } from '#steps/invariants.ts';
import { networkTrace } from '#steps/network-trace.ts';
import { randomTensor } from '#steps/testing.ts';
import { toCase } from './conformance/cases.ts';
import { implementations } from './conformance/implementations.ts';
import { plainLayers } from './conformance/plain-layers.ts';
import { firstDifference } from './conformance/tolerance.ts';
import { equations } from './fixtures/toy-operation/steps/cube.ts';
import goldens from './fixtures/toy-operation/goldens/cube.json' with { type: 'json' };

vi.mock('#engine/operations.ts', async (original) => ({
  ...(await original<object>()),
  cube: (await import('./fixtures/toy-operation/ops/cube.ts')).cube,
}));
vi.mock('#steps/operations.ts', async (original) => ({
  ...(await original<object>()),
  cube: (await import('./fixtures/toy-operation/steps/cube.ts')).telling,
}));

/** As in the conformance tests: central differences with h = 2^-17 in float64. */
const gradientTolerance = 1e-7;

const spec: NetworkSpec = {
  inputShape: [1, 4, 4],
  layers: [
    { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'cube', name: 'cube' } as unknown as LayerSpec,
    { kind: 'flatten', name: 'flat' },
    { kind: 'dense', name: 'logits', outFeatures: 3 },
  ],
};
const parameters = initialParameters(spec, 1);
const x = randomTensor([2, 1, 4, 4], 2);
const labels = [0, 2];
const trace = networkTrace(spec, parameters, x, labels, { learningRate: 0.1 });
const stepOf = (stage: string) => trace.at(trace.stages.find(({ id }) => id === stage)!.start);

test('a network has it as a layer, with the right gradients', () => {
  const setting = { network: new Network(spec), parameters, x, target: oneHot(labels, 3) };
  const checked = checkNetwork(setting);
  expect(Object.keys(checked)).toContain('cube');
  for (const [name, { worst }] of Object.entries(checked))
    expect(worst, name).toBeLessThanOrEqual(gradientTolerance);
});

test('a trace of the whole network replays to the last bit', () => {
  expect(trace.stages.map(({ id }) => id)).toContain('cube.backward.dx');
  expect(complaintsAbout(trace)).toEqual([]);
});

test('its steps are told in text, in TeX and in the lines of its file', () => {
  const forward = stepOf('cube.forward.y');
  const backward = stepOf('cube.backward.dx');
  expect(toPieces(forward).symbolic.map(rowText)).toEqual([
    'y^cube_0,0,0,0 = (y^conv_0,0,0,0)^(3)',
  ]);
  expect(toTex(equations()[backward.rule])).toBe('\\mathrm{d}x = 3 \\, x^{2} \\, \\mathrm{d}y');
  expect(toText(forward, 'en')).toMatchInlineSnapshot(
    `"cube.y[0,0,0,0] is conv.y[0,0,0,0]³ = (−0.55)³ = −0.17."`,
  );
  expect(toText(backward, 'zh-cn')).toMatchInlineSnapshot(
    `"conv.dy[0,0,0,0] 等于 3·conv.y[0,0,0,0]²·cube.dy[0,0,0,0] = 3·(−0.55)²·0.06 = 0.05。"`,
  );
  for (const step of [forward, backward]) {
    const { file, line, variables } = source(step, undefined, trace);
    expect(variables['k']).toBe(0);
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).toContain(line);
  }
});

test.each(implementations)('its golden holds in the $name', ({ tolerance, forward, backward }) => {
  const { operation, inputs, attrs, dy, y, gradients } = toCase('cube', goldens[0]);
  expect(firstDifference(forward(operation, inputs, attrs), y, tolerance)).toBeUndefined();
  const found = backward(operation, dy, inputs, attrs);
  expect(firstDifference(found['x'], gradients['x'], tolerance)).toBeUndefined();
});

test('the tables of the tests have it too', () => {
  expect(plainLayers().map(({ kind }) => String(kind))).toContain('cube');
});
