/** The lit line does what the step says, and every loop around it shows its value: for every rule there is. */
import * as tellings from './operations.ts';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LayerSpec, NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import * as engine from '#engine/index.ts';
import { initialParameters } from '#engine/network.ts';
import { tensor } from '#engine/tensor.ts';
import { plainLayers } from '#tests/conformance/plain-layers.ts';
import { batchTrace } from './batch-trace.ts';
import { termsOf } from './detail.ts';
import { networkTrace } from './network-trace.ts';
import { operationTrace } from './operation-trace.ts';
import { rules } from './rules.ts';
import { toSource } from './source.ts';
import type { Trace } from './step.ts';
import { randomTensor } from './testing.ts';
import { stepsOf } from './trace.ts';

/** Two examples, channels in and out, stride 2 and padding 1, overlap, every layer that a network can have. */
const layers: LayerSpec[] = [
  {
    kind: 'conv2d',
    name: 'conv',
    outChannels: 2,
    kernelSize: [3, 3],
    stride: [2, 2],
    padding: [1, 1],
  },
  ...plainLayers(),
  { kind: 'maxPool2d', name: 'max', kernelSize: [3, 2], stride: [1, 1], padding: [1, 1] },
  { kind: 'avgPool2d', name: 'avg', kernelSize: [2, 2], stride: [1, 2], padding: [1, 0] },
  { kind: 'flatten', name: 'flat' },
  { kind: 'dense', name: 'dense', outFeatures: 3 },
];
const spec: NetworkSpec = { inputShape: [2, 6, 6], layers };
const parameters = initialParameters(spec, 1);
const x = randomTensor([2, 2, 6, 6], 2);
const optimizers: OptimizerSpec[] = [
  { kind: 'sgd' },
  { kind: 'sgd', momentum: 0.9, weightDecay: 0.1 },
  { kind: 'sgd', momentum: 0.9, nesterov: true },
  { kind: 'adam', weightDecay: 0.1 },
  { kind: 'adamW', weightDecay: 0.1 },
];
const pool = { kernelSize: [3, 3], stride: [2, 2], padding: [1, 1] } as const;
const conv = { stride: [2, 2], padding: [1, 1] } as const;
const image = randomTensor([2, 2, 5, 5], 3);
const kernel = { weight: randomTensor([3, 2, 3, 3], 4), bias: randomTensor([3], 5) };
const squares = { prediction: randomTensor([2, 3], 6), target: randomTensor([2, 3], 7) };

const traces: Trace[] = [
  ...optimizers.map((optimizer) =>
    networkTrace(spec, parameters, x, [0, 2], {
      learningRate: 0.1,
      optimizer,
      chunkedLoss: optimizer.kind === 'adam',
    }),
  ),
  networkTrace(spec, parameters, x, [0, 2], {
    learningRate: 0.1,
    mode: { training: true, seed: 7 },
  }),
  batchTrace(spec, parameters, x, [0, 2]),
  operationTrace(
    engine.conv2d,
    { inputs: { x: image, ...kernel }, attrs: conv, dy: randomTensor([2, 3, 3, 3], 8) },
    tellings.conv2d.scatter,
  ),
  operationTrace(
    engine.maxPool2d,
    { inputs: { x: image }, attrs: pool, dy: randomTensor([2, 2, 3, 3], 9) },
    tellings.maxPool2d.scatter,
  ),
  operationTrace(
    engine.avgPool2d,
    { inputs: { x: image }, attrs: pool, dy: randomTensor([2, 2, 3, 3], 9) },
    tellings.avgPool2d.scatter,
  ),
  operationTrace(
    engine.softmax,
    { inputs: { x: randomTensor([2, 3], 10) }, dy: randomTensor([2, 3], 11) },
    tellings.softmax.forward,
    tellings.softmax.backward,
  ),
  operationTrace(
    engine.meanSquaredError,
    { inputs: squares, dy: tensor([], [1]), output: 'loss' },
    tellings.meanSquaredError.forward,
    tellings.meanSquaredError.backward,
  ),
];

/** The variables of the loops around the one line of a region. */
const loopsAround = (file: string, region: string, line: string): string[] =>
  (known[`${file} ${region} ${line}`] ??= findLoops(file, region, line));
const known: Record<string, string[]> = {};

function findLoops(file: string, region: string, line: string): string[] {
  const lines = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split('\n');
  const start = lines.findIndex((one) => one.trim() === `// #region ${region}`);
  const end = lines.findIndex((one, at) => at > start && one.includes('// #endregion'));
  const lit = lines.findIndex((one, at) => at > start && at < end && one.includes(line));
  if (start < 0 || lit < 0) throw new Error(`${file}: ${region}: no line ${line}`);
  const loops: string[] = [];
  let indent = Infinity;
  for (let at = lit; at > start; at--) {
    const own = lines[at].search(/\S/);
    if (own < 0 || own >= indent) continue;
    indent = own;
    const variable = /^\s*for \(let (\w+)\b/.exec(lines[at])?.[1];
    if (variable) loops.push(variable);
  }
  return loops;
}

test('every rule has a step in these traces', () => {
  const told = new Set(traces.flatMap((trace) => trace.stages.map(({ rule }) => rule)));
  expect(Object.keys(rules).filter((rule) => !told.has(rule))).toEqual([]);
});

test('every loop around the lit line shows its value, at each term of each step', () => {
  const silent = new Set<string>();
  for (const trace of traces)
    for (const step of stepsOf(trace)) {
      const { file, region, line, variables, spans } = toSource(step, undefined, trace);
      const loops = loopsAround(file, region, line);
      const terms = termsOf(step);
      for (const letter of loops)
        if (terms.length > 0 && !(letter in variables) && !(letter in spans))
          silent.add(`${step.rule}: ${letter}`);
      for (let term = 0; term < terms.length; term++) {
        const now = toSource(step, term, trace).variables;
        for (const letter of loops)
          if (!Number.isFinite(now[letter])) silent.add(`${step.rule}: ${letter}, term ${term}`);
      }
    }
  expect([...silent]).toEqual([]);
});
