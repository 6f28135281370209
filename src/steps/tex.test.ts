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
import { equationOf, equations } from '#widgets/equation/equations.ts';
import { rules } from './rules.ts';
import { symbolOf, symbolOfCell } from './letters.ts';
import { toPieces, type Pieces } from './pieces.ts';
import type { Operand, Step } from './step.ts';
import { toTex } from './tex.ts';
import { toText } from './text.ts';
import { randomTensor, rowText } from './testing.ts';

test('every rule has an equation, and every equation a rule', () => {
  expect(Object.keys(equations).sort()).toEqual(Object.keys(rules).sort());
});

test.each(Object.entries(equations))('KaTeX accepts the equation of %s', (_name, equation) => {
  const html = katex.renderToString(toTex(equation), { strict: 'error' });
  expect(html).toContain('katex-html');
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

test.each(optimizers)('every stage of a network with %j links all that it reads', (optimizer) => {
  const x = randomTensor([2, 1, 4, 4], 1);
  const mode = { training: optimizer.kind !== 'sgd', seed: 7 };
  const options = { learningRate: 1e-7, optimizer, chunkedLoss: true, mode };
  const trace = networkTrace(spec, initialParameters(spec, 1), x, [0, 2], options);
  const cellsIn = (pieces: Pieces): string[] =>
    pieces.flatMap((piece) => {
      if (piece.kind === 'operand') return [piece.cell];
      if (piece.kind === 'fraction') return [...cellsIn(piece.above), ...cellsIn(piece.below)];
      return piece.kind === 'text' ? [] : cellsIn(piece.of);
    });
  for (const { start } of trace.stages) {
    const step = trace.at(start);
    const { symbolic, numeric } = toPieces(step, { all: true });
    for (const rows of [symbolic, numeric])
      for (const { ref } of step.reads)
        expect(rows.flatMap(cellsIn)).toContain(`${ref.tensor}[${ref.index.join(',')}]`);
  }
});

test('equations are written as the field writes them', () => {
  const of = (name: string): string => toTex(equationOf(name));
  expect(['conv2d.forward', 'conv2d.dx', 'softmax.forward', 'optimizer.adam'].map(of))
    .toMatchInlineSnapshot(`
      [
        "y_{n,d,p,q} = \\sum_{c,i,j} W_{d,c,i,j} \\, x_{n,\\,c,\\,p \\, s_H + i - r_H,\\,q \\, s_W + j - r_W} + b_{d}",
        "\\mathrm{d}x_{n,c,h,w} = \\sum_{d,i,j} \\mathrm{d}y_{n,\\,d,\\,(h + r_H - i) / s_H,\\,(w + r_W - j) / s_W} \\, W_{d,c,i,j}",
        "y_{n,k} = \\frac{\\text{exp}_{n,k}}{\\text{sum}_{n}}",
        "θ \\leftarrow θ - η \\, \\frac{m / (1 - β_{1}^{t})}{\\sqrt{s / (1 - β_{2}^{t})} + ε}",
      ]
    `);
});

test('padding is written as what it counts for: -∞ in a maximum', () => {
  const run = {
    inputs: { x: tensor([1, 1, 1, 1], [-3]) },
    attrs: { kernelSize: [2, 2], padding: [1, 1] },
  };
  const step = operationTrace(maxPool2d, run, tellings.maxPool2d.forward).at(0);
  expect(toPieces(step, { all: true }).symbolic.map(rowText)).toEqual([
    'y_0,0,0,0 = max(−∞, −∞, −∞, x_0,0,0,0)',
  ]);
});

test('a cell is named by its part, with the layer above', () => {
  const at = (tensorName: string, index: number[]) =>
    symbolOfCell({ ref: { tensor: tensorName, index }, value: 1 });
  expect(at('x', [0, 0, 1, 2])).toEqual({ upright: '', letter: 'x', below: '0,0,1,2' });
  expect(at('conv1.dWeight', [1, 0, 2, 2])).toEqual({
    ...{ upright: 'd', letter: 'W', above: 'conv1', below: '1,0,2,2' },
  });
  expect(at('updated.conv1.bias', [1])).toEqual({
    ...{ upright: '', letter: 'b', above: 'updated.conv1', below: '1' },
  });
  expect(at('loss', [])).toEqual({ upright: '', letter: 'L' });
  expect(['dLogits', 'dPerExample', 'count'].map(symbolOf)).toEqual([
    { upright: 'd', letter: 'z' },
    { upright: 'dperExample' },
    { upright: 'count' },
  ]);
});

test('what is raised or divided by is set off where it is more than one sign', () => {
  const operand = (value: number, tensorName = 'x'): Operand => ({
    ref: { tensor: tensorName, index: [0] },
    value,
  });
  const step = (fn: string, ...operands: Operand[]): Step => ({
    ...{ kind: 'apply', id: 'a[0]', stage: 'a', rule: 'optimizer.sgd', fn, operands },
    ...{ reads: operands, writes: [operand(1, 'y')] },
  });
  const square = step('runningSquare', operand(0.9), operand(0), operand(3e-5, 'conv1.dWeight'));
  const { symbolic, numeric } = toPieces(square);
  expect(symbolic.map(rowText).join()).toContain('(dW^conv1_0)^(2)');
  expect(numeric.map(rowText).join()).toContain('(3.00·10^−5)^(2)');
  expect(toText(square, 'en')).toContain('(3.00·10⁻⁵)²');
  expect(toText(step('divide', operand(1), operand(3e-5)), 'en')).toContain('1.00 / (3.00·10⁻⁵)');
});
