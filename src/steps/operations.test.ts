import * as tellings from './operations.ts';
import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import * as engine from '#engine/index.ts';
import type { Operation } from '#engine/operation.ts';
import { tensor, type Tensor } from '#engine/tensor.ts';
import { toPieces, toText } from './describe.ts';
import { complaintsAbout } from './invariants.ts';
import { callOf, gradientName, operationTrace, type OperationRun } from './operation-trace.ts';
import { softmaxCrossEntropyChunkedBackward } from './softmax-cross-entropy.ts';
import type { Call, StageSteps } from './stage.ts';
import {
  differences,
  differenceTolerance,
  distance,
  inner,
  randomTensor,
  rowText,
} from './testing.ts';
import { composeTrace, stepsOf } from './trace.ts';

type Tell = (call: Call) => StageSteps[];
type AnyOperation = Operation<any, any, any>;
type Inputs = Record<string, Tensor>;
type Draw = fc.Arbitrary<{ inputs: Inputs; attrs?: Record<string, unknown> }>;

const extent = (min: number, max: number) => fc.integer({ min, max });
const pair = (min: number, max: number) => fc.tuple(extent(min, max), extent(min, max));
const anyShape = fc.array(extent(1, 4), { minLength: 1, maxLength: 4 });
const seed = extent(1, 1000);

/** Whole numbers, so that ties and exact zeros are common. */
const coarse = (shape: readonly number[], from: number): Tensor => {
  const { data } = randomTensor(shape, from);
  return tensor(shape, data.map(Math.round));
};

const elementwise: Draw = fc.tuple(anyShape, seed).map(([shape, from]) => ({
  inputs: { x: randomTensor(shape, from) },
}));
const pooled = fc
  .record({ N: extent(1, 2), C: extent(1, 2), size: pair(1, 6), kernelSize: pair(1, 3) })
  .chain((base) =>
    fc.record({
      base: fc.constant(base),
      stride: pair(1, 4),
      padding: pair(0, 1),
      from: seed,
      countIncludePad: fc.boolean(),
    }),
  )
  .filter(({ base: { size, kernelSize }, padding }) =>
    [0, 1].every(
      (axis) =>
        2 * padding[axis] <= kernelSize[axis] && kernelSize[axis] <= size[axis] + 2 * padding[axis],
    ),
  );
const pooling = (draw: (shape: readonly number[], from: number) => Tensor): Draw =>
  pooled.map(({ base: { N, C, size, kernelSize }, from, ...attrs }) => ({
    inputs: { x: draw([N, C, ...size], from) },
    attrs: { kernelSize, ...attrs },
  }));
const dense: Draw = fc
  .tuple(extent(1, 3), extent(1, 4), extent(1, 4), seed)
  .map(([N, C, D, from]) => ({
    inputs: {
      x: randomTensor([N, C], from),
      weight: randomTensor([D, C], from + 1),
      bias: randomTensor([D], from + 2),
    },
  }));
const prelu: Draw = fc
  .tuple(pair(1, 3), pair(1, 3), fc.boolean(), seed)
  .map(([[N, C], rest, one, from]) => ({
    inputs: {
      x: randomTensor([N, C, ...rest], from),
      alpha: randomTensor([one ? 1 : C], from + 1),
    },
  }));
/** Rows that are one-hot, or that share their 1 between the classes. */
const rows = (N: number, K: number, from: number, sharp: boolean): Tensor =>
  sharp
    ? engine.oneHot(
        Array.from({ length: N }, (_, n) => (from + n) % K),
        K,
      )
    : engine.softmax.forward({ x: randomTensor([N, K], from) });
const classified: Draw = fc
  .tuple(extent(1, 4), extent(1, 5), fc.boolean(), seed)
  .map(([N, K, sharp, from]) => ({
    inputs: { logits: randomTensor([N, K], from), target: rows(N, K, from, sharp) },
  }));
const predicted: Draw = fc
  .tuple(anyShape, fc.constantFrom('mean', 'batchmean'), seed)
  .map(([shape, reduction, from]) => ({
    inputs: { prediction: randomTensor(shape, from), target: randomTensor(shape, from + 1) },
    attrs: { reduction },
  }));

interface Row {
  operation: AnyOperation;
  draw: Draw;
  tells: Tell[][];
  output?: string;
  /** Inputs that get a gradient; all of them unless given. */
  gradients?: string[];
  /** Central differences say nothing where numbers tie. */
  ties?: boolean;
}

const forwardAndBack = (forward: Tell, backward: Tell): Tell[][] => [[forward, backward]];
const table: Record<string, Row> = {
  relu: {
    operation: engine.relu,
    draw: elementwise,
    tells: forwardAndBack(tellings.relu.forward, tellings.relu.backward),
  },
  'relu at exactly 0': {
    operation: engine.relu,
    draw: seed.map((from) => ({ inputs: { x: coarse([2, 3], from) } })),
    tells: forwardAndBack(tellings.relu.forward, tellings.relu.backward),
    ties: true,
  },
  leakyRelu: {
    operation: engine.leakyRelu,
    draw: elementwise.map((one) => ({ ...one, attrs: { alpha: 0.1 } })),
    tells: forwardAndBack(tellings.leakyRelu.forward, tellings.leakyRelu.backward),
  },
  elu: {
    operation: engine.elu,
    draw: elementwise,
    tells: forwardAndBack(tellings.elu.forward, tellings.elu.backward),
  },
  prelu: {
    operation: engine.prelu,
    draw: prelu,
    tells: forwardAndBack(tellings.prelu.forward, tellings.prelu.backward),
  },
  sigmoid: {
    operation: engine.sigmoid,
    draw: elementwise,
    tells: forwardAndBack(tellings.sigmoid.forward, tellings.sigmoid.backward),
  },
  tanh: {
    operation: engine.tanh,
    draw: elementwise,
    tells: forwardAndBack(tellings.tanh.forward, tellings.tanh.backward),
  },
  flatten: {
    operation: engine.flatten,
    draw: elementwise.filter(({ inputs }) => inputs['x'].shape.length > 1),
    tells: forwardAndBack(tellings.flatten.forward, tellings.flatten.backward),
  },
  maxPool2d: {
    operation: engine.maxPool2d,
    draw: pooling(randomTensor),
    tells: [
      [tellings.maxPool2d.forward, tellings.maxPool2d.backward],
      [tellings.maxPool2d.scatter],
    ],
  },
  'maxPool2d with ties': {
    operation: engine.maxPool2d,
    draw: pooling(coarse),
    tells: [
      [tellings.maxPool2d.forward, tellings.maxPool2d.backward],
      [tellings.maxPool2d.scatter],
    ],
    ties: true,
  },
  avgPool2d: {
    operation: engine.avgPool2d,
    draw: pooling(randomTensor),
    tells: [
      [tellings.avgPool2d.forward, tellings.avgPool2d.backward],
      [tellings.avgPool2d.scatter],
    ],
  },
  dense: {
    operation: engine.dense,
    draw: dense,
    tells: forwardAndBack(tellings.dense.forward, tellings.dense.backward),
  },
  softmax: {
    operation: engine.softmax,
    draw: elementwise,
    tells: forwardAndBack(tellings.softmax.forward, tellings.softmax.backward),
  },
  softmaxCrossEntropy: {
    operation: engine.softmaxCrossEntropy,
    draw: classified,
    tells: [
      [tellings.softmaxCrossEntropy.forward, tellings.softmaxCrossEntropy.backward],
      [softmaxCrossEntropyChunkedBackward],
    ],
    output: 'loss',
    gradients: ['logits'],
  },
  meanSquaredError: {
    operation: engine.meanSquaredError,
    draw: predicted,
    tells: forwardAndBack(tellings.meanSquaredError.forward, tellings.meanSquaredError.backward),
    output: 'loss',
    gradients: ['prediction'],
  },
};
const names = Object.entries(table).map(([name, row]): [string, Row] => [name, row]);

function runOf({ operation, output = 'y' }: Row, inputs: Inputs, attrs: object = {}): OperationRun {
  const y = operation.forward(inputs, attrs);
  return { inputs, attrs: { ...attrs }, dy: randomTensor(y.shape, 99), output };
}

test.each(names)('every trace of %s keeps the invariants', (_name, row) => {
  fc.assert(
    fc.property(row.draw, ({ inputs, attrs }) => {
      const run = runOf(row, inputs, attrs);
      for (const tell of row.tells)
        expect(complaintsAbout(operationTrace(row.operation, run, ...tell))).toEqual([]);
    }),
    { numRuns: 25, seed: 1 },
  );
});

test.each(names.filter(([, { ties }]) => ties !== true))(
  'the gradients in the trace of %s agree with central differences',
  (_name, row) => {
    fc.assert(
      fc.property(row.draw, ({ inputs, attrs }) => {
        const run = runOf(row, inputs, attrs);
        const { tensors } = callOf(row.operation, run);
        const loss = () => inner(row.operation.forward(inputs, attrs), run.dy!);
        for (const name of row.gradients ?? Object.keys(inputs))
          expect(
            distance(tensors[gradientName(name)].tensor.data, differences(loss, inputs[name])),
          ).toBeLessThan(differenceTolerance);
      }),
      { numRuns: 10, seed: 1 },
    );
  },
);

test.each(names)('every step of %s has a formula and a sentence in each language', (_name, row) => {
  const [{ inputs, attrs }] = fc.sample(row.draw, { numRuns: 1, seed: 1 });
  for (const tell of row.tells)
    for (const step of stepsOf(operationTrace(row.operation, runOf(row, inputs, attrs), ...tell))) {
      const { symbolic, numeric } = toPieces(step);
      const rows = [...symbolic, ...numeric].map(rowText);
      const texts = [toText(step, 'en'), toText(step, 'zh-cn'), ...rows];
      for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
});

/** Eight roundings, one for each chunk, of numbers whose size is at most that of dLoss. */
const chunkTolerance = 1e-14;

test('the loss backward through every chunk ends in (p - target) / N', () => {
  fc.assert(
    fc.property(classified, ({ inputs }) => {
      const row = table['softmaxCrossEntropy'];
      const call = callOf(row.operation, runOf(row, inputs));
      const chunked = composeTrace(softmaxCrossEntropyChunkedBackward(call));
      const collapsed = call.tensors['dLogits'].tensor;
      expect(distance(chunked.valuesAt('dLogitsInChunks')!.data, collapsed.data)).toBeLessThan(
        chunkTolerance,
      );
    }),
    { seed: 1 },
  );
});
